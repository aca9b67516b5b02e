"""The score of one person evaluated again: what each item adds, and what it could add."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from matching.exact import DECIMALS
from matching.lines import Subject
from matching.need import Need
from matching.score import Shares, level_factors, shares
from matching.weights import WEIGHTS


@dataclass(frozen=True, slots=True)
class Standard:
    """What evaluating anybody again for one need takes. Make it with `prepare`.

    Attributes:
        shares: of the parts.
        weights: of the requirements.
        musts: which of them are must-haves.
        meeting: for each requirement, what showing its skill at its level this year would give it
            and its neighbours among the requirements: (requirement, credit).
    """

    shares: Shares
    weights: tuple[float, ...]
    musts: tuple[int, ...]
    meeting: tuple[tuple[tuple[int, float], ...], ...]


@dataclass(frozen=True, slots=True)
class Person:
    """The credits of one person at the low end, and the multipliers."""

    skills: Sequence[float]
    situations: Sequence[float]
    outcomes: Sequence[float]
    sectors: Sequence[float]
    must: float
    seniority: float


def prepare(need: Need) -> Standard:
    """Return what does not depend on the person."""
    return Standard(
        shares=shares(need),
        weights=tuple(need.weights.tolist()),
        musts=tuple(np.flatnonzero(need.is_must).tolist()),
        meeting=_meeting(need),
    )


def _meeting(need: Need) -> tuple[tuple[tuple[int, float], ...], ...]:
    asked = {skill: i for i, skill in enumerate(need.skills.tolist())}
    found: list[list[tuple[int, float]]] = [[] for _ in asked]
    levels = need.levels.tolist()
    factors = [level_factors(needed).low.tolist() for needed in range(6)]
    for other, needed in enumerate(levels):
        near = need.near(other)
        pairs = zip(need.near_skills[near].tolist(), need.near_tau[near].tolist(), strict=True)
        for skill, tau in pairs:
            if skill in asked:
                shown = max(1, levels[asked[skill]])
                found[asked[skill]].append((other, tau * factors[needed][shown]))
    return tuple(tuple(one) for one in found)


def round_points(points: float) -> float:
    """Round as a ranking does."""
    return round(points, DECIMALS)


def evaluate_again(standard: Standard, now: Person) -> dict[Subject, list[float]]:
    """Evaluate again with each item fully met in turn; return the points won by each.

    A skill that is shown at the level asked for counts for its neighbours too.
    """
    share = standard.shares
    whole = sum(standard.weights)
    base = _base(standard, now)
    fit = 100.0 * min(base, 1.0) * now.must * now.seniority

    def won(more: float, must: float, seniority: float) -> float:
        again = 100.0 * min(base + more, 1.0) * must * seniority
        return max(0.0, round_points(again - fit))

    def met(part: float, credits_now: Sequence[float]) -> list[float]:
        many = len(credits_now)
        return [won(part * (1.0 - c) / many, now.must, now.seniority) for c in credits_now]

    skills = []
    for meeting in standard.meeting:
        better = {i: credit for i, credit in meeting if credit > now.skills[i]}
        more = sum(standard.weights[i] * (c - now.skills[i]) for i, c in better.items())
        must = _must(standard, now.skills, better) if better.keys() & standard.musts else now.must
        skills.append(won(share.skill * more / whole, must, now.seniority))
    return {
        Subject.SKILL: skills,
        Subject.SITUATION: met(share.situation, now.situations),
        Subject.OUTCOME: met(share.outcome, now.outcomes),
        Subject.SECTOR: met(share.sector, now.sectors),
        Subject.SENIORITY: [won(0.0, now.must, 1.0)],
    }


def split_fit(standard: Standard, now: Person) -> dict[Subject, list[float]]:
    """Split the fit over the items that make it; the points add up to the fit."""
    share = standard.shares
    scale = 100.0 * now.must * now.seniority
    whole = sum(standard.weights)

    def points(part: float, credits_now: Sequence[float]) -> list[float]:
        many = len(credits_now)
        return [round_points(scale * part * credit / many) for credit in credits_now]

    return {
        Subject.SKILL: [
            round_points(scale * share.skill * weight * credit / whole)
            for weight, credit in zip(standard.weights, now.skills, strict=True)
        ],
        Subject.SITUATION: points(share.situation, now.situations),
        Subject.OUTCOME: points(share.outcome, now.outcomes),
        Subject.SECTOR: points(share.sector, now.sectors),
    }


def _base(standard: Standard, now: Person) -> float:
    share = standard.shares
    parts = (
        (share.situation, now.situations),
        (share.outcome, now.outcomes),
        (share.sector, now.sectors),
    )
    base = sum(part * sum(credit) / len(credit) for part, credit in parts if credit)
    if standard.weights:
        skills = zip(standard.weights, now.skills, strict=True)
        base += share.skill * sum(w * c for w, c in skills) / sum(standard.weights)
    return base


def _must(standard: Standard, skills: Sequence[float], better: dict[int, float]) -> float:
    held = (max(better.get(i, skills[i]), WEIGHTS.must_floor) for i in standard.musts)
    mean = prod(held) ** (1.0 / len(standard.musts))
    return (1.0 - WEIGHTS.must_share) + WEIGHTS.must_share * mean
