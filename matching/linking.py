"""Similarity of a text to the names of a vocabulary.

A weighted sum of two measures: TF-IDF similarity of character n-grams, and cosine of sentence
vectors. Nothing is normalised over the texts asked for: a score depends neither on the other texts
nor on the order of the names.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from matching.function_words import FUNCTION_WORDS, GENERAL_WORDS

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Int8s = npt.NDArray[np.int8]

MIN_GRAM, MAX_GRAM = 3, 5
BUCKETS = 1 << 20
"""Hash buckets for n-grams: about a thousand times as many as a text has n-grams."""
MAX_WINDOW_WORDS = 6
MAX_WINDOWS = 240
"""A sentence of 60 words has about half as many windows."""
NAME_BATCH = 8_192
"""Names whose vectors are converted to float32 per step: 12 MB."""
TEXT_BATCH = 32
"""Texts whose n-grams are compared per step."""
HUBNESS_NEIGHBOURS = 20
"""Number of nearest neighbours that measure the hubness of a name."""
MAX_REFERENCES = 4_000
BLANK = 32
HASH_MULTIPLIER = 0x9E3779B97F4A7C15


@dataclass(frozen=True, slots=True)
class NgramIndex:
    """TF-IDF index of names over character n-grams.

    Attributes:
        postings: (BUCKETS, N) sparse float32, the weight of each n-gram in each name; each name has
            length 1.
        idf: (BUCKETS,) float32, the inverse document frequency of each n-gram.
    """

    postings: csr_array
    idf: Floats


def build_ngram_index(names: Sequence[str]) -> NgramIndex:
    """Return the index of `names`, which are plain lower-case words."""
    counts = _count(names)
    size = max(1, len(names))
    seen = np.bincount(counts.indices, minlength=BUCKETS)
    idf = (np.log((1.0 + size) / (1.0 + seen)) + 1.0).astype(np.float32)
    return NgramIndex(postings=_weigh(counts, idf).T.tocsr(), idf=idf)


def ngram_similarity(ngrams: NgramIndex, texts: Sequence[str]) -> Floats:
    """Return the n-gram similarity of each text to each name: (texts, N), 0 to 1."""
    found = _weigh(_count(texts), ngrams.idf) @ ngrams.postings
    return np.asarray(found.toarray(), dtype=np.float32)


def _count(texts: Sequence[str]) -> csr_array:
    """Count the n-grams within the words of each text; a word starts and ends with a blank."""
    padded = [f" {text} " for text in texts]
    codes = np.frombuffer("".join(padded).encode("utf-32-le", "replace"), dtype=np.uint32)
    owner = np.repeat(np.arange(len(texts)), [len(text) for text in padded])
    blanks = np.concatenate(([0], np.cumsum(codes == BLANK)))
    rows, columns = [], []
    for length in range(MIN_GRAM, MAX_GRAM + 1):
        starts = np.arange(max(0, len(codes) - length + 1))
        starts = starts[blanks[starts + length - 1] == blanks[starts + 1]]
        hashed = np.full(len(starts), length, dtype=np.uint64)
        for place in range(length):
            hashed = (hashed ^ codes[starts + place]) * np.uint64(HASH_MULTIPLIER)
            hashed ^= hashed >> np.uint64(29)
        rows.append(owner[starts])
        columns.append((hashed % np.uint64(BUCKETS)).astype(np.int64))
    row, column = np.concatenate(rows), np.concatenate(columns)
    counts = csr_array(
        (np.ones(len(row), dtype=np.float32), (row, column)), shape=(len(texts), BUCKETS)
    )
    counts.sum_duplicates()
    return counts


def _weigh(counts: csr_array, idf: Floats) -> csr_array:
    weights = (1.0 + np.log(counts.data)) * idf[counts.indices]
    squares = np.add.reduceat(np.append(weights.astype(np.float64) ** 2, 0.0), counts.indptr[:-1])
    squares[np.diff(counts.indptr) == 0] = 1.0
    lengths = np.repeat(np.sqrt(squares), np.diff(counts.indptr))
    weights = (weights / lengths).astype(np.float32)
    return csr_array((weights, counts.indices, counts.indptr), shape=counts.shape)


@dataclass(frozen=True, slots=True)
class NameIndex:
    """The names of concepts; the names of one concept are adjacent.

    Attributes:
        start: (C,) int64, the first name of each concept.
        first: (C,) int64, the concept's own name.
        ngrams: all N names as n-grams.
        vectors: (N, D) int8, or the same numbers as float32 (four times the memory, a fifth of the
            time); None without an encoder.
        lengths: (N,) float32, the lengths of the vectors (`lengths_of`); with `vectors`.
        hubness: (N,) float32, the mean similarity of each name to other names (`hubness_of`); with
            `vectors`.
    """

    start: Ints
    first: Ints
    ngrams: NgramIndex
    vectors: Int8s | Floats | None = None
    lengths: Floats | None = None
    hubness: Floats | None = None


@dataclass(frozen=True, slots=True)
class Similarity:
    """The similarity of a text to each concept.

    Attributes:
        score: (C,) float64; comparable between texts, at most 1.
        window: (C,) int64, the window of the text most similar to the concept.
    """

    score: npt.NDArray[np.float64]
    window: Ints


@dataclass(frozen=True, slots=True)
class MeasureWeights:
    """The weights of the measures; `text`, `window` and `ngrams` add up to 1 or less.

    Attributes:
        text: the vector of the whole text against a concept's own name.
        window: the vector of the best window against the best name.
        ngrams: the n-grams of the whole text against the best name.
        hubness: the share of a name's hubness that is subtracted first.
    """

    text: float
    window: float
    ngrams: float
    hubness: float = 1.0


def similarity(
    names: NameIndex,
    weights: MeasureWeights,
    keys: Sequence[str],
    vectors: Int8s | None,
) -> Similarity:
    """Return the similarity of a text to every concept.

    Three measures: the n-grams of the whole text against each name; its vector against each
    concept's own name; and the vector of each window against every name, minus the name's hubness
    (a name similar to everything says little). The best name of a concept counts.

    Args:
        keys: the whole text, then each of its windows, as plain lower-case words.
        vectors: their vectors, (1 + W, D) int8; None without an encoder.
    """
    spelling = _best(ngram_similarity(names.ngrams, keys[:1]), names.start)[0].astype(np.float64)
    if vectors is None or names.vectors is None or names.lengths is None or names.hubness is None:
        of_windows, window = _best_spelling(names, keys[1:] or keys)
        return Similarity(score=0.5 * spelling + 0.5 * of_windows, window=window)
    own = np.empty(len(names.first), dtype=np.float32)
    near = np.empty((len(names.vectors)), dtype=np.float32)
    nearest = np.empty(len(names.vectors), dtype=np.int64)
    for which, block in cosines(vectors, names.vectors, names.lengths):
        inside = (names.first >= which.start) & (names.first < which.stop)
        own[inside] = block[0, names.first[inside] - which.start]
        windows = block[1:] if len(block) > 1 else block
        nearest[which] = windows.argmax(axis=0)
        near[which] = windows.max(axis=0) - np.float32(weights.hubness) * names.hubness[which]
    nearest_name: Floats = np.maximum.reduceat(near, names.start)
    score = (
        weights.text * own.astype(np.float64)
        + weights.window * nearest_name.astype(np.float64)
        + weights.ngrams * spelling
    )
    return Similarity(score=score, window=nearest[_first_at(near, nearest_name, names.start)])


def best_similarity(
    names: NameIndex, weights: MeasureWeights, keys: Sequence[str], vectors: Int8s | None
) -> Similarity:
    """Return, for every concept, the similarity of the most similar of these texts.

    Args:
        vectors: their vectors, (T, D) int8; None without an encoder.
    """
    score = np.full(len(names.start), -1.0)
    window = np.zeros(len(names.start), dtype=np.int64)
    for start in range(0, len(keys), TEXT_BATCH):
        some = slice(start, start + TEXT_BATCH)
        found = _best(ngram_similarity(names.ngrams, keys[some]), names.start).astype(np.float64)
        if (
            vectors is not None
            and names.vectors is not None
            and names.lengths is not None
            and names.hubness is not None
        ):
            found *= weights.ngrams
            cosine = np.concatenate(
                [block for _, block in cosines(vectors[some], names.vectors, names.lengths)], axis=1
            )
            found += weights.text * cosine[:, names.first].astype(np.float64)
            found += weights.window * _best(
                cosine - np.float32(weights.hubness) * names.hubness, names.start
            ).astype(np.float64)
        best = found.max(axis=0)
        is_better = best > score
        score[is_better] = best[is_better]
        window[is_better] = start + found.argmax(axis=0)[is_better]
    return Similarity(score=score, window=window)


def _best_spelling(names: NameIndex, keys: Sequence[str]) -> tuple[npt.NDArray[np.float64], Ints]:
    """Return the n-gram similarity of the best of these texts to each concept, and its index."""
    score = np.full(len(names.start), -1.0)
    window = np.zeros(len(names.start), dtype=np.int64)
    for start in range(0, len(keys), TEXT_BATCH):
        found = _best(ngram_similarity(names.ngrams, keys[start : start + TEXT_BATCH]), names.start)
        best = found.max(axis=0)
        is_better = best > score
        score[is_better] = best[is_better]
        window[is_better] = start + found.argmax(axis=0)[is_better]
    return score, window


def _best(scores: Floats, start: Ints) -> Floats:
    return np.maximum.reduceat(scores, start, axis=1)


def _first_at(values: Floats, best: Floats, start: Ints) -> Ints:
    """Return the first position of the best value of each group."""
    sizes = np.diff(np.append(start, len(values)))
    positions = np.flatnonzero(values == np.repeat(best, sizes))
    return positions[np.searchsorted(positions, start)]


def hubness_of(vectors: Int8s, references: Int8s) -> Floats:
    """Return the hubness of each vector (N, D) among the references (M, D): (N,) float32.

    The mean cosine of the 20 nearest references without the very nearest, which may be itself.
    """
    found = np.zeros(len(vectors), dtype=np.float32)
    take = min(HUBNESS_NEIGHBOURS, len(references))
    if take < 2:
        return found
    for which, block in cosines(references, vectors, lengths_of(vectors)):
        nearest = np.partition(block, len(references) - take, axis=0)[-take:]
        nearest.sort(axis=0)
        found[which] = nearest[:-1].mean(axis=0, dtype=np.float64)
    return found


def cosines(texts: Int8s, names: Int8s | Floats, lengths: Floats) -> Iterator[tuple[slice, Floats]]:
    """Yield the cosines of texts (T, D) and names (N, D) as (slice of names, (T, block)).

    The products are sums of integers below 2^24, so they are exact in float32 in any order.
    """
    asked = texts.astype(np.float32)
    asked_lengths = lengths_of(texts)[:, None]
    step = max(256, min(NAME_BATCH, 2**24 // max(1, len(texts))))
    for start in range(0, len(names), step):
        which = slice(start, min(start + step, len(names)))
        block = names[which].astype(np.float32, copy=False)
        products = asked @ block.T
        products /= asked_lengths
        products /= lengths[which]
        yield which, products


def lengths_of(vectors: Int8s | Floats) -> Floats:
    """Return the length of each vector (N, D), 1 for a zero vector: (N,) float32."""
    squares = np.empty(len(vectors), dtype=np.float32)
    for start in range(0, len(vectors), NAME_BATCH):
        block = vectors[start : start + NAME_BATCH].astype(np.float32, copy=False)
        squares[start : start + NAME_BATCH] = np.einsum("nd,nd->n", block, block)
    squares[squares == 0.0] = 1.0
    return np.sqrt(squares)


@dataclass(frozen=True, slots=True)
class Window:
    """A few words of a text, and their start and end in it."""

    text: str
    start: int
    end: int


def strip_request_words(text: str) -> str:
    """Return the text without words that only express the request ("looking for", "expert").

    >>> strip_request_words("We are looking for an experienced expert in carve-outs")
    'We are for an in carve-outs'
    """
    kept = [word for word in text.split() if word.strip(MARKS).lower() not in REQUEST_WORDS]
    return " ".join(kept) or text


def windows(
    text: str,
    longest: int = MAX_WINDOW_WORDS,
    most: int = MAX_WINDOWS,
    language: str = "",
) -> list[Window]:
    """Return the runs of up to `longest` words, in order, at most `most` of them.

    None starts or ends with a filler or a request word, and none spans a comma, a full stop or a
    bracket. A word in capitals ("IT") is no filler.

    Args:
        language: "de", "fr" or "nl" where function words of that language are fillers too.
    """
    found: list[Window] = []
    edges = NO_EDGE_WORDS | FUNCTION_WORDS.get(language, frozenset())
    if text.isupper():
        edges |= {word.upper() for word in edges}
    words = list(WORD.finditer(text))
    for first, begin in enumerate(words):
        if _is_one_of(begin[0], edges):
            continue
        for last in range(first, min(first + longest, len(words))):
            if last > first and BREAK.search(text, words[last - 1].end(), words[last].start()):
                break
            if not _is_one_of(words[last][0], edges):
                start, end = begin.start(), words[last].end()
                found.append(Window(text[start:end], start, end))
        if len(found) >= most:
            return found[:most]
    return found


def without_function_words(text: str, language: str) -> str:
    """Return a phrase without function words of a language at its ends.

    Empty if no word is left that says what the phrase is about.

    >>> without_function_words("mit der Entwicklung von Impfstoffen", "de")
    'Entwicklung von Impfstoffen'
    >>> without_function_words("la gestion de", "fr")
    ''
    """
    edges = FUNCTION_WORDS.get(language, frozenset())
    words = [word for word in WORD.finditer(text) if not _is_one_of(word[0], edges)]
    if not any(word[0].lower() not in GENERAL_WORDS for word in words):
        return ""
    return text[words[0].start() : words[-1].end()]


def _is_one_of(word: str, edges: frozenset[str]) -> bool:
    return word in edges or (word.lower() in edges and not (len(word) > 1 and word.isupper()))


WORD = re.compile(r"[^\W_](?:[\w'’&/+.#-]*[\w+#])?")
BREAK = re.compile(r"[,;:.!?()\[\]\"“”•|\n]|\s[-–—]\s")
_FILLERS = (
    "a an the and of in on at to for with by from as is are be been being was were or nor not but"
    " if then than that this these those it its their his her our your my we you they he she i who"
    " whom which what when where how all any both each few more most other some such only own same"
    " so too very can will just should now while through across over under into out up down about"
    " between within without during including must may also etc per there here has have had"
)
FILLERS = frozenset(_FILLERS.split())
MARKS = ".,;:!?()[]\"'“”"
# Words of a request that do not say what is requested.
_REQUEST_WORDS = (
    "seek seeking seeks look looking looks need needs needed require required requires"
    " requirements candidate candidates applicant applicants individual individuals person someone"
    " somebody professional professionals ideal ideally successful experience experienced skill"
    " skills skilled proven ability abilities able capable capability capabilities proficient"
    " proficiency expert expertise excellent exceptional strong solid deep extensive dynamic"
    " motivated dedicated passionate seasoned talented qualified qualifications preferred essential"
    " minimum years record track demonstrate demonstrated demonstrates demonstrating possess"
    " possesses possessing responsible responsibilities join hire hiring wanted interim ensure"
    " ensuring ensures utilize utilizing leverage leveraging using effectively effective various"
    " highly knowledgeable adept opportunity"
)
REQUEST_WORDS = frozenset(_REQUEST_WORDS.split())
NO_EDGE_WORDS = FILLERS | REQUEST_WORDS
