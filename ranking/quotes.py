"""The sentences of past assignments that an explanation quotes, beside those of the brief."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from matching import Explanation, OutcomeLine, WordsLine
from matching.lines import ClosestSentence
from ranking.work_words import FIELDS, WorkWords

QUOTED = 2
"""The number of pairs of sentences that a line shows."""
# Cosines below which two sentences have little in common; chosen by eye on 6,000 pairs of the demo.
_CLOSE, _CLOSE_TO_CRITERION = 0.45, 0.40
# By how much a sentence of another assignment has to be closer than one of the best assignment.
_BEST_WORK = 0.1
_LEAST_WORDS = 6  # fewer are a fragment: "two were dropped;"
_LOOKED_AT = 6  # closest pairs of which the shown ones are chosen
_STORED = 1_000  # characters; a page shows much less

SentencePlace = tuple[int, int]
"""An assignment by its primary key, and the number of a sentence in it."""


@dataclass(frozen=True, slots=True)
class RecordSentence:
    """A sentence of a past assignment, as it is written there.

    Attributes:
        is_fragment: whether it is the assignment's title or measure, or has a few words only.
    """

    text: str
    is_fragment: bool


def places_of(
    explanation: Explanation, asked: Sequence[str], assignments: Sequence[int]
) -> Iterator[SentencePlace]:
    """Yield the sentences that the explanation of one person may quote.

    Args:
        asked: the sentences of the brief, "" for those that are not quoted.
        assignments: primary keys of the person's assignments, in the engine's order.
    """
    found = [(line.met_by, line.sentence) for line in explanation.outcomes if _is_close(line)]
    if explanation.words_line:
        found += [(one.assignment, one.sentence) for one in _closest(explanation.words_line, asked)]
    for assignment, sentence in found:
        if assignment < len(assignments):
            yield assignments[assignment], sentence


def load_sentences(places: Collection[SentencePlace]) -> dict[SentencePlace, RecordSentence]:
    """Return these sentences, in one query; those whose text has changed since are missing."""
    by_assignment: dict[int, set[int]] = {}
    for assignment, sentence in places:
        by_assignment.setdefault(assignment, set()).add(sentence)
    rows = (
        WorkWords.objects.current()
        .filter(assignment__in=by_assignment)
        .values_list("assignment_id", "spans", *(f"assignment__{name}" for name in FIELDS))
    )
    found = {}
    for assignment, spans, *texts in rows:
        for sentence in by_assignment[assignment]:
            if sentence < len(spans):
                number, start, end = spans[sentence]
                text = _trimmed(texts[number][start:end])
                is_fragment = FIELDS[number] in {"title", "measure"} or _is_short(text)
                found[assignment, sentence] = RecordSentence(text, is_fragment)
    return found


def quotes_of(
    line: WordsLine,
    asked: Sequence[str],
    assignments: Sequence[int],
    sentences: dict[SentencePlace, RecordSentence],
) -> list[dict[str, Any]]:
    """Return the closest pairs of sentences, closest first, each `asked` and `said`.

    Args:
        asked: as in `places_of`.
    """
    found: dict[str, str] = {}
    for one in _closest(line, asked):
        said = _said(one.assignment, one.sentence, assignments, sentences)
        if said and not said.is_fragment:
            found.setdefault(said.text, _trimmed(asked[one.index]))
    return [{"asked": words, "said": said} for said, words in list(found.items())[:QUOTED]]


def quote_of(
    line: OutcomeLine,
    assignments: Sequence[int],
    sentences: dict[SentencePlace, RecordSentence],
) -> list[dict[str, Any]]:
    """Return the sentence that meets a success criterion, in the form of `quotes_of`."""
    if not _is_close(line):
        return []
    said = _said(line.met_by, line.sentence, assignments, sentences)
    return [{"asked": "", "said": said.text}] if said else []


def _said(
    assignment: int,
    sentence: int,
    assignments: Sequence[int],
    sentences: dict[SentencePlace, RecordSentence],
) -> RecordSentence | None:
    if not 0 <= assignment < len(assignments):
        return None
    return sentences.get((assignments[assignment], sentence))


def _closest(line: WordsLine, asked: Sequence[str]) -> list[ClosestSentence]:
    """Return the closest pairs, closest first; none if the words count nothing."""

    def closeness(one: ClosestSentence) -> float:
        return one.cosine + (_BEST_WORK if one.assignment == line.met_by else 0.0)

    near = [
        one
        for one in line.sentences
        if line.credit > 0
        and one.assignment >= 0
        and one.cosine >= _CLOSE
        and one.index < len(asked)
        and not _is_short(asked[one.index])
    ]
    return sorted(near, key=lambda one: (-closeness(one), one.index))[:_LOOKED_AT]


def _is_close(line: OutcomeLine) -> bool:
    return line.is_met and line.cosine >= _CLOSE_TO_CRITERION


def _is_short(text: str) -> bool:
    return len(text.split()) < _LEAST_WORDS


def _trimmed(text: str) -> str:
    """Return a sentence without what separates it from the next."""
    return text.strip().rstrip(";,").rstrip()[:_STORED]
