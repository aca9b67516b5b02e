"""Neighbours of skills (tau): how much an interim's skill counts for a needed one.

`docs/matching.md` explains how neighbours are derived and why large groups yield none.
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

# Measured on this vocabulary: a parent or group with more members than this is only a heading
# ("products", "managing and supervising people"), and its members are not siblings.
MAX_SIBLINGS = 24
# Members of a leaf group larger than this are not related at all.
MAX_GROUP = 60

Ints = npt.NDArray[np.int64]
Pair = tuple[int, int]
T = TypeVar("T", int, str)


@dataclass(frozen=True, slots=True)
class SkillGraph:
    """All concepts as columns, and the similarity of the columns.

    Attributes:
        version: the vocabulary's.
        codes: shape (S,), ascending: the code of each column.
        concept: shape (S,), the primary key of each column.
        column: primary key → column.
        tau: (S, S) sparse, float64; row: the needed skill, column: the interim's, diagonal 1.
    """

    version: str
    codes: tuple[str, ...]
    concept: Ints
    column: dict[int, int]
    tau: csr_array


def load() -> SkillGraph:
    """Return the graph of the loaded vocabulary, built once per process."""
    version, loaded_at = (
        VocabularyVersion.objects.values_list("version", "loaded_at").order_by("pk").first()
    ) or ("", None)
    concepts = Concept.objects.aggregate(Count("pk"), Max("pk"))
    relations = Relation.objects.aggregate(Count("pk"), Max("pk"))
    # The version is not enough, since tests and operators may add rows by hand.
    return _build(version, loaded_at, (*concepts.values(), *relations.values()))


@lru_cache(maxsize=1)
def _build(
    version: str, loaded_at: datetime | None, row_counts: tuple[int | None, ...]
) -> SkillGraph:
    del loaded_at, row_counts
    rows = list(Concept.objects.order_by("code").values_list("pk", "code", "groups"))
    column = {pk: position for position, (pk, _, _) in enumerate(rows)}
    related: list[Pair] = []
    parents: list[set[int]] = [set() for _ in rows]
    for source, kind, target in Relation.objects.values_list("source_id", "kind", "target_id"):
        if kind == Relation.Kind.BROADER:
            parents[column[source]].add(column[target])
        else:
            related.append((column[source], column[target]))
    return SkillGraph(
        version=version,
        codes=tuple(code for _, code, _ in rows),
        concept=np.array([pk for pk, _, _ in rows], dtype=np.int64),
        column=column,
        tau=tau_of(parents, [groups for _, _, groups in rows], related),
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

    # Weakest first: later entries overwrite earlier ones, so the strongest relation wins.
    members = _members_by_name(groups)
    put(_pairs_within(members, MAX_GROUP), GROUP)
    orphans = _members_by_name([[] if parents[i] else groups[i] for i in range(size)])
    family_groups = {name for name, of in members.items() if len(of) <= MAX_SIBLINGS}
    put(
        _pairs_within({n: of for n, of in orphans.items() if n in family_groups}, MAX_SIBLINGS),
        SIBLING,
    )
    put(_pairs_within(_members_by_name(parents), MAX_SIBLINGS), SIBLING)
    put(((i, parent) for i in range(size) for parent in parents[i]), BROADER)
    put((pair for a, b in related for pair in ((a, b), (b, a))), RELATED)
    put(((above, i) for i in range(size) for above in _ancestors(parents, i)), NARROWER)
    put(((i, i) for i in range(size)), SAME)

    rows, columns = np.array(list(near), dtype=np.int64).reshape(-1, 2).T
    tau = csr_array((np.fromiter(near.values(), float), (rows, columns)), shape=(size, size))
    tau.sort_indices()
    return tau


def _members_by_name(of: Iterable[Iterable[T]]) -> dict[T, list[int]]:
    members: dict[T, list[int]] = {}
    for position, names in enumerate(of):
        for name in names:
            members.setdefault(name, []).append(position)
    return members


def _pairs_within(members: dict[T, list[int]], largest: int) -> Iterable[Pair]:
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
