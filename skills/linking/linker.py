"""Link a phrase or a sentence to concepts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from interimhub.lib.languages import foreign_language_of
from matching.linking import (
    MeasureWeights,
    NameIndex,
    NgramIndex,
    Similarity,
    build_ngram_index,
    lengths_of,
    similarity,
    strip_request_words,
    windows,
    without_function_words,
)
from matching.told import Examples, Telling, told
from skills import encoder, multilingual
from skills.encoder import Int8s
from skills.linking.index import Encoder, Floats, Index
from skills.linking.names import Vocabulary
from skills.linking.spelling import Speller
from skills.models import Concept
from skills.words import key_of

KINDS = (*Concept.SKILLS, Concept.Kind.SITUATION)
"""The kinds of concepts that texts are linked to."""
MAX_LENGTH = 4_000
"""Characters of a text that are used."""
PHRASE_WORDS = 6
MAX_FLOAT32_NAMES = 40_000
"""Up to this many names, vectors are kept as float32: at most 60 MB, a third of the time."""
OWN = "ih:"
OWN_BONUS = 0.03
"""Added to the score of our own terms, so that they win over ESCO's of about the same score."""
EXACT = 1.0
ABBREVIATION = 5
"""Names up to this length are abbreviations, for which similar spelling is meaningless."""
MAX_INEXACT = 0.99
"""The highest score of a concept that does not have the text as a name."""


@dataclass(frozen=True, slots=True)
class Measure:
    """How a kind of text is scored; `docs/matching.md` explains how the numbers were chosen.

    Attributes:
        weights: of the single measures.
        floor: concepts with a lower score are not returned.
        certain: at this score or above, nine in ten links of English phrases are right.
    """

    weights: MeasureWeights
    floor: float
    certain: float


PHRASE = Measure(
    MeasureWeights(text=0.0, window=0.8, ngrams=0.2, hubness=0.5), floor=0.40, certain=0.48
)
SENTENCE = Measure(MeasureWeights(text=0.55, window=0.36, ngrams=0.09), floor=0.32, certain=0.65)
WORD_FLOOR = 0.42
"""The floor of a single word: it has no other words that could contradict it."""
# Of other languages, in the multilingual space: the same sums, other thresholds.
OTHER_PHRASE = Measure(PHRASE.weights, floor=0.42, certain=0.55)
OTHER_SENTENCE = Measure(
    MeasureWeights(text=0.0, window=0.8, ngrams=0.2, hubness=0.5), floor=0.48, certain=0.60
)
SPELT_PHRASE = Measure(MeasureWeights(text=0.5, window=0.5, ngrams=0.0), floor=0.45, certain=0.70)
SPELT_SENTENCE = Measure(MeasureWeights(text=0.5, window=0.5, ngrams=0.0), floor=0.30, certain=0.55)


TELLING = Telling(nearest=6, rival=0.9)
"""How a sentence is compared with those in which people tell of situations."""


@dataclass(frozen=True, slots=True)
class Space:
    """The names of a vocabulary as one encoder sees them.

    Attributes:
        encoder: None where only spelling is compared.
    """

    encoder: Encoder | None
    names: NameIndex
    phrase: Measure
    sentence: Measure


@dataclass(frozen=True, slots=True)
class Link:
    """A concept found in a text.

    Attributes:
        score: 1 when the text is one of its names, else below 1; comparable between texts.
        is_certain: whether about nine in ten links of phrases with this score are right.
    """

    code: str
    label: str
    score: float
    is_certain: bool


