"""A crowd too large for plain Python, drawn at random with a seed, and briefs for it."""

from typing import Any

import numpy as np
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
from tests.matching.worlds import THIS_YEAR

WIDTH = 40
LENGTH = 8
TEXTS = 50


def crowd_of(seed: int, size: int) -> Pool:
    """Return people with eight skills each, some of them twice, some facts unknown."""
    draw = np.random.default_rng(seed)

    def entries(width: int, each: int, *, past: bool = False) -> Postings:
        many = size * each
        years = draw.integers(2000, THIS_YEAR + 2, many) * (draw.random(many) > 0.2)
        return postings(
            draw.integers(0, width, many),
            np.repeat(np.arange(size), each),
            width=width,
            years=years if past else None,
        )

    held = size * 8
    return build_pool(
        ids=np.arange(size) + 100,
        refs=np.array([b"%08d" % number for number in draw.permutation(size)], "S8"),
        skills=postings(
            draw.integers(0, WIDTH, held),
            np.repeat(np.arange(size), 8),
            width=WIDTH,
            levels=draw.integers(0, 6, held),
            years=draw.integers(2000, THIS_YEAR + 2, held) * (draw.random(held) > 0.2),
        ),
        situations=entries(10, 2, past=True),
        sectors=entries(6, 2, past=True),
        seniority=draw.integers(0, 8, size),
        available_from=draw.choice([0, 20_000, 21_000], size),
        remote=draw.random(size) < 0.3,
        languages=entries(5, 2),
        regions=entries(70, 2),
        right_to_work=entries(4, 1),
        record=_record(draw, size),
        live=draw.random(size) < 0.9,
    )


def _record(draw: np.random.Generator, size: int) -> Record:
    """Return up to three assignments for each, with up to two sentences and mostly a title."""
    start = np.concatenate(([0], np.cumsum(draw.integers(0, 4, size))))
    many = int(start[-1])
    sentence_start = np.concatenate(([0], np.cumsum(draw.integers(0, 3, many))))
    return build_record(
        size=size,
        start=start,
        title=draw.integers(-1, TEXTS, many),
        text=draw.integers(-1, TEXTS, many),
        sentence_start=sentence_start,
        sentence=draw.integers(0, TEXTS, int(sentence_start[-1])),
        vectors=draw.integers(-127, 128, (TEXTS, LENGTH)).astype(np.int8),
        families=draw.integers(-1, 5, TEXTS),
        title_levels=draw.integers(0, 8, TEXTS),
        title_professions=draw.integers(0, 3, TEXTS),
        title_vectors=draw.integers(-1, TEXTS, TEXTS),
    )


def _text(draw: np.random.Generator, seed: int) -> dict[str, Any]:
    """Return the words of a brief: all of them, a title alone, or none."""
    if seed % 3 == 2:
        return {}
    asked: dict[str, Any] = {
        "title": draw.integers(-127, 128, LENGTH).astype(np.int8),
        "families": draw.choice([0.0, 0.5, 1.0], 5),
        "profession": int(draw.integers(0, 3)),
    }
    if seed % 3 == 0:
        asked["whole"] = draw.integers(-127, 128, LENGTH).astype(np.int8)
        asked["sentences"] = draw.integers(-127, 128, (1 + seed % 4, LENGTH)).astype(np.int8)
    return asked


def brief_for(seed: int) -> Need:
    """Return a brief that asks for all kinds of items, or for few."""
    draw = np.random.default_rng(seed)
    tau = (draw.random((WIDTH, WIDTH)) < 0.12) * draw.choice([0.8, 0.45, 0.25], (WIDTH, WIDTH))
    np.fill_diagonal(tau, 1)
    return build_need(
        this_year=THIS_YEAR,
        requirements=[
            (int(skill), Importance(int(importance)), int(level))
            for skill, importance, level in draw.integers((0, 1, 0), (WIDTH, 4, 6), (seed % 7, 3))
        ],
        tau=csr_array(tau),
        situations=draw.integers(0, 12, draw.integers(0, 3)),
        sectors=draw.integers(0, 8, draw.integers(0, 3)),
        criteria=draw.integers(-127, 128, (seed % 4, LENGTH)).astype(np.int8),
        seniority=int(draw.integers(0, 8)),
        start_day=int(draw.choice([0, 20_500])),
        languages=draw.integers(0, 5, draw.integers(0, 2)),
        regions=draw.integers(0, 80, draw.integers(0, 9)),
        is_remote_ok=bool(draw.integers(0, 2)),
        right_to_work=draw.integers(0, 4, draw.integers(0, 2)),
        conflicts=[103, 104],
        near_situations={1: {2: 0.5, 4: 0.5}, 3: {1: 0.5}},
        **_text(draw, seed),
    )


def brief_for_skills_alone(seed: int) -> Need:
    """Return a brief without must-haves, whose skills have many weak neighbours."""
    draw = np.random.default_rng(seed)
    tau = (draw.random((WIDTH, WIDTH)) < 0.3) * draw.choice([0.8, 0.25, 0.25, 0.1], (WIDTH, WIDTH))
    np.fill_diagonal(tau, 1)
    asked = draw.integers((0, 1, 0), (WIDTH, 3, 6), (3 + seed % 5, 3))
    return build_need(
        this_year=THIS_YEAR,
        requirements=[
            (int(skill), Importance(int(importance)), int(level))
            for skill, importance, level in asked
        ],
        tau=csr_array(tau),
        situations=draw.integers(0, 12, seed % 3),
        seniority=seed % 4,
    )
