"""What a pool consists of, in one number: the same on every machine, however it was put together.

Each fact of a person is mixed into 64 bits; a person is the sum of their facts, a pool the sum of
its people. Sums do not care for order, and a person who changes is taken out and put in again.
"""

from hashlib import sha256
from typing import Any

import numpy as np
import numpy.typing as npt

from skills import encoder
from skills.graph import Graph

Words = npt.NDArray[np.uint64]


def mixed(values: npt.NDArray[Any]) -> Words:
    """Spread whole numbers over 64 bits, shape (n,) (the finish of SplitMix64)."""
    found = np.asarray(values).astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15)
    found = (found ^ (found >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    found = (found ^ (found >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    spread: Words = found ^ (found >> np.uint64(31))
    return spread


def facts_of(kind: int, values: npt.NDArray[Any]) -> Words:
    """Return facts of one kind as words: equal words mean the same fact."""
    words: Words = mixed(values) ^ mixed(np.array([kind]))
    return words


class Facts:
    """Adds up the facts of people.

    Attributes:
        prints: shape (N,), so far.
    """

    def __init__(self, ids: npt.NDArray[Any]) -> None:
        self._of = mixed(ids)
        self.prints = self._of.copy()

    def add(self, rows: npt.NDArray[Any], words: Words) -> None:
        """Add one fact to each of these rows; a row may come several times."""
        np.add.at(self.prints, rows, mixed(self._of[rows] ^ words))


_last: tuple[Graph, str] | None = None


def of_graph(graph: Graph) -> str:
    """Return 12 letters that stand for the vocabulary and the encoder that arrays speak of."""
    global _last  # noqa: PLW0603 - the graph is one for each process, and hashing it takes a while
    if _last is None or _last[0] is not graph:
        digest = sha256(f"{graph.version}\0{encoder.MODEL}\0".encode())
        digest.update("\0".join(graph.codes).encode())
        for array in (graph.concept, graph.tau.indptr, graph.tau.indices, graph.tau.data):
            digest.update(np.ascontiguousarray(array).tobytes())
        _last = graph, digest.hexdigest()[:12]
    return _last[1]
