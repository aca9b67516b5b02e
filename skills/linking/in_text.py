"""Find the concepts in a whole text: exact names, phrases of the same meaning, and situations told.

Every kind of hit has its own scale, by which its score becomes comparable with the others': a
score of `CERTAIN` or more means that nine in ten such hits were right on graded texts.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from interimhub.lib.languages import foreign_language_of, language_of_part
from matching.linking import WORD, Window, best_similarity, windows
from skills.linking.abbreviations import is_meant
from skills.linking.linker import ABBREVIATION, OWN, Linker, Space
from skills.models import Concept
from skills.words import key_of

MAX_PHRASES = 1_500
MAX_SENTENCES = 400
MAX_NAME_WORDS = 7
"""Words of a phrase that is looked up as an exact name."""
MAX_PHRASE_WORDS = 4
MIN_PHRASE_LENGTH = 8
"""Characters of a phrase that may match a concept by meaning."""
MIN_TOLD_WORDS = 3
CERTAIN = 0.9
FLOOR = 0.6
SITUATION = (Concept.Kind.SITUATION.value,)

SENTENCE = re.compile(r"[^\n.!?;]+(?:[.!?;](?!\s|$)[^\n.!?;]*)*[.!?;]*")


@dataclass(frozen=True, slots=True)
class Scale:
    """What a kind of hit must score to be offered, and to be certain."""

    floor: float
    certain: float

    def of(self, score: float) -> float:
        """Return the score on the common scale: `FLOOR` at the floor, `CERTAIN` where certain."""
        share = (score - self.floor) / (self.certain - self.floor)
        return min(FLOOR + share * (CERTAIN - FLOOR), 0.99)


# By the space of the phrase, and whether the concept is a situation, ours or ESCO's.
ENGLISH = {"situation": Scale(0.55, 0.60), "own": Scale(0.61, 0.67), "esco": Scale(0.68, 0.72)}
FOREIGN = {"situation": Scale(0.62, 0.68), "own": Scale(0.59, 0.66), "esco": Scale(0.70, 0.80)}
SPELT = {"situation": Scale(0.80, 0.95), "own": Scale(0.86, 0.95), "esco": Scale(0.93, 0.99)}
TOLD = Scale(0.105, 0.14)
PASSING, PASSING_WORD = -0.03, 0.03
"""A sentence that tells less than this of a situation only mentions its name in passing; the second
is for names of one word ("crisis")."""
SAME_NAME, SURE = 1.0, 0.95


@dataclass(frozen=True, slots=True)
class Match:
    """A concept, by index, and the words that match it."""

    concept: int
    score: float
    window: Window


@dataclass(frozen=True, slots=True)
class _Sentence:
    window: Window
    language: str


def concepts_in(linker: Linker, text: str) -> tuple[list[Match], bool]:
    """Return the concepts in a text, and whether all of it was read."""
    sentences = list(_sentences(text))
    named = list(_named(linker, text, sentences))
    phrases: dict[str, tuple[Window, str]] = {}
    for sentence in sentences:
        for window in _windows(sentence, MAX_PHRASE_WORDS):
            is_long = " " in window.text and len(window.text) >= MIN_PHRASE_LENGTH
            if is_long and not _has_other_letters(linker, text, window):
                phrases.setdefault(key_of(window.text), (window, sentence.language))
    phrases.pop("", None)
    kept = dict(list(phrases.items())[:MAX_PHRASES])
    foreign = {key: window for key, (window, language) in kept.items() if language}
    english = {key: window for key, (window, language) in kept.items() if not language}
    mentioned = [
        *named,
        *_meant(linker, linker.english, english),
        *_meant(linker, linker.foreign, foreign),
    ]
    told = _Told(linker, sentences[:MAX_SENTENCES])
    found = [*(one for one in mentioned if not told.is_in_passing(one)), *told.matches()]
    return found, len(phrases) <= MAX_PHRASES and len(sentences) <= MAX_SENTENCES


def _has_other_letters(linker: Linker, text: str, window: Window) -> bool:
    """Return whether a phrase holds the abbreviation of a skill that means something else here."""
    kinds = linker.vocabulary.kinds
    for word in WORD.finditer(window.text):
        if word[0].isupper() and 1 < len(word[0]) <= ABBREVIATION:
            at = window.start + word.start()
            concepts = linker.vocabulary.by_key.get(key_of(word[0]), ())
            here = Window(word[0], at, at + len(word[0]))
            is_skill = bool(concepts) and kinds[concepts[0]] in Concept.SKILLS
            if is_skill and not is_meant(linker.vocabulary, concepts[0], text, here):
                return True
    return False


def _sentences(text: str) -> Iterator[_Sentence]:
    whole = foreign_language_of(_plain(text))
    for found in SENTENCE.finditer(text):
        words = found[0].strip()
        if WORD.search(words):
            start = found.start() + found[0].index(words)
            language = language_of_part(_plain(words), whole)
            yield _Sentence(Window(words, start, start + len(words)), language)


def _plain(text: str) -> str:
    """Return a text without what is left of masked words: blanks, and marks between blanks."""
    return " ".join(word for word in text.split() if WORD.search(word))


def _windows(sentence: _Sentence, longest: int) -> Iterator[Window]:
    at = sentence.window.start
    for window in windows(sentence.window.text, longest, 10_000, sentence.language):
        yield Window(window.text, at + window.start, at + window.end)


def _meant(linker: Linker, space: Space, phrases: dict[str, Window]) -> Iterator[Match]:
    """Yield the concepts that phrases mean, by the space of their language."""
    if not phrases:
        return
    vectors = None
    scales = SPELT
    if space.encoder:
        vectors = space.encoder.encode([window.text.lower() for window in phrases.values()])
        scales = ENGLISH if space is linker.english else FOREIGN
    keys = list(phrases)
    found = best_similarity(space.names, space.phrase.weights, keys, vectors)
    for concept, (code, kind) in enumerate(
        zip(linker.vocabulary.codes, linker.vocabulary.kinds, strict=True)
    ):
        scale = scales[_sort_of(code, kind)]
        score = float(found.score[concept] + linker.bonus[concept])
        if score >= scale.floor:
            yield Match(concept, scale.of(score), phrases[keys[found.window[concept]]])


def _sort_of(code: str, kind: str) -> str:
    if kind in SITUATION:
        return "situation"
    return "own" if code.startswith(OWN) else "esco"


class _Told:
    """The situations that the sentences of a text, or two that follow each other, tell of."""

    def __init__(self, linker: Linker, sentences: list[_Sentence]) -> None:
        alone = [one.window for one in sentences]
        self._alone = len(alone)
        self._windows = [
            *alone,
            *(
                Window(f"{one.text} {other.text}", one.start, other.end)
                for one, other in pairwise(alone)
            ),
        ]
        concepts, self._scores = linker.told([_plain(window.text) for window in self._windows])
        self._column = {concept: column for column, concept in enumerate(concepts)}

    def matches(self) -> Iterator[Match]:
        """Yield the situations with the sentences that tell of them."""
        concepts = list(self._column)
        for row, column in np.argwhere(self._scores >= TOLD.floor).tolist():
            window = self._windows[row]
            if len(window.text.split()) >= MIN_TOLD_WORDS:
                yield Match(concepts[column], TOLD.of(float(self._scores[row, column])), window)

    def is_in_passing(self, match: Match) -> bool:
        """Return whether a situation is named by a sentence that does not tell of it."""
        column = self._column.get(match.concept)
        is_word = " " not in match.window.text
        if column is None or (match.score >= SURE and not is_word):
            return False
        at = bisect_right(self._windows[: self._alone], match.window.start, key=_start) - 1
        least = PASSING_WORD if is_word else PASSING
        return bool(self._scores[at, column] < least)


def _start(window: Window) -> int:
    return window.start


def _named(linker: Linker, text: str, sentences: list[_Sentence]) -> Iterator[Match]:
    """Yield the exact names in the text, but none inside a longer one."""
    found: list[tuple[Window, tuple[int, ...]]] = []
    for sentence in sentences:
        for window in _windows(sentence, MAX_NAME_WORDS):
            concepts = linker.vocabulary.by_key.get(key_of(window.text), ())
            if concepts and _is_specific(linker, text, window, concepts):
                found.append((window, concepts))
    end = -1
    for window, concepts in sorted(found, key=lambda one: (one[0].start, -one[0].end)):
        if window.end > end:
            end = window.end
            is_word = " " not in window.text
            for concept in concepts:
                # "separation" is also a name of chemical processes, which nobody means.
                if not is_word or linker.vocabulary.codes[concept].startswith(OWN):
                    yield Match(concept, SAME_NAME, window)


def _is_specific(linker: Linker, text: str, window: Window, concepts: tuple[int, ...]) -> bool:
    """Whether a name in a text is more than a common word.

    An abbreviation must be written in capitals and mean this; a single word must be one of our own
    names.
    """
    if " " in window.text:
        return True
    if len(window.text) <= ABBREVIATION:
        return is_meant(linker.vocabulary, concepts[0], text, window)
    return any(linker.vocabulary.codes[at].startswith(OWN) for at in concepts)
