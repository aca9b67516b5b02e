"""Random people and briefs with a realistic skew and a fixed seed.

Skills belong to families of functions: a few families have most of the people, and within a family
most people have the same few skills. A person has half of their skills in one family, a quarter in
another and the rest in any. One level and one date in ten is not stated; older dates are rarer.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from matching import Importance, Need, Outcomes, Pool, Postings, build_need, build_pool, postings

SEED = 20_260_101
THIS_YEAR = 2026
TODAY = 20_600
FAMILIES, FAMILY = 60, 60
SKILLS = FAMILIES * FAMILY
HELD = 20
SITUATIONS, SECTORS, LANGUAGES, REGIONS, RIGHTS = 32, 28, 19, 19, 5
LENGTH, TOPICS = 384, 300
REQUIREMENTS, NEIGHBOURS = 10, 12
TAUS = (1.0, 0.8, 0.8, 0.45, 0.45, 0.45, 0.40, 0.40, 0.25, 0.25, 0.25, 0.10)
IMPORTANCE = (3, 2, 1, 2, 3, 2, 1, 2, 3, 1)

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Loose:
    """The skills of people, one entry each, as in a database: unsorted arrays of equal length."""

    profile: npt.NDArray[np.int32]
    skill: npt.NDArray[np.int16]
    level: npt.NDArray[np.int8]
    year: npt.NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Workload:
    """A brief: requirement i is met by `columns[i]`, the needed skill first, with `TAUS`."""

    columns: Ints
    levels: tuple[int, ...]
    touched: int


def skills_of(size: int, seed: int = SEED) -> Loose:
    """Return the skills of `size` people."""
    draw = np.random.default_rng(seed + 3)
    popular = _skew(FAMILIES, 0.7)
    within = _skew(FAMILY, 0.8)
    anywhere = _skew(SKILLS, 0.4)
    # Shuffled, so that a skill's number is independent of its popularity.
    shuffled = np.random.default_rng(SEED).permutation(SKILLS)
    main, second = _pick(draw, popular, size), _pick(draw, popular, size)
    skill = np.empty((size, HELD), np.int16)
    for place in range(HELD):
        if place < HELD // 2:
            held = main * FAMILY + _pick(draw, within, size)
        elif place < HELD * 3 // 4:
            held = second * FAMILY + _pick(draw, within, size)
        else:
            held = _pick(draw, anywhere, size)
        skill[:, place] = shuffled[held]
    many = size * HELD
    age = np.minimum(draw.geometric(0.25, many) - 1, 30)
    year = np.where(draw.random(many, np.float32) < 0.1, 0, THIS_YEAR - age)
    level = draw.choice(np.arange(6, dtype=np.int8), many, p=(0.1, 0.05, 0.15, 0.3, 0.3, 0.1))
    profile = np.repeat(np.arange(size, dtype=np.int32), HELD)
    return Loose(profile, skill.ravel(), level, year.astype(np.int16))


def pool_of(size: int, loose: Loose, seed: int = SEED) -> Pool:
    """Return `size` people with these skills, and with all other parts of a profile."""
    return drawn(np.arange(size), loose, seed)()


def drawn(numbers: Ints, loose: Loose, seed: int) -> Callable[[], Pool]:
    """Draw people with these numbers; return a function that builds their pool from arrays."""
    draw, size = np.random.default_rng(seed + 1), len(numbers)

    def entries(width: int, each: int, *, dated: bool = False) -> Callable[[], Postings]:
        many = size * each
        columns = _pick(draw, _skew(width, 0.8), many)
        rows = np.repeat(np.arange(size, dtype=np.int32), each)
        years = THIS_YEAR - np.minimum(draw.geometric(0.2, many) - 1, 30) if dated else None
        return lambda: postings(columns, rows, width=width, years=years)

    listed = {
        "situations": entries(SITUATIONS, 3, dated=True),
        "sectors": entries(SECTORS, 2, dated=True),
        "languages": entries(LANGUAGES, 2),
        "regions": entries(REGIONS, 3),
        "right_to_work": entries(RIGHTS, 1),
    }
    refs = np.array([number.to_bytes(16, "big") for number in numbers.tolist()], "S16")
    seniority = draw.choice(8, size, p=(0.08, 0.02, 0.06, 0.14, 0.25, 0.25, 0.17, 0.03))
    day = np.where(draw.random(size) < 0.3, 0, TODAY + draw.integers(-90, 180, size))
    remote = draw.random(size) < 0.4
    outcomes = _outcomes(draw, size, min(size, 1_000_000))
    return lambda: build_pool(
        ids=numbers,
        refs=refs,
        skills=postings(
            loose.skill, loose.profile, width=SKILLS, levels=loose.level, years=loose.year
        ),
        seniority=seniority,
        available_from=day,
        remote=remote,
        outcomes=outcomes,
        **{name: made() for name, made in listed.items()},
    )


def workload_of(pool: Pool, touched: int) -> Workload:
    """Return ten requirements with twelve neighbours each, with about `touched` postings in total.

    They are all the skills of two families, five requirements in each. The two families are those
    whose number of postings is nearest.
    """
    start = pool.skills.start
    counts = start[1:] - start[:-1]
    families = np.random.default_rng(SEED).permutation(SKILLS).reshape(FAMILIES, FAMILY)
    held = counts[families].sum(axis=1)
    off = np.abs(held[:, None] + held[None, :] - touched).astype(np.float64)
    np.fill_diagonal(off, np.inf)
    pair = np.unravel_index(off.argmin(), off.shape)
    # Every fifth skill by popularity: each requirement has frequent and rare neighbours, and the
    # needed skill itself is neither the most nor the least popular of them.
    columns = families[list(pair)].reshape(2, NEIGHBOURS, FAMILY // NEIGHBOURS).transpose(0, 2, 1)
    columns = np.roll(columns.reshape(REQUIREMENTS, NEIGHBOURS), -2, axis=1)
    return Workload(columns, (3, 4, 0, 2, 4, 3, 0, 5, 3, 4), int(counts[columns].sum()))


def touched_by(pool: Pool, work: Workload) -> int:
    """Return the number of postings of a pool that the workload reads."""
    start = pool.skills.start
    return int((start[work.columns + 1] - start[work.columns]).sum())


def need_of(work: Workload, *, coverage: bool) -> Need:
    """Return the workload as a brief.

    Args:
        coverage: ask for skills only, without must-haves, so that a fit is 100 times the coverage.
            Otherwise ask for everything that a brief can contain.
    """
    draw = np.random.default_rng(SEED + 2)
    asked = [
        (int(columns[0]), Importance(min(2, weight) if coverage else weight), level)
        for columns, weight, level in zip(work.columns, IMPORTANCE, work.levels, strict=True)
    ]
    where = np.repeat(work.columns[:, 0], NEIGHBOURS), work.columns.ravel()
    tau = csr_array((np.tile(TAUS, REQUIREMENTS), where), shape=(SKILLS, SKILLS))
    if coverage:
        return build_need(this_year=THIS_YEAR, requirements=asked, tau=tau)
    return build_need(
        this_year=THIS_YEAR,
        requirements=asked,
        tau=tau,
        situations=[1, 5, 9],
        sectors=[2, 7],
        criteria=_texts(draw, 3)[0],
        seniority=5,
        start_day=TODAY + 30,
        languages=[0],
        regions=[0, 3],
        is_remote_ok=True,
        right_to_work=[0, 1],
        conflicts=[11, 12, 13],
    )


def _outcomes(draw: np.random.Generator, size: int, texts: int) -> Outcomes:
    counts = draw.integers(0, 5, size)
    start = np.concatenate(([0], np.cumsum(counts)))
    vectors = np.concatenate(
        [_texts(draw, min(50_000, texts - done))[0] for done in range(0, texts, 50_000)]
    )
    vector = draw.integers(0, texts, start[-1], dtype=np.int32)
    return Outcomes(start=start, vector=vector, vectors=vectors)


def _texts(draw: np.random.Generator, many: int) -> tuple[npt.NDArray[np.int8], Ints]:
    """Return vectors of texts around topics: cosines of about .6 within one, about 0 between."""
    topics = np.random.default_rng(SEED).standard_normal((TOPICS, LENGTH), np.float32)
    topic = draw.integers(0, TOPICS, many)
    found = topics[topic]
    found += 0.8 * draw.standard_normal((many, LENGTH), np.float32)
    found *= 127 / np.abs(found).max(axis=1, keepdims=True)
    return np.rint(found).astype(np.int8), topic


def _skew(many: int, power: float) -> npt.NDArray[np.float64]:
    weights = 1.0 / np.arange(1, many + 1) ** power
    return np.cumsum(weights / weights.sum())


def _pick(draw: np.random.Generator, cumulative: npt.NDArray[np.float64], many: int) -> Ints:
    found = np.searchsorted(cumulative, draw.random(many), side="right")
    return np.minimum(found, len(cumulative) - 1)
