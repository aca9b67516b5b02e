"""Random people and briefs with a realistic skew and a fixed seed.

Skills belong to families of functions: a few families have most of the people, and within a family
most people have the same few skills. A person has half of their skills in one family, a quarter in
another and the rest in any. One level and one date in ten is not stated; older dates are rarer.

Each person has about three past assignments: a title, a vector of the whole and three sentences.
What an assignment is about follows the person's families. The vectors (`_texts`) are drawn so that
cosines are distributed as those of the 12 briefs with the 212 assignments and 615 sentences of
`away-dev`, encoded by the product: medians .26 of coarse vectors, .19 of whole ones and .10 of
sentences, 5 % above .53, .41 and .30, a correlation of .85 between coarse and whole. There 26 % of
the assignments and 34 % of the people, who have 1.6 assignments each, pass the coarse floor of .35;
here 27 % of the assignments do.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from matching import (
    Importance,
    Need,
    Pool,
    Postings,
    Record,
    build_need,
    build_pool,
    build_record,
    postings,
)

SEED = 20_260_101
THIS_YEAR = 2026
TODAY = 20_600
FAMILIES, FAMILY = 60, 60
SKILLS = FAMILIES * FAMILY
HELD = 20
SITUATIONS, SECTORS, LANGUAGES, REGIONS, RIGHTS = 32, 28, 19, 19, 5
LENGTH, EVEN, AREAS = 256, 64, 12
ASSIGNMENTS, SENTENCES, TITLES, ROLES = 3, 3, 400, 39
MAX_AUTHORS = 1_000_000
"""People beyond this many have the texts of earlier ones."""
CHUNK = 50_000
REQUIREMENTS, NEIGHBOURS = 10, 12
TAUS = (1.0, 0.8, 0.8, 0.45, 0.45, 0.45, 0.40, 0.40, 0.25, 0.25, 0.25, 0.10)
IMPORTANCE = (3, 2, 1, 2, 3, 2, 1, 2, 3, 1)

Ints = npt.NDArray[Any]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Loose:
    """The skills of people, one entry each, as in a database: unsorted arrays of equal length.

    `main` and `second` are each person's families.
    """

    profile: npt.NDArray[np.int32]
    skill: npt.NDArray[np.int16]
    level: npt.NDArray[np.int8]
    year: npt.NDArray[np.int16]
    main: npt.NDArray[np.int8]
    second: npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Workload:
    """A brief: requirement i is met by `columns[i]`, the needed skill first, with `TAUS`.

    Its text is about the family `topic`.
    """

    columns: Ints
    levels: tuple[int, ...]
    touched: int
    topic: int


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
    families = main.astype(np.int8), second.astype(np.int8)
    return Loose(profile, skill.ravel(), level, year.astype(np.int16), *families)


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
    record = _record(draw, loose)
    return lambda: build_pool(
        ids=numbers,
        refs=refs,
        skills=postings(
            loose.skill, loose.profile, width=SKILLS, levels=loose.level, years=loose.year
        ),
        seniority=seniority,
        available_from=day,
        remote=remote,
        record=record(),
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
    levels = (3, 4, 0, 2, 4, 3, 0, 5, 3, 4)
    return Workload(columns, levels, int(counts[columns].sum()), int(pair[0]))


def touched_by(pool: Pool, work: Workload) -> int:
    """Return the number of postings of a pool that the workload reads."""
    start = pool.skills.start
    return int((start[work.columns + 1] - start[work.columns]).sum())


def need_of(work: Workload, *, coverage: bool, words: bool = False) -> Need:
    """Return the workload as a brief.

    Args:
        coverage: ask for skills only, without must-haves, so that a fit is 100 times the coverage.
            Otherwise ask for everything that the fields of a brief can contain.
        words: ask for a title and a text too, of eight sentences and four criteria.
    """
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
        seniority=5,
        start_day=TODAY + 30,
        languages=[0],
        regions=[0, 3],
        is_remote_ok=True,
        right_to_work=[0, 1],
        conflicts=[11, 12, 13],
        **(_asked_words(work.topic) if words else {}),
    )


def _asked_words(topic: int) -> dict[str, Any]:
    draw = np.random.default_rng(SEED + 2)
    about = np.full(13, topic)
    sentences = _texts(draw, about, OF_SENTENCE)
    families = np.zeros(ROLES)
    families[[topic % ROLES, (topic + 1) % ROLES, (topic + 2) % ROLES]] = 1.0, 0.5, 0.5
    return {
        "whole": _texts(draw, about[:1], OF_WHOLE)[0],
        # As the product does: the title is a sentence, and so are the criteria.
        "sentences": sentences,
        "criteria": sentences[-4:],
        "title": sentences[0],
        "families": families,
    }


def _record(draw: np.random.Generator, loose: Loose) -> Callable[[], Record]:
    """Draw the past assignments of people; return a function that builds their record."""
    size = len(loose.main)
    authors = min(size, MAX_AUTHORS)
    counts = draw.integers(0, 2 * ASSIGNMENTS + 1, authors)
    person = np.repeat(np.arange(authors), counts)
    chance = draw.random(len(person))
    topic = np.where(chance < 0.85, loose.second[person], draw.integers(0, FAMILIES, len(person)))
    topic = np.where(chance < 0.6, loose.main[person], topic)
    # A few titles of each topic are usual.
    title = topic + FAMILIES * _pick(draw, _skew(TITLES // FAMILIES, 0.8), len(person))
    many = 1 + SENTENCES
    vectors = np.empty((len(person) * many + TITLES, LENGTH), np.int8)
    for begin in range(0, len(person), CHUNK):
        about = topic[begin : begin + CHUNK]
        place = vectors[begin * many : (begin + len(about)) * many].reshape(-1, many, LENGTH)
        place[:, 0] = _texts(draw, about, OF_WHOLE)
        for sentence in range(1, many):
            place[:, sentence] = _texts(draw, about, OF_SENTENCE)
    titles = np.arange(TITLES)
    vectors[-TITLES:] = _texts(draw, titles % FAMILIES, OF_SENTENCE)
    families = np.where(draw.random(TITLES) < 0.1, -1, titles % FAMILIES % ROLES)
    levels, professions = draw.integers(0, 8, TITLES), np.where(titles % FAMILIES < 4, 1, 0)

    def build() -> Record:
        copies = -(-size // authors) if authors else 1
        each = np.tile(counts, copies)[:size]
        start = np.concatenate(([0], np.cumsum(each)))
        entries = int(start[-1])
        first = np.resize(np.arange(len(person), dtype=np.int32) * many, entries)
        sentences = first[:, None] + np.arange(1, many, dtype=np.int32)
        return build_record(
            size=size,
            start=start,
            title=np.resize(title, entries),
            text=first,
            sentence_start=np.arange(entries + 1) * SENTENCES,
            sentence=sentences.ravel(),
            vectors=vectors,
            families=families,
            title_levels=levels,
            title_professions=professions,
            title_vectors=len(vectors) - TITLES + titles,
        )

    return build


@dataclass(frozen=True, slots=True)
class Variance:
    """The shares of the variance of a vector that all texts have in common, and those on a topic.

    Chosen so that cosines are distributed as those of real texts; the rest is the text's own.
    """

    common: float
    topic: float


OF_WHOLE, OF_SENTENCE = Variance(0.155, 0.40), Variance(0.10, 0.27)


def _texts(draw: np.random.Generator, topic: Ints, of: Variance) -> npt.NDArray[np.int8]:
    """Return the vector of a text on each of these topics, shape (n, LENGTH)."""
    spread, mean, topics = _space()
    found = topics[topic] * np.float32(np.sqrt(of.topic))
    found += mean * np.float32(np.sqrt(of.common))
    own = draw.standard_normal(found.shape, np.float32)
    own *= spread * np.float32(np.sqrt(1.0 - of.common - of.topic))
    found += own
    found *= 127 / np.abs(found).max(axis=1, keepdims=True)
    return np.rint(found, out=found).astype(np.int8)


@cache
def _space() -> tuple[Floats, Floats, Floats]:
    """Return how far each number spreads, what all texts share, and the topics, by area."""
    draw = np.random.default_rng(SEED)
    number = np.arange(LENGTH)
    spread = np.where(number < EVEN, 1.0, (EVEN / np.maximum(number, EVEN)) ** 0.6)
    spread /= np.sqrt((spread**2).sum())
    mean = draw.standard_normal(LENGTH) * spread * np.where(number < EVEN // 2, 3.0, 1.0)
    mean /= np.sqrt((mean**2).sum())
    areas = draw.standard_normal((AREAS, LENGTH)) * spread
    own = draw.standard_normal((FAMILIES, LENGTH)) * spread
    topics = np.sqrt(0.6) * areas[np.arange(FAMILIES) % AREAS] + np.sqrt(0.4) * own
    return tuple(one.astype(np.float32) for one in (spread, mean, topics))  # type: ignore[return-value]


def _skew(many: int, power: float) -> npt.NDArray[np.float64]:
    weights = 1.0 / np.arange(1, many + 1) ** power
    return np.cumsum(weights / weights.sum())


def _pick(draw: np.random.Generator, cumulative: npt.NDArray[np.float64], many: int) -> Ints:
    found = np.searchsorted(cumulative, draw.random(many), side="right")
    return np.minimum(found, len(cumulative) - 1)
