"""From words to the names of a vocabulary: how alike a text and each name are.

Two measures, added up: the character n-grams that they share, weighed by how rare each is among
the names, and the cosine of their sentence vectors. Nothing here is normalised over the texts
asked for: what a text scores does not depend on what else is asked, nor on the order of the names.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Int8s = npt.NDArray[np.int8]

SHORTEST_GRAM, LONGEST_GRAM = 3, 5
BUCKETS = 1 << 20
"""Grams are told apart by a hash; a thousand times more buckets than a text has grams."""
LONGEST_WINDOW = 6
MOST_WINDOWS = 240
"""A sentence of 60 words has about half of that."""
BLOCK = 8_192
"""Names whose vectors are widened at a time: 12 MB."""
TEXTS = 32
"""Texts whose n-grams are compared at a time."""
CROWD = 20
"""How many neighbours say how crowded the place of a name is."""
MOST_STANDARDS = 4_000
BLANK = 32
ODD = 0x9E3779B97F4A7C15


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Names as weighted n-grams.

    Attributes:
        postings: (BUCKETS, N) sparse float32: the weight of each gram in each name; every name has
            length 1.
        idf: (BUCKETS,) float32: how rare each gram is among the names.
    """

    postings: csr_array
    idf: Floats


def build_lexicon(names: Sequence[str]) -> Lexicon:
    """Return the lexicon of these names, given in plain lower-case words."""
    counts = _count(names)
    size = max(1, len(names))
    seen = np.bincount(counts.indices, minlength=BUCKETS)
    idf = (np.log((1.0 + size) / (1.0 + seen)) + 1.0).astype(np.float32)
    return Lexicon(postings=_weigh(counts, idf).T.tocsr(), idf=idf)


def share(lexicon: Lexicon, texts: Sequence[str]) -> Floats:
    """Return how much of their n-grams each text shares with each name: (texts, N), 0 to 1."""
    found = _weigh(_count(texts), lexicon.idf) @ lexicon.postings
    return np.asarray(found.toarray(), dtype=np.float32)


def _count(texts: Sequence[str]) -> csr_array:
    """Count the n-grams of each text that lie within one word, its borders counted as blanks."""
    padded = [f" {text} " for text in texts]
    codes = np.frombuffer("".join(padded).encode("utf-32-le", "replace"), dtype=np.uint32)
    owner = np.repeat(np.arange(len(texts)), [len(text) for text in padded])
    blanks = np.concatenate(([0], np.cumsum(codes == BLANK)))
    rows, columns = [], []
    for length in range(SHORTEST_GRAM, LONGEST_GRAM + 1):
        starts = np.arange(max(0, len(codes) - length + 1))
        starts = starts[blanks[starts + length - 1] == blanks[starts + 1]]
        hashed = np.full(len(starts), length, dtype=np.uint64)
        for place in range(length):
            hashed = (hashed ^ codes[starts + place]) * np.uint64(ODD)
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
class Names:
    """The names of concepts; those of one concept lie together.

    Attributes:
        start: (C,) int64, where the names of each concept begin.
        first: (C,) int64, which name is the concept's own.
        lexicon: all N names as n-grams.
        vectors: (N, D) int8, or the same numbers as float32, which takes four times the room and a
            fifth of the time; None where nothing can be encoded.
        lengths: (N,) float32, of the vectors (`lengths_of`); with `vectors`.
        crowd: (N,) float32, how near a name is to names in general (`crowds`); with `vectors`.
    """

    start: Ints
    first: Ints
    lexicon: Lexicon
    vectors: Int8s | Floats | None = None
    lengths: Floats | None = None
    crowd: Floats | None = None


@dataclass(frozen=True, slots=True)
class Alike:
    """How alike a text and each concept are.

    Attributes:
        score: (C,) float64; comparable between texts, at most 1.
        window: (C,) int64, which of the text's windows speaks of the concept most.
    """

    score: npt.NDArray[np.float64]
    window: Ints


