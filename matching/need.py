"""The need: what a brief asks for, as arrays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from matching.pool import Bools, Floats, Int8s, Ints, IntsLike
from matching.postings import LAST_YEAR, as_ints
from matching.weights import WEIGHTS

MAX_ITEMS = 10_000
"""The maximum number of requirements, of situations, of sectors and of criteria."""


class Importance(IntEnum):
    """How much a requirement matters."""

    NICE = 1
    SHOULD = 2
    MUST = 3


_WEIGHTS = np.array([0.0, WEIGHTS.nice, WEIGHTS.should, WEIGHTS.must])
_INTEGER = (int, np.integer)


class Sparse(Protocol):
    """The rows of a sparse matrix; any scipy CSR has these."""

    @property
    def indptr(self) -> Any:
        """The start of each row, and the end of the last one."""

    @property
    def indices(self) -> Any:
        """The column of each entry."""

    @property
    def data(self) -> Any:
        """The value of each entry."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What counts for each of some items: entries `start[i]:start[i + 1]` for item i.

    Attributes:
        start: shape (items + 1,).
        columns, tau: shape (M,); an item itself counts 1.
    """

    start: Ints
    columns: Ints
    tau: Floats


@dataclass(frozen=True, slots=True)
class Need:
    """The need of one brief. Make it with `build_need`, which sorts and merges duplicates.

    Requirement i asks for `skills[i]`. Its neighbours are the entries
    `near_start[i]:near_start[i + 1]` of `near_skills` and `near_tau`, including itself with 1.

    Attributes:
        this_year: the calendar year that ages are counted from.
        skills: shape (R,), ascending and unique, columns of `Pool.skills`.
        importance: shape (R,), `Importance` values.
        levels: shape (R,), level needed 1 to 5, 0 when none is asked.
        near_start, near_skills, near_tau: shapes (R + 1,), (M,), (M,).
        situations, sectors: columns of the pool's postings, ascending and unique.
        near_situations, near_sectors: what counts for each of them, itself included.
        criteria: shape (C, D), int8, the distinct vectors of the success criteria, sorted.
        criterion: shape (C,), the index of each of them among the criteria given.
        whole: shape (D,), the vector of the whole text; empty if there is none.
        sentences: shape (B, D), the distinct vectors of its sentences, sorted; empty likewise.
        sentence: shape (B,), the index of each of them among the sentences given.
        are_skills_told: whether the requirements were read out of the text.
        families: shape (F,), how much a past role of each family counts, 0 to 1; empty if the
            family of the role is not known.
        title: shape (D,), the vector of the title; empty if there is none.
        profession: 1 and up, a protected profession that the role needs, 0 for none.
        seniority: 1 to 7, 0 when none is asked.
        start_day: first day of work, days since 1970-01-01, 0 when not asked.
        languages: all of them are needed. Columns of the pool's postings.
        regions: one of them is enough, or remote work when `is_remote_ok`.
        right_to_work: one of them is enough.
        registrations: all of them are needed. Columns of the pool's postings.
        conflicts: shape (C,), ids (not rows) of people who may not be considered.
    """

    this_year: int
    skills: Ints
    importance: Ints
    levels: Ints
    near_start: Ints
    near_skills: Ints
    near_tau: Floats
    situations: Ints
    sectors: Ints
    near_situations: "Neighbours"
    near_sectors: "Neighbours"
    criteria: Int8s
    criterion: Ints
    whole: Int8s
    sentences: Int8s
    sentence: Ints
    are_skills_told: bool
    families: Floats
    title: Int8s
    profession: int
    seniority: int
    start_day: int
    languages: Ints
    regions: Ints
    is_remote_ok: bool
    right_to_work: Ints
    registrations: Ints
    conflicts: Ints

    def near(self, requirement: int) -> slice:
        """Return the entries of a requirement's neighbours."""
        return slice(int(self.near_start[requirement]), int(self.near_start[requirement + 1]))

    @property
    def weights(self) -> Floats:
        """Return the weight of each requirement by its importance, shape (R,); they add up to 1.

        Must-haves together have at least `must_part`, however many wishes a brief lists.
        """
        weights = _WEIGHTS[self.importance]
        weights /= weights.sum() or 1.0
        musts = self.is_must
        of_musts = float(weights[musts].sum())
        if 0.0 < of_musts < WEIGHTS.must_part:
            weights[musts] *= WEIGHTS.must_part / of_musts
            weights[~musts] *= (1.0 - WEIGHTS.must_part) / (1.0 - of_musts)
        return weights

    @property
    def asks_for_role(self) -> bool:
        """Whether past roles count."""
        return bool(self.families.any()) or len(self.title) > 0

    @property
    def is_must(self) -> Bools:
        """Return whether each requirement is a must-have, shape (R,)."""
        return np.equal(self.importance, Importance.MUST)


