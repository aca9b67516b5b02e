"""What a held skill is worth for a needed one, for the whole vocabulary at once.

`docs/matching.md` says how the neighbours are made and why large groups make none.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from django.db.models import Count, Max
from scipy.sparse import csr_array

from skills.models import Concept, Relation, VocabularyVersion

SAME = 1.0
NARROWER = 0.8
RELATED = 0.45
BROADER = 0.40
SIBLING = 0.25
GROUP = 0.10

# Measured on this vocabulary: a parent or group with more members than a family has is a heading
# ("products", "managing and supervising people"), and what stands under it is not akin.
FAMILY = 24
# A leaf group larger than this says nothing about two of its members.
GATHERING = 60

Ints = npt.NDArray[np.int64]
Pair = tuple[int, int]
T = TypeVar("T", int, str)


@dataclass(frozen=True, slots=True)
class Graph:
    """Every concept as a column, and how near the columns are.

    Attributes:
        version: the vocabulary's.
        codes: shape (S,), ascending: the code of each column.
        concept: shape (S,), the primary key of each column.
        column: primary key → column.
        tau: (S, S) sparse, float64; row: the needed skill, column: the held one, 1 with itself.
    """

    version: str
    codes: tuple[str, ...]
    concept: Ints
    column: dict[int, int]
    tau: csr_array


def load() -> Graph:
    """Return the graph of the vocabulary as it is loaded now, made once in each process."""
    version, loaded_at = (
        VocabularyVersion.objects.values_list("version", "loaded_at").order_by("pk").first()
    ) or ("", None)
    concepts = Concept.objects.aggregate(Count("pk"), Max("pk"))
    relations = Relation.objects.aggregate(Count("pk"), Max("pk"))
    # The version alone would do, were rows never added by hand or loaded into another database.
    return _build(version, loaded_at, (*concepts.values(), *relations.values()))


@lru_cache(maxsize=1)
def _build(version: str, loaded_at: datetime | None, rows: tuple[int | None, ...]) -> Graph:
    del loaded_at, rows
    listed = list(Concept.objects.order_by("code").values_list("pk", "code", "groups"))
    column = {pk: place for place, (pk, _, _) in enumerate(listed)}
    related: list[Pair] = []
    parents: list[set[int]] = [set() for _ in listed]
    for source, kind, target in Relation.objects.values_list("source_id", "kind", "target_id"):
        if kind == Relation.Kind.BROADER:
            parents[column[source]].add(column[target])
        else:
            related.append((column[source], column[target]))
    return Graph(
        version=version,
        codes=tuple(code for _, code, _ in listed),
        concept=np.array([pk for pk, _, _ in listed], dtype=np.int64),
        column=column,
        tau=tau_of(parents, [groups for _, _, groups in listed], related),
    )


def tau_of(parents: list[set[int]], groups: list[list[str]], related: Iterable[Pair]) -> csr_array:
    """Return tau for skills 0 to S - 1, given the parents and leaf groups of each.

    Args:
        related: pairs, in either direction.
    """
    size = len(parents)
    near: dict[Pair, float] = {}

    def put(pairs: Iterable[Pair], weight: float) -> None:
        near.update((pair, weight) for pair in pairs)

    # Weakest first, so that the strongest wins.
    members = _gather(groups)
    put(_among(members, GATHERING), GROUP)
    orphans = _gather([[] if parents[i] else groups[i] for i in range(size)])
    family_groups = {name for name, of in members.items() if len(of) <= FAMILY}
    put(_among({n: of for n, of in orphans.items() if n in family_groups}, FAMILY), SIBLING)
    put(_among(_gather(parents), FAMILY), SIBLING)
    put(((i, parent) for i in range(size) for parent in parents[i]), BROADER)
    put((pair for a, b in related for pair in ((a, b), (b, a))), RELATED)
    put(((above, i) for i in range(size) for above in _ancestors(parents, i)), NARROWER)
    put(((i, i) for i in range(size)), SAME)

    rows, columns = np.array(list(near), dtype=np.int64).reshape(-1, 2).T
    tau = csr_array((np.fromiter(near.values(), float), (rows, columns)), shape=(size, size))
    tau.sort_indices()
    return tau


def _gather(of: Iterable[Iterable[T]]) -> dict[T, list[int]]:
    members: dict[T, list[int]] = {}
    for place, names in enumerate(of):
        for name in names:
            members.setdefault(name, []).append(place)
    return members


def _among(members: dict[T, list[int]], largest: int) -> Iterable[Pair]:
    for one in members.values():
        if len(one) <= largest:
            yield from ((a, b) for a in one for b in one if a != b)


def _ancestors(parents: list[set[int]], of: int) -> set[int]:
    found: set[int] = set()
    ahead = set(parents[of])
    while ahead:
        found |= ahead
        ahead = {above for one in ahead for above in parents[one]} - found
    return found - {of}