@dataclass(frozen=True, slots=True)
class Shares:
    """What each measure counts for: `whole`, `part` and `grams` add up to 1 or less.

    Attributes:
        whole: the vector of the whole text and a concept's own name.
        part: the vector of the nearest part and the nearest name.
        grams: the n-grams of the whole text and the nearest name.
        crowd: how much of the crowd around a name is taken off before.
    """

    whole: float
    part: float
    grams: float
    crowd: float = 1.0


def alike(
    names: Names,
    shares: Shares,
    keys: Sequence[str],
    vectors: Int8s | None,
) -> Alike:
    """Return how alike a text is to every concept.

    The n-grams of the whole text against each name; the vector of the whole text against each
    concept's own name; and that of each part against every name, less how crowded the name's place
    is: a name that is near to everything says little. The best name of a concept counts.

    Args:
        keys: of the whole text and then of each of its windows, in plain lower-case words.
        vectors: of the same, (1 + W, D) int8; None where they are not known.
    """
    whole = _best(share(names.lexicon, keys[:1]), names.start)[0].astype(np.float64)
    if vectors is None or names.vectors is None or names.lengths is None or names.crowd is None:
        part, window = _best_spelt(names, keys[1:] or keys)
        return Alike(score=0.5 * whole + 0.5 * part, window=window)
    own = np.empty(len(names.first), dtype=np.float32)
    near = np.empty((len(names.vectors)), dtype=np.float32)
    nearest = np.empty(len(names.vectors), dtype=np.int64)
    for which, block in cosines(vectors, names.vectors, names.lengths):
        inside = (names.first >= which.start) & (names.first < which.stop)
        own[inside] = block[0, names.first[inside] - which.start]
        windows = block[1:] if len(block) > 1 else block
        nearest[which] = windows.argmax(axis=0)
        near[which] = windows.max(axis=0) - np.float32(shares.crowd) * names.crowd[which]
    nearest_name: Floats = np.maximum.reduceat(near, names.start)
    score = (
        shares.whole * own.astype(np.float64)
        + shares.part * nearest_name.astype(np.float64)
        + shares.grams * whole
    )
    return Alike(score=score, window=nearest[_first_at(near, nearest_name, names.start)])


def alike_any(names: Names, shares: Shares, keys: Sequence[str], vectors: Int8s | None) -> Alike:
    """Return how alike the best of these texts, each by itself, is to every concept.

    Args:
        vectors: of the texts, (T, D) int8; None where they are not known.
    """
    score = np.full(len(names.start), -1.0)
    window = np.zeros(len(names.start), dtype=np.int64)
    for start in range(0, len(keys), TEXTS):
        some = slice(start, start + TEXTS)
        found = _best(share(names.lexicon, keys[some]), names.start).astype(np.float64)
        if (
            vectors is not None
            and names.vectors is not None
            and names.lengths is not None
            and names.crowd is not None
        ):
            found *= shares.grams
            cosine = np.concatenate(
                [block for _, block in cosines(vectors[some], names.vectors, names.lengths)], axis=1
            )
            found += shares.whole * cosine[:, names.first].astype(np.float64)
            found += shares.part * _best(
                cosine - np.float32(shares.crowd) * names.crowd, names.start
            ).astype(np.float64)
        best = found.max(axis=0)
        is_better = best > score
        score[is_better] = best[is_better]
        window[is_better] = start + found.argmax(axis=0)[is_better]
    return Alike(score=score, window=window)


def _best_spelt(names: Names, keys: Sequence[str]) -> tuple[npt.NDArray[np.float64], Ints]:
    """Return how well the best of these windows is spelt like each concept, and which it is."""
    part = np.full(len(names.start), -1.0)
    window = np.zeros(len(names.start), dtype=np.int64)
    for start in range(0, len(keys), TEXTS):
        found = _best(share(names.lexicon, keys[start : start + TEXTS]), names.start)
        best = found.max(axis=0)
        is_better = best > part
        part[is_better] = best[is_better]
        window[is_better] = start + found.argmax(axis=0)[is_better]
    return part, window


def _best(scores: Floats, start: Ints) -> Floats:
    return np.maximum.reduceat(scores, start, axis=1)


def _first_at(values: Floats, best: Floats, start: Ints) -> Ints:
    """Return where each group first has its best value."""
    sizes = np.diff(np.append(start, len(values)))
    places = np.flatnonzero(values == np.repeat(best, sizes))
    return places[np.searchsorted(places, start)]