def build_need(
    *,
    this_year: int,
    requirements: Sequence[tuple[int, Importance, int]],
    tau: Sparse,
    situations: IntsLike = (),
    sectors: IntsLike = (),
    near_situations: Mapping[int, Mapping[int, float]] | None = None,
    near_sectors: Mapping[int, Mapping[int, float]] | None = None,
    criteria: Int8s | None = None,
    whole: Int8s | None = None,
    sentences: Int8s | None = None,
    are_skills_told: bool = False,
    families: Sequence[float] | Floats = (),
    title: Int8s | None = None,
    profession: int = 0,
    seniority: int = 0,
    start_day: int = 0,
    languages: IntsLike = (),
    regions: IntsLike = (),
    is_remote_ok: bool = False,
    right_to_work: IntsLike = (),
    registrations: IntsLike = (),
    conflicts: IntsLike = (),
) -> Need:
    """Pack a brief; see `Need` for the other arguments.

    A skill asked for twice counts once, with its higher importance and its higher level. The order
    of the arguments' values makes no difference.

    Args:
        requirements: (skill, importance, level needed or 0), in any order.
        tau: the neighbours of the whole vocabulary: row the needed skill, column the skill a
            person has.
        near_situations, near_sectors: column asked for → columns that count in part → their weight.
        criteria: shape (C, D), int8, a vector for each success criterion, none of them zero. Equal
            vectors count once.
        sentences: shape (B, D), likewise; needs `whole`, and neither counts without the other.

    Raises:
        ValueError: a value is out of range or not an integer, or there are more than `MAX_ITEMS`.
    """
    if not isinstance(this_year, _INTEGER) or not 1 <= this_year <= LAST_YEAR:
        raise ValueError(f"need: the year {this_year} is out of range")
    if max(len(requirements), len(situations), len(sectors)) > MAX_ITEMS:
        raise ValueError(f"need: more than {MAX_ITEMS} of one kind")
    asked: dict[int, tuple[Importance, int]] = {}
    for skill, importance, level in requirements:
        is_integer = isinstance(skill, _INTEGER) and isinstance(level, _INTEGER)
        if not is_integer or not 0 <= skill < len(tau.indptr) - 1 or not 0 <= level <= 5:
            raise ValueError(f"need: requirement {(skill, importance, level)} is out of range")
        before = asked.get(skill, (Importance.NICE, 0))
        asked[skill] = max(before[0], Importance(importance)), max(before[1], level)
    if not isinstance(seniority, _INTEGER) or not 0 <= seniority <= 7:
        raise ValueError(f"need: seniority {seniority} is out of range")

    skills = sorted(asked)
    near = [_neighbours(tau, skill) for skill in skills]
    near_skills = [other for row in near for other in row]
    near_tau = np.array([row[other] for row in near for other in row], dtype=np.float64)
    # In this form the check also refuses NaN.
    if not ((near_tau >= 0) & (near_tau <= 1)).all():
        raise ValueError("need: tau must lie between 0 and 1")
    vectors, criterion = _distinct(criteria, "a criterion")
    told, sentence = _distinct(sentences if whole is not None else None, "a sentence")
    of_families = np.asarray(families, dtype=np.float64)
    if not ((of_families >= 0) & (of_families <= 1)).all():
        raise ValueError("need: the credit of a family must lie between 0 and 1")
    asked_situations, asked_sectors = _unique(situations), _unique(sectors)
    return Need(
        this_year=int(this_year),
        skills=np.array(skills, dtype=np.int64),
        importance=np.array([asked[skill][0] for skill in skills], dtype=np.uint8),
        levels=np.array([asked[skill][1] for skill in skills], dtype=np.uint8),
        near_start=np.cumsum([0, *(len(row) for row in near)], dtype=np.int64),
        near_skills=np.array(near_skills, dtype=np.int64),
        near_tau=near_tau,
        situations=asked_situations,
        sectors=asked_sectors,
        near_situations=_with_near(asked_situations, near_situations or {}),
        near_sectors=_with_near(asked_sectors, near_sectors or {}),
        criteria=vectors,
        criterion=criterion,
        whole=_one(whole) if len(told) else _one(None),
        sentences=told,
        sentence=sentence,
        are_skills_told=are_skills_told,
        families=of_families,
        title=_one(title),
        profession=profession,
        seniority=int(seniority),
        start_day=start_day,
        languages=_unique(languages),
        regions=_unique(regions),
        is_remote_ok=is_remote_ok,
        right_to_work=_unique(right_to_work),
        registrations=_unique(registrations),
        conflicts=_unique(conflicts),
    )


