"""A 64-bit fingerprint of a pool, independent of the machine and of how the pool was assembled.

Each fact about a person is hashed to 64 bits. A person's fingerprint is the sum of their facts, a
pool's is the sum of its people. A sum does not depend on order, and a person who changes can be
subtracted and added again.
"""

from hashlib import sha256
from typing import Any

import numpy as np
import numpy.typing as npt

from skills import vectors
from skills.graph import SkillGraph

Hashes = npt.NDArray[np.uint64]


def mix64(values: npt.NDArray[Any]) -> Hashes:
    """Hash integers to 64 bits, shape (n,): the finalizer of SplitMix64."""
    mixed = np.asarray(values).astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    hashes: Hashes = mixed ^ (mixed >> np.uint64(31))
    return hashes


def hash_facts(kind: int, values: npt.NDArray[Any]) -> Hashes:
    """Hash facts of one kind; equal values of different kinds get different hashes."""
    hashes: Hashes = mix64(values) ^ mix64(np.array([kind]))
    return hashes


class PersonFingerprints:
    """Sums up the hashed facts of people.

    Attributes:
        sums: shape (N,), uint64, the fingerprint of each row so far.
    """

    def __init__(self, ids: npt.NDArray[Any]) -> None:
        self._seeds = mix64(ids)
        self.sums = self._seeds.copy()

    def add(self, rows: npt.NDArray[Any], hashes: Hashes) -> None:
        """Add one fact to each of these rows; a row may be repeated."""
        np.add.at(self.sums, rows, mix64(self._seeds[rows] ^ hashes))


_last: tuple[SkillGraph, str] | None = None


def of_graph(graph: SkillGraph) -> str:
    """Return 12 hex digits that identify the vocabulary and the vectors of the arrays."""
    global _last  # noqa: PLW0603 - one graph for each process, and hashing it is slow
    if _last is None or _last[0] is not graph:
        digest = sha256(f"{graph.version}\0{vectors.MODEL}\0".encode())
        digest.update("\0".join(graph.codes).encode())
        for array in (graph.concept, graph.tau.indptr, graph.tau.indices, graph.tau.data):
            digest.update(np.ascontiguousarray(array).tobytes())
        _last = graph, digest.hexdigest()[:12]
    return _last[1]
