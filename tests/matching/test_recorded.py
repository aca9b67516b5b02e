"""The bytes of a small ranking are the recorded ones, whichever Python computes them.

Raise `ENGINE_VERSION` if the recorded digests change with the same libraries, and record the new
ones: a stored ranking of the same version would otherwise no longer be reproduced.
"""

from dataclasses import astuple, fields
from hashlib import sha256
from random import Random

import numpy as np
import pytest

from matching import ENGINE_VERSION, Importance, Ranking, rank
from tests.matching.worlds import (
    COLUMNS,
    FAMILIES,
    LENGTH,
    PROFESSIONS,
    SKILLS,
    TAUS,
    THIS_YEAR,
    Person,
    Wanted,
    Work,
    need_of,
    pool_of,
)

PEOPLE = 400
RECORDED_FOR = "3.0"
RECORDED = {
    1: "d8d07b630904aecbb8eaf4fbc21b6f01c20e07b85089fda0c08eb134dcc24c73",
    2: "52c5d6ebe792062497e0baff056d35e35aa0e97329a955191a791049cea8a2fd",
    3: "c607ebe0c70ef96e51f79e23fd363db08e7de16add836e75c3fda855eb9b7d76",
}


class Draws:
    """Numbers that every version of Python draws alike: `Random.random` is promised to stay."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed).random

    def number(self, low: int, high: int) -> int:
        """Return one of low … high."""
        return low + int(self._random() * (high - low + 1))

    def numbers(self, most: int, low: int, high: int) -> list[int]:
        """Return at most `most` of them."""
        return [self.number(low, high) for _ in range(self.number(0, most))]

    def vector(self) -> tuple[int, ...]:
        """Return a vector that is not zero."""
        return (self.number(1, 127), *(self.number(-127, 127) for _ in range(LENGTH - 1)))

    def vectors(self, most: int) -> list[tuple[int, ...]]:
        """Return at most `most` of them."""
        return [self.vector() for _ in range(self.number(0, most))]

    def year(self) -> int:
        """Return a year, or 0 for none."""
        return self.number(1, 5) and self.number(THIS_YEAR - 20, THIS_YEAR)


def person(draw: Draws, number: int) -> Person:
    works = [
        Work(
            text=draw.vector() if draw.number(0, 3) else None,
            sentences=tuple(draw.vectors(3)),
            title=draw.vector() if draw.number(0, 3) else None,
            family=draw.number(-1, FAMILIES - 1),
            level=draw.number(0, 7),
            profession=draw.number(0, PROFESSIONS),
        )
        for _ in range(draw.number(0, 3))
    ]
    return Person(
        ref=b"%06d" % (number * 7_919 % 1_000_003),
        skills=[(one, draw.number(0, 5), draw.year()) for one in draw.numbers(6, 0, SKILLS - 1)],
        situations=[(one, draw.year()) for one in draw.numbers(3, 0, COLUMNS - 1)],
        sectors=[(one, draw.year()) for one in draw.numbers(2, 0, COLUMNS - 1)],
        work=works,
        seniority=draw.number(0, 7),
    )


def brief(draw: Draws) -> Wanted:
    asked = [
        (skill, Importance(draw.number(1, 3)), draw.number(0, 5))
        for skill in (1, 4, 6, *draw.numbers(2, 0, SKILLS - 1))
    ]
    return Wanted(
        requirements=asked,
        tau={(one, held): TAUS[(one + held) % 5] for one, _, _ in asked for held in (0, 3)},
        situations=draw.numbers(2, 0, COLUMNS - 1),
        sectors=draw.numbers(2, 0, COLUMNS - 1),
        criteria=draw.vectors(3),
        seniority=draw.number(0, 7),
        whole=draw.vector(),
        sentences=[draw.vector(), *draw.vectors(3)],
        families=[1.0, 0.5, 0.0],
        title=draw.vector(),
        profession=draw.number(0, PROFESSIONS),
    )


def digest_of(ranking: Ranking) -> str:
    """Return the digest of all numbers of a ranking."""
    digest = sha256(repr([one.hex() for one in astuple(ranking.shares)]).encode())
    digest.update(repr((ranking.size, ranking.eligible)).encode())
    for field in fields(ranking):
        if isinstance(value := getattr(ranking, field.name), np.ndarray):
            digest.update(f"{field.name} {value.dtype.str} ".encode() + value.tobytes())
    return digest.hexdigest()


@pytest.mark.parametrize("seed", RECORDED)
def test_a_small_ranking_has_the_recorded_bytes(seed: int):
    draw = Draws(seed)
    pool = pool_of([person(draw, number) for number in range(PEOPLE)])
    need = need_of(brief(draw))

    assert (ENGINE_VERSION, digest_of(rank(pool, need, 50))) == (RECORDED_FOR, RECORDED[seed])