def _neighbours(tau: Sparse, skill: int) -> dict[int, float]:
    """Return neighbour → tau, sorted by skill; a skill is its own neighbour with tau 1."""
    entries = slice(int(tau.indptr[skill]), int(tau.indptr[skill + 1]))
    near = dict(zip(tau.indices[entries].tolist(), tau.data[entries].tolist(), strict=True))
    return dict(sorted({**near, skill: WEIGHTS.same}.items()))


def _unique(values: IntsLike) -> Ints:
    found = np.unique(as_ints(values, "need").astype(np.int64))
    if len(found) and found[0] < 0:
        raise ValueError(f"need: column {found[0]} is out of range")
    return found


def _with_near(asked: Ints, near: Mapping[int, Mapping[int, float]]) -> Neighbours:
    """Return the neighbours of what is asked for, sorted by column."""
    rows = [
        dict(sorted({**near.get(column, {}), column: WEIGHTS.same}.items()))
        for column in asked.tolist()
    ]
    tau = np.array([value for row in rows for value in row.values()], dtype=np.float64)
    if not ((tau >= 0) & (tau <= 1)).all():
        raise ValueError("need: tau must lie between 0 and 1")
    return Neighbours(
        start=np.cumsum([0, *(len(row) for row in rows)], dtype=np.int64),
        columns=np.array([column for row in rows for column in row], dtype=np.int64),
        tau=tau,
    )


def _distinct(given: Int8s | None, what: str) -> tuple[Int8s, Ints]:
    """Return the distinct vectors, sorted, and the index at which each was first given."""
    if given is None or not len(given):
        return np.zeros((0, 0), np.int8), np.zeros(0, np.int64)
    vectors: npt.NDArray[Any] = np.asarray(given)
    if vectors.ndim != 2 or vectors.dtype != np.int8 or len(vectors) > MAX_ITEMS:
        raise ValueError(f"need: {what} must be an int8 vector, one per row")
    if not vectors.any(axis=1).all():
        raise ValueError(f"need: the vector of {what} is zero")
    found, first = np.unique(vectors, axis=0, return_index=True)
    return found, first.astype(np.int64)


def _one(given: Int8s | None) -> Int8s:
    if given is None:
        return np.zeros(0, np.int8)
    vector: npt.NDArray[Any] = np.asarray(given)
    if vector.ndim != 1 or vector.dtype != np.int8 or not vector.any():
        raise ValueError("need: a text must be one int8 vector, and not zero")
    return vector