def crowds(vectors: Int8s, standards: Int8s) -> Floats:
    """Return how near each vector (N, D) is to the standards (M, D) around it: (N,) float32.

    The mean cosine of the nearest 20, less the very nearest, which may be itself.
    """
    found = np.zeros(len(vectors), dtype=np.float32)
    take = min(CROWD, len(standards))
    if take < 2:
        return found
    for which, block in cosines(standards, vectors, lengths_of(vectors)):
        nearest = np.partition(block, len(standards) - take, axis=0)[-take:]
        nearest.sort(axis=0)
        found[which] = nearest[:-1].mean(axis=0, dtype=np.float64)
    return found


def cosines(texts: Int8s, names: Int8s | Floats, lengths: Floats) -> Iterator[tuple[slice, Floats]]:
    """Give the cosines of texts (T, D) and names (N, D) block by block: which names, (T, block).

    The products are sums of whole numbers below 2^24 and so exact in float32, in any order.
    """
    asked = texts.astype(np.float32)
    asked_lengths = lengths_of(texts)[:, None]
    step = max(256, min(BLOCK, 2**24 // max(1, len(texts))))
    for start in range(0, len(names), step):
        which = slice(start, min(start + step, len(names)))
        block = names[which].astype(np.float32, copy=False)
        products = asked @ block.T
        products /= asked_lengths
        products /= lengths[which]
        yield which, products


def lengths_of(vectors: Int8s | Floats) -> Floats:
    """Return the length of each vector (N, D), 1 for one that is 0: (N,) float32."""
    squares = np.empty(len(vectors), dtype=np.float32)
    for start in range(0, len(vectors), BLOCK):
        block = vectors[start : start + BLOCK].astype(np.float32, copy=False)
        squares[start : start + BLOCK] = np.einsum("nd,nd->n", block, block)
    squares[squares == 0.0] = 1.0
    return np.sqrt(squares)


@dataclass(frozen=True, slots=True)
class Window:
    """A few words of a text, and where they stand in it."""

    text: str
    start: int
    end: int


def essence(text: str) -> str:
    """Return the text without the words that ask for something and do not say what.

    >>> essence("We are looking for an experienced expert in carve-outs")
    'We are for an in carve-outs'
    """
    kept = [word for word in text.split() if word.strip(MARKS).lower() not in ASKING]
    return " ".join(kept) or text


def windows(text: str, longest: int = LONGEST_WINDOW, most: int = MOST_WINDOWS) -> list[Window]:
    """Return the runs of up to six words, in order; at most so many.

    None begins or ends with a filler or with a word that only asks, and none reaches over a comma,
    a full stop or a bracket.
    """
    found: list[Window] = []
    words = list(WORD.finditer(text))
    for first, begin in enumerate(words):
        if begin[0].lower() in NO_ENDS:
            continue
        for last in range(first, min(first + longest, len(words))):
            if last > first and BREAK.search(text, words[last - 1].end(), words[last].start()):
                break
            if words[last][0].lower() not in NO_ENDS:
                start, end = begin.start(), words[last].end()
                found.append(Window(text[start:end], start, end))
        if len(found) >= most:
            return found[:most]
    return found


WORD = re.compile(r"[^\W_](?:[\w'’&/+.#-]*[\w+#])?")
BREAK = re.compile(r"[,;:.!?()\[\]\"“”•|\n]|\s[-–—]\s")
LITTLE_WORDS = (
    "a an the and of in on at to for with by from as is are be been being was were or nor not but"
    " if then than that this these those it its their his her our your my we you they he she i who"
    " whom which what when where how all any both each few more most other some such only own same"
    " so too very can will just should now while through across over under into out up down about"
    " between within without during including must may also etc per there here has have had"
)
FILLERS = frozenset(LITTLE_WORDS.split())
MARKS = ".,;:!?()[]\"'“”"
# How somebody is asked for says nothing of what for.
WORDS_THAT_ASK = (
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
ASKING = frozenset(WORDS_THAT_ASK.split())
NO_ENDS = FILLERS | ASKING
