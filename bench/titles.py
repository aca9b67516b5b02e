"""Titles to occupations: a part of `bench/quality.py`.

`titles-melo-us`: 633 occupations of the American classification against the 33,809 names of ESCO's
3,627 occupations (MELO). Names are ranked; all names of the right occupation are right. MAP: mean
average precision; MRR: one divided by the rank of the first right name. Grouping the names of an
occupation improves MAP; so each baseline is also measured with the product's rule for that.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.keywords import BM25
from bench.resampling import PerText
from matching.linking import cosines, ngram_similarity
from skills import encoder
from skills.linking import index
from skills.linking.job_titles import OTHER_NAME, Occupations
from skills.linking.linker import Linker
from skills.linking.names import Name, Vocabulary
from skills.words import key_of

SET = "titles-melo-us"
FILES = ("queries.tsv", "corpus_elements.tsv", "annotations.tsv")
TARGET = {"MAP": 0.58, "MRR": 0.61}
CONCEPT = slice(0, 7)  # of C000001_en_000

Floats = npt.NDArray[Any]
Way = Callable[[Sequence[str]], Iterator[tuple[int, Floats]]]


def measure(data: Path) -> dict[str, Any]:
    """Measure the titles, if they are in `data`."""
    folder = data / SET
    if not all((folder / name).exists() for name in FILES):
        return {"skipped": [SET], "sets": {}}
    queries, elements, notes = ([line.split("\t") for line in _lines(folder / f)] for f in FILES)
    linker = _occupations([(code, text) for code, text in elements])
    # An element is a name of its occupation; if it is listed twice, both are right or neither.
    place = {(one.code, one.text): at for at, one in enumerate(linker.vocabulary.names)}
    at = np.array([place[code[CONCEPT], text] for code, text in elements])
    row = {code: number for number, (code, _) in enumerate(elements)}
    right: dict[str, list[int]] = {}
    for query, _, element, _ in notes:
        right.setdefault(query, []).append(row[element])
    titles = [text for _, text in queries]
    wanted = [np.array(right[code]) for code, _ in queries]
    ways = {name: _measured(way(titles), at, wanted) for name, way in _ways(linker).items()}
    target = TARGET if linker.has_encoder else {}
    return {
        "skipped": [],
        "sets": {SET: {"texts": len(titles), "target": target, "ways": ways}},
    }


def _occupations(elements: Sequence[tuple[str, str]]) -> Linker:
    """Return the names as concepts; their vectors are cached on this machine."""
    vocabulary = Vocabulary.from_names(
        Name(code[CONCEPT], text, "role", is_own=code.endswith("_000")) for code, text in elements
    )
    if encoder.is_available():
        index.build(vocabulary, _tell)
    return Linker(vocabulary, index.open_index(vocabulary))


def _measured(
    scores: Iterator[tuple[int, Floats]], at: Floats, wanted: Sequence[Floats]
) -> dict[str, PerText]:
    precisions, turns = [], []
    for number, found in scores:
        order = np.argsort(-found[at], kind="stable")
        places = np.empty(len(order), np.int64)
        places[order] = np.arange(1, len(order) + 1)
        right = np.sort(places[wanted[number]])
        precisions.append(float(np.mean(np.arange(1, len(right) + 1) / right)))
        turns.append(1.0 / int(right[0]))
    return {"MAP": PerText.mean(precisions), "MRR": PerText.mean(turns)}


def _ways(linker: Linker) -> dict[str, Way]:
    names = linker.names
    words = BM25([key.split() for key in linker.vocabulary.keys])
    sizes = np.diff(np.append(names.start, len(linker.vocabulary.keys)))

    def spelt(titles: Sequence[str]) -> Iterator[tuple[int, Floats]]:
        yield from (
            (n, ngram_similarity(names.ngrams, [key_of(one)])[0]) for n, one in enumerate(titles)
        )

    def worded(titles: Sequence[str]) -> Iterator[tuple[int, Floats]]:
        yield from ((n, words.scores(key_of(one).split())) for n, one in enumerate(titles))

    def encoded(titles: Sequence[str]) -> Iterator[tuple[int, Floats]]:
        assert names.vectors is not None
        assert names.lengths is not None
        for number, title in enumerate(titles):
            vector = encoder.encode([title.lower()])
            blocks = cosines(vector, names.vectors, names.lengths)
            yield number, np.concatenate([block[0] for _, block in blocks])

    def together(way: Way, distance: float) -> Way:
        def ranked(titles: Sequence[str]) -> Iterator[tuple[int, Floats]]:
            for number, found in way(titles):
                best = np.repeat(np.maximum.reduceat(found, names.start), sizes)
                yield number, best - distance * (found < best)

        return ranked

    plain: dict[str, Way] = {"BM25": worded, "character TF-IDF": spelt}
    if linker.has_encoder:
        plain["bare encoder"] = encoded
    grouped = {
        f"{name}, names grouped": together(way, OTHER_NAME * (20.0 if way is worded else 1.0))
        for name, way in plain.items()
    }
    return {"InterimHub": Occupations(linker).similarities} | plain | grouped


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").rstrip("\n").split("\n")


def _tell(done: int, of: int) -> None:
    if done == of or done % 5120 < 512:
        sys.stderr.write(f"encoding names: {done} of {of}\n")
