"""From a phrase or a sentence to the concepts it speaks of."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matching.linking import (
    Alike,
    Names,
    Shares,
    alike,
    build_lexicon,
    essence,
    lengths_of,
    windows,
)
from skills import encoder
from skills.encoder import Int8s
from skills.linking.index import Floats, Index
from skills.linking.names import Vocabulary
from skills.linking.spelling import Speller
from skills.models import Concept
from skills.words import key_of

KINDS = (*Concept.SKILLS, Concept.Kind.SITUATION)
"""What people can do and came through: what their words are linked to."""
LONGEST = 4_000
"""Characters of a text that are read."""
PHRASE_WORDS = 6
MOST_WIDE = 40_000
"""Names whose vectors are held as float32: at most 60 MB for an answer in a third of the time."""
OWN = "ih:"
OWN_FIRST = 0.03
"""Our own terms go before ESCO's where both are about as near."""
EXACT = 1.0
ABBREVIATION = 5
"""Letters of a name that says nothing by its spelling: what is spelt like it is no neighbour."""
NEARLY = 0.99


@dataclass(frozen=True, slots=True)
class Measure:
    """How a kind of text is scored; `docs/matching.md` says how the numbers were chosen.

    Attributes:
        floor: below it a concept is not named at all.
        certain: from it on four in five are right.
    """

    shares: Shares
    floor: float
    certain: float


PHRASE = Measure(Shares(whole=0.0, part=0.8, grams=0.2, crowd=0.5), floor=0.42, certain=0.45)
SENTENCE = Measure(Shares(whole=0.55, part=0.36, grams=0.09), floor=0.32, certain=0.65)
SPELT_PHRASE = Measure(Shares(whole=0.5, part=0.5, grams=0.0), floor=0.45, certain=0.70)
SPELT_SENTENCE = Measure(Shares(whole=0.5, part=0.5, grams=0.0), floor=0.30, certain=0.55)


@dataclass(frozen=True, slots=True)
class Link:
    """A concept that a text speaks of.

    Attributes:
        score: 1 for one of its very names, else below 1; comparable between texts.
        is_certain: whether at this score at least four in five were right.
    """

    code: str
    label: str
    score: float
    is_certain: bool


class Linker:
    """Links texts to one vocabulary. Safe in many threads; the same text has the same links."""

    def __init__(self, vocabulary: Vocabulary, index: Index | None = None) -> None:
        self.vocabulary = vocabulary
        self._index = index if index is not None and encoder.is_available() else None
        self.has_encoder = self._index is not None
        """Whether meaning counts; without it only spelling does."""

    @cached_property
    def names(self) -> Names:
        """Return the names as arrays."""
        vectors: Int8s | Floats | None = None
        if self._index:
            vectors = self._index.vectors
            if len(vectors) <= MOST_WIDE:
                vectors = vectors.astype(np.float32)
        return Names(
            start=self.vocabulary.start,
            first=self.vocabulary.start,
            lexicon=build_lexicon(self.vocabulary.keys),
            vectors=vectors,
            lengths=None if vectors is None else lengths_of(vectors),
            crowd=self._index.crowd if self._index else None,
        )

    @cached_property
    def speller(self) -> Speller:
        """Return what puts slips right."""
        return Speller(self.vocabulary.keys)

    @cached_property
    def favour(self) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
        """Return what is added to the score of each concept."""
        return OWN_FIRST * np.array([code.startswith(OWN) for code in self.vocabulary.codes])

    @cached_property
    def _kinds(self) -> "np.ndarray[tuple[int], np.dtype[np.str_]]":
        return np.array(self.vocabulary.kinds, dtype=str)

    def link(self, text: str, *, kinds: Collection[str] | None = None, top: int = 5) -> list[Link]:
        """Return the concepts that a phrase or a sentence speaks of, best first, at most `top`.

        Who bears exactly this name comes first, with score 1. Nothing found is an answer.

        Args:
            kinds: of what kind the concepts may be; of any by default.
        """
        text = text[:LONGEST]
        key = key_of(text)
        if not key or top < 1 or not self.vocabulary.codes:
            return []
        allowed = self.allowed(kinds)
        named = [at for at in self.vocabulary.by_key.get(key, ()) if allowed[at]]
        links = [self.linked(at, EXACT, is_certain=True) for at in named[:top]]
        if len(links) == top or (named and len(key) <= ABBREVIATION):
            return links
        measure, found = self.compare(text)
        scores = np.where(allowed, found.score, -1.0)
        scores[named] = -1.0
        for at in best(scores, top - len(links)):
            if scores[at] >= measure.floor:
                score = min(float(scores[at]), NEARLY)
                links.append(self.linked(at, score, is_certain=score >= measure.certain))
        return links

    def warm(self) -> None:
        """Make now what the first link would wait for."""
        self.link("ready for the first question")
        self.speller.respelt("questoin")

    def allowed(
        self, kinds: Collection[str] | None
    ) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        """Return which concepts are of these kinds."""
        if kinds is None:
            return np.ones(len(self.vocabulary.codes), dtype=bool)
        return np.isin(self._kinds, list(kinds))

    def scores(self, text: str) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
        """Return how alike the text is to every concept, 1 for those that bear it as a name."""
        text = text[:LONGEST]
        _, found = self.compare(text)
        scores = np.minimum(found.score, NEARLY)
        scores[list(self.vocabulary.by_key.get(key_of(text), ()))] = EXACT
        return scores

    def compare(self, text: str) -> tuple[Measure, Alike]:
        """Return how alike a text is to every concept, and how that is to be read."""
        is_phrase = len(text.split()) <= PHRASE_WORDS
        texts = [text] if is_phrase else [essence(text), *(part.text for part in windows(text))]
        keys = [key_of(one) for one in texts]
        vectors = None
        if self.has_encoder:
            vectors = encoder.encode([one.lower() for one in texts])
        if vectors is None:
            measure = SPELT_PHRASE if is_phrase else SPELT_SENTENCE
        else:
            measure = PHRASE if is_phrase else SENTENCE
        found = alike(self.names, measure.shares, keys, vectors)
        return measure, Alike(found.score + self.favour, found.window)

    def linked(self, at: int, score: float, *, is_certain: bool) -> Link:
        """Return the link to a concept, given by its number."""
        return Link(self.vocabulary.codes[at], self.vocabulary.labels[at], score, is_certain)


def best(scores: "np.ndarray[tuple[int], np.dtype[np.float64]]", top: int) -> list[int]:
    """Return the places of the highest scores, best first; of equal ones the first concept."""
    top = min(top, len(scores))
    if top < 1:
        return []
    bar = np.partition(scores, len(scores) - top)[len(scores) - top]
    places = np.flatnonzero(scores >= bar)
    found: list[int] = places[np.argsort(-scores[places], kind="stable")][:top].tolist()
    return found
