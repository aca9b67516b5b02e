"""Past assignments in words as the arrays of a pool, and a brief's words as those of a need."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np

from matching import Record, build_record
from ranking.roles import family_credits, title_facts
from ranking.told_situations import told_situations
from redaction.neutral import NeutralText, neutral
from redaction.sentences import sentences
from skills import multilingual
from skills.encoder import Int8s
from skills.vectors import normalise

Encode = Callable[[Sequence[str]], Int8s]
VectorsOf = Callable[[Sequence[str]], Mapping[str, Int8s]]


@dataclass(frozen=True, slots=True)
class WorkTexts:
    """The words of a past assignment, neutral.

    Attributes:
        raw_title: the title as written; family and level are parsed from it.
        title, whole: the title, and title and sentences together; "" for none.
        sentences: the title, if there is one, and each sentence.
        spans: for each of them, the number of the text, the title being 0, and its start and end.
    """

    raw_title: str
    title: NeutralText
    whole: NeutralText
    sentences: tuple[NeutralText, ...]
    spans: tuple[tuple[int, int, int], ...]


def work_texts(title: str, *texts: str, names: str = "") -> WorkTexts:
    """Return the words of an assignment without what must not count.

    Args:
        names: the names of the interim.
    """
    plain = normalise(neutral(title, names))
    found = [(plain, (0, 0, len(title)))] if plain else []
    found += [
        (said, (number, one.start, one.end))
        for number, text in enumerate(texts, start=1)
        if text
        for one in sentences(text, names)
        if (said := normalise(one.text))
    ]
    # A list of titles is no work: without a sentence the whole says nothing more than the title.
    is_told = len(found) > bool(plain)
    whole = normalise(NeutralText(" ".join(text for text, _ in found))) if is_told else plain[:0]
    return WorkTexts(
        raw_title=title,
        title=plain,
        whole=NeutralText(whole),
        sentences=tuple(text for text, _ in found),
        spans=tuple(span for _, span in found),
    )


@dataclass(slots=True)
class RecordBuilder:
    """Collects the assignments of people, one person after the other."""

    start: list[int] = field(default_factory=lambda: [0])
    title: list[int] = field(default_factory=list)
    text: list[int] = field(default_factory=list)
    sentence_start: list[int] = field(default_factory=lambda: [0])
    sentence: list[int] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    titles: dict[tuple[str, str], int] = field(default_factory=dict)
    told: list[set[str]] = field(default_factory=list)

    def add(self, works: Iterable[WorkTexts]) -> None:
        """Add a person."""
        for work in works:
            self.title.append(self._title(work))
            self.text.append(self._row(work.whole))
            self.sentence += [self._row(one) for one in work.sentences]
            self.sentence_start.append(len(self.sentence))
        self.start.append(len(self.title))

    def build(self, encode: Encode) -> Record:
        """Return the arrays; `encode` returns a vector for each distinct text.

        `told` is set too: for each assignment, the codes of the situations that it tells of.
        """
        facts = [title_facts(title) for title, _ in self.titles]
        title_rows = [self._row(plain) for _, plain in self.titles]
        texts = list(self.rows)
        vectors = encode(texts) if texts else np.zeros((0, multilingual.AXES), np.int8)
        by_text = told_situations(texts, vectors)
        self.told = [
            set().union(*(by_text[at] for at in self.sentence[begin:end]))
            for begin, end in pairwise(self.sentence_start)
        ]
        return build_record(
            size=len(self.start) - 1,
            start=_ints(self.start),
            title=_ints(self.title),
            text=_ints(self.text),
            sentence_start=_ints(self.sentence_start),
            sentence=_ints(self.sentence),
            vectors=vectors,
            families=_ints([one.family for one in facts]),
            title_levels=_ints([one.level for one in facts]),
            title_professions=_ints([one.profession for one in facts]),
            title_vectors=_ints(title_rows),
        )

    def _title(self, work: WorkTexts) -> int:
        if not work.raw_title.strip():
            return -1
        return self.titles.setdefault((work.raw_title, work.title), len(self.titles))

    def _row(self, text: str) -> int:
        return self.rows.setdefault(text, len(self.rows)) if text else -1


@dataclass(frozen=True, slots=True)
class BriefWords:
    """The words of a brief.

    Attributes:
        arguments: those of `build_need`; without vectors, if any text has none.
        sentences: the title, sentences and criteria as written, in the order of their vectors.
        is_complete: whether every text has a vector.
    """

    arguments: dict[str, Any]
    sentences: list[str]
    is_complete: bool


def brief_words(
    title: str, texts: Iterable[str], criteria: Sequence[str], vectors_of: VectorsOf
) -> BriefWords:
    """Return the words of a brief.

    Args:
        criteria: each with words (`normalise`).
        vectors_of: returns the vectors of neutral texts, as far as it has them.
    """
    plain = normalise(title)
    told = [(plain, title)] if plain else []
    told += [
        (said, text[one.start : one.end])
        for text in texts
        if text
        for one in sentences(text)
        if (said := normalise(one.text))
    ]
    asked = [(normalise(text), text) for text in criteria]
    named = title_facts(title)
    facts = {"families": family_credits(title), "profession": named.profession}
    written: dict[NeutralText, str] = {}
    for said, text in (*told, *asked):
        written.setdefault(said, text)
    has_sentence = len(told) > bool(plain)
    whole = normalise(NeutralText(" ".join(said for said, _ in told))) if has_sentence else ""
    wanted = [*written, *filter(None, [whole])]
    found = {text: vector for text, vector in vectors_of(wanted).items() if vector.any()}
    if any(text not in found for text in wanted):
        return BriefWords(facts, [], is_complete=False)
    vectors: dict[str, Any] = {}
    if plain and named.is_role:
        vectors["title"] = found[plain]
    if whole:
        vectors["whole"] = found[whole]
        vectors["sentences"] = np.stack([found[said] for said in written])
    if asked:
        vectors["criteria"] = np.stack([found[said] for said, _ in asked])
    return BriefWords(facts | vectors, list(written.values()), is_complete=True)


def encode(texts: Sequence[str]) -> Int8s:
    """Return the reduced multilingual vectors of neutral texts."""
    return multilingual.reduced(multilingual.encode(texts))


def encoded(texts: Sequence[str]) -> dict[str, Int8s]:
    """Return the same by text; nothing if the encoder is not installed."""
    if not texts or not multilingual.is_available():
        return {}
    return dict(zip(texts, encode(texts), strict=True))


def _ints(values: list[int]) -> Any:
    return np.array(values, dtype=np.int64)