class Linker:
    """Links texts to one vocabulary. Thread-safe; the same text always has the same links."""

    def __init__(
        self, vocabulary: Vocabulary, index: Index | None = None, languages: Index | None = None
    ) -> None:
        """Take the indexes of the English and of the multilingual encoder, as far as they exist."""
        self.vocabulary = vocabulary
        self._index = index if index is not None and encoder.is_available() else None
        self._languages = languages if multilingual.is_available() else None
        self.has_encoder = self._index is not None
        """Whether meaning is compared in English texts, or only spelling."""
        self.has_languages = self._languages is not None
        """Whether meaning is compared in other languages, and what situations are told of."""

    @cached_property
    def names(self) -> NameIndex:
        """Return the names as arrays, with the vectors of the English encoder."""
        return self._named_by(self._index)

    @cached_property
    def english(self) -> Space:
        """Return the names as the English encoder sees them; without it, by spelling."""
        if self.has_encoder:
            return Space(encoder, self.names, PHRASE, SENTENCE)
        return Space(None, self.names, SPELT_PHRASE, SPELT_SENTENCE)

    @cached_property
    def foreign(self) -> Space:
        """Return the names as the multilingual encoder sees them; without it, as in English."""
        if not self.has_languages:
            return self.english
        return Space(multilingual, self._named_by(self._languages), OTHER_PHRASE, OTHER_SENTENCE)

    def _named_by(self, index: Index | None) -> NameIndex:
        vectors: Int8s | Floats | None = None
        if index:
            vectors = index.vectors
            if len(vectors) <= MAX_FLOAT32_NAMES:
                vectors = vectors.astype(np.float32)
        return NameIndex(
            start=self.vocabulary.start,
            first=self.vocabulary.start,
            ngrams=self._ngrams,
            vectors=vectors,
            lengths=None if vectors is None else lengths_of(vectors),
            hubness=index.hubness if index else None,
        )

    @cached_property
    def _ngrams(self) -> NgramIndex:
        return build_ngram_index(self.vocabulary.keys)

    @cached_property
    def speller(self) -> Speller:
        """Return the typo correction over the names' words."""
        return Speller(self.vocabulary.keys)

    @cached_property
    def bonus(self) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
        """Return the bonus of each concept, shape (C,)."""
        return OWN_BONUS * np.array([code.startswith(OWN) for code in self.vocabulary.codes])

    @cached_property
    def _kinds(self) -> "np.ndarray[tuple[int], np.dtype[np.str_]]":
        return np.array(self.vocabulary.kinds, dtype=str)

    def link(self, text: str, *, kinds: Collection[str] | None = None, top: int = 5) -> list[Link]:
        """Return the concepts found in a phrase or a sentence, best first, at most `top`.

        Concepts with exactly this name come first, with score 1. The list may be empty.

        Args:
            kinds: the kinds of concepts to return; all by default.
        """
        text = text[:MAX_LENGTH]
        key = key_of(text)
        if not key or top < 1 or not self.vocabulary.codes:
            return []
        allowed = self.allowed(kinds)
        named = [at for at in self.vocabulary.by_key.get(key, ()) if allowed[at]]
        links = [self.linked(at, EXACT, is_certain=True) for at in named[:top]]
        if len(links) == top or (named and len(key) <= ABBREVIATION):
            return links
        if language := foreign_language_of(text):
            text = without_function_words(text, language)
            if not text:
                return links
        measure, found = self.compare(text)
        scores = np.where(allowed, found.score, -1.0)
        scores[named] = -1.0
        floor = measure.floor if " " in key else max(measure.floor, WORD_FLOOR)
        for at in best(scores, top - len(links)):
            if scores[at] >= floor:
                score = min(float(scores[at]), MAX_INEXACT)
                links.append(self.linked(at, score, is_certain=score >= measure.certain))
        return links

    def warm(self) -> None:
        """Build now what the first call would otherwise build."""
        self.link("ready for the first question")
        self.speller.corrected("questoin")

    def allowed(
        self, kinds: Collection[str] | None
    ) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        """Return whether each concept is of one of these kinds, shape (C,)."""
        if kinds is None:
            return np.ones(len(self.vocabulary.codes), dtype=bool)
        return np.isin(self._kinds, list(kinds))

    def scores(self, text: str) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
        """Return the score of every concept, shape (C,); 1 for those with the text as a name."""
        text = text[:MAX_LENGTH]
        _, found = self.compare(text)
        scores = np.minimum(found.score, MAX_INEXACT)
        scores[list(self.vocabulary.by_key.get(key_of(text), ()))] = EXACT
        return scores

    def compare(self, text: str) -> tuple[Measure, Similarity]:
        """Return the similarity of a text to every concept, and the measure used for it.

        A single word is compared in both spaces, since its language is often unknown.
        """
        words = len(text.split())
        language = foreign_language_of(text)
        if words > 1 or not self.has_languages:
            return self._compared(self.foreign if language else self.english, text, language)
        measure, found = self._compared(self.english, text, "")
        other, elsewhere = self._compared(self.foreign, text, language)
        score = as_in(elsewhere.score, other, measure)
        is_better = score > found.score
        return measure, Similarity(
            np.where(is_better, score, found.score),
            np.where(is_better, elsewhere.window, found.window),
        )

    def _compared(self, space: Space, text: str, language: str) -> tuple[Measure, Similarity]:
        is_phrase = len(text.split()) <= PHRASE_WORDS
        texts = [text]
        if not is_phrase:
            parts = windows(text, language=language)
            texts = [strip_request_words(text), *(part.text for part in parts)]
        measure = space.phrase if is_phrase else space.sentence
        vectors = None
        if space.encoder:
            vectors = space.encoder.encode([one.lower() for one in texts])
        keys = [key_of(one) for one in texts]
        found = similarity(space.names, measure.weights, keys, vectors)
        return measure, Similarity(found.score + self.bonus, found.window)

    @cached_property
    def _told(self) -> tuple[Examples, list[int]] | None:
        """The sentences in which people tell of situations, and the concept of each group."""
        if self._languages is None or not self.vocabulary.told:
            return None
        concepts = np.array([concept for concept, _ in self.vocabulary.told])
        which, start = np.unique(concepts, return_index=True)
        return Examples(start.astype(np.int64), self._languages.told), which.tolist()

    def told(self, sentences: Sequence[str]) -> tuple[list[int], Floats]:
        """Return how much each sentence tells of each situation.

        The concepts, by index, and scores of shape (sentences, concepts); none without the
        multilingual encoder. The language of a sentence is irrelevant.
        """
        if self._told is None or not sentences:
            return [], np.zeros((len(sentences), 0), dtype=np.float32)
        examples, concepts = self._told
        found = told(examples, TELLING, multilingual.encode([one.lower() for one in sentences]))
        is_one = [at for at, concept in enumerate(concepts) if concept >= 0]
        return [concepts[at] for at in is_one], found[:, is_one]

    def linked(self, at: int, score: float, *, is_certain: bool) -> Link:
        """Return the link to the concept at this index."""
        return Link(self.vocabulary.codes[at], self.vocabulary.labels[at], score, is_certain)


def as_in(
    scores: "np.ndarray[tuple[int], np.dtype[np.float64]]", one: Measure, other: Measure
) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Return scores of a measure on the scale of another: floor on floor, certain on certain."""
    stretch = (other.certain - other.floor) / (one.certain - one.floor)
    return np.minimum(other.floor + (scores - one.floor) * stretch, MAX_INEXACT)


def best(scores: "np.ndarray[tuple[int], np.dtype[np.float64]]", top: int) -> list[int]:
    """Return the indices of the highest scores, best first; ties keep their order."""
    top = min(top, len(scores))
    if top < 1:
        return []
    threshold = np.partition(scores, len(scores) - top)[len(scores) - top]
    indices = np.flatnonzero(scores >= threshold)
    found: list[int] = indices[np.argsort(-scores[indices], kind="stable")][:top].tolist()
    return found
