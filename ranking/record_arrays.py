"""Past assignments in words as the arrays of a pool, and a brief's words as those of a need."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from matching import Record, build_record
from ranking.roles import family_credits, title_facts
from redaction.neutral import neutral
from redaction.sentences import sentences
from skills import multilingual
from skills.encoder import Int8s
from skills.vectors import normalise

Encode = Callable[[Sequence[str]], Int8s]


@dataclass(frozen=True, slots=True)
class WorkTexts:
    """The words of a past assignment, neutral: its title, all of it, and each sentence.

    The title is the first sentence. `raw_title` is parsed for family and level.
    """

    raw_title: str
    title: str
    whole: str
    sentences: tuple[str, ...]


def work_texts(title: str, *texts: str, names: str = "") -> WorkTexts:
    """Return the words of an assignment without what must not count.

    Args:
        names: the names of the interim.
    """
    plain = normalise(neutral(title, names))
    said = [one.text for text in texts if text for one in sentences(text, names)]
    whole = normalise(" ".join(filter(None, [plain, *said])))
    found = tuple(text for one in (plain, *said) if (text := normalise(one)))
    # A list of titles is no work: without a sentence the whole says nothing more than the title.
    return WorkTexts(title, plain, whole if said else "", found)


@dataclass(slots=True)
class RecordBuilder:
    """Collects the assignments of people, one person after the other."""

    start: list[int] = field(default_factory=lambda: [0])
    title: list[int] = field(default_factory=list)
    text: list[int] = field(default_factory=list)
    sentence_start: list[int] = field(default_factory=lambda: [0])
    sentence: list[int] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    titles: dict[str, int] = field(default_factory=dict)

    def add(self, works: Iterable[WorkTexts]) -> None:
        """Add a person."""
        for work in works:
            self.title.append(self._title(work))
            self.text.append(self._row(work.whole))
            self.sentence += [self._row(one) for one in work.sentences]
            self.sentence_start.append(len(self.sentence))
        self.start.append(len(self.title))

    def build(self, encode: Encode) -> Record:
        """Return the arrays; `encode` returns a vector for each distinct text."""
        facts = [title_facts(title) for title in self.titles]
        plain = [normalise(neutral(title)) for title in self.titles]
        title_rows = [self._row(one) for one in plain]
        texts = list(self.rows)
        vectors = encode(texts) if texts else np.zeros((0, multilingual.AXES), np.int8)
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
        if not work.title:
            return -1
        return self.titles.setdefault(work.raw_title, len(self.titles))

    def _row(self, text: str) -> int:
        return self.rows.setdefault(text, len(self.rows)) if text else -1


def brief_words(
    title: str, texts: Iterable[str], criteria: Sequence[str], encode: Encode
) -> dict[str, Any]:
    """Return the words of a brief as arguments of `build_need`.

    Args:
        criteria: neutral, each with words.
    """
    plain = normalise(title)
    said = [one.text for text in texts if text for one in sentences(text)]
    asked = [text for one in (plain, *said) if (text := normalise(one))]
    found: dict[str, Any] = {
        "families": family_credits(title),
        "profession": title_facts(title).profession,
    }
    distinct = list(dict.fromkeys([*asked, *criteria]))
    if not distinct:
        return found
    whole = normalise(" ".join(asked)) if said else ""
    vectors = encode([*distinct, *filter(None, [whole])])
    row = {text: vectors[at] for at, text in enumerate(distinct)}
    if plain:
        found["title"] = row[plain]
    if whole:
        found |= {"whole": vectors[-1], "sentences": vectors[: len(distinct)]}
    if criteria:
        found["criteria"] = np.stack([row[one] for one in criteria])
    return found


def encode(texts: Sequence[str]) -> Int8s:
    """Return the reduced multilingual vectors of neutral texts."""
    return multilingual.reduced(multilingual.encode(texts))


def _ints(values: list[int]) -> Any:
    return np.array(values, dtype=np.int64)
