"""Recomputes one person's number: the points that each item adds now, and could add."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from matching.exact import DECIMALS
from matching.lines import Subject
from matching.need import Need
from matching.score import Shares, level_factors, number_of, shares
from matching.weights import WEIGHTS


@dataclass(frozen=True, slots=True)
class FitContext:
    """The data of a need for recomputing scores. Make it with `build_context`.

    Attributes:
        shares: the weights of the parts.
        weights: the weights of the requirements.
        musts: the requirements that are must-haves.
        if_met: for each requirement, the credits (requirement, credit) that its skill would give at
            the level asked for and used this year: its own, and those of requirements that it is a
            neighbour of.
    """

    shares: Shares
    weights: tuple[float, ...]
    musts: tuple[int, ...]
    if_met: tuple[tuple[tuple[int, float], ...], ...]


@dataclass(frozen=True, slots=True)
class PersonCredits:
    """One person's credits, unknown facts at their low end, and both multipliers.

    `words` and `role` have one credit, or none if the brief does not ask for them.
    """

    skills: Sequence[float]
    situations: Sequence[float]
    outcomes: Sequence[float]
    sectors: Sequence[float]
    words: Sequence[float]
    role: Sequence[float]
    must: float
    seniority: float


def build_context(need: Need) -> FitContext:
    """Return the part of the computation that does not depend on the person."""
    return FitContext(
        shares=shares(need),
        weights=tuple(need.weights.tolist()),
        musts=tuple(np.flatnonzero(need.is_must).tolist()),
        if_met=_credits_if_met(need),
    )


def _credits_if_met(need: Need) -> tuple[tuple[tuple[int, float], ...], ...]:
    requirement_of = {skill: i for i, skill in enumerate(need.skills.tolist())}
    found: list[list[tuple[int, float]]] = [[] for _ in requirement_of]
    levels = need.levels.tolist()
    factors = [level_factors(needed).low.tolist() for needed in range(6)]
    for other, needed in enumerate(levels):
        near = need.near(other)
        pairs = zip(need.near_skills[near].tolist(), need.near_tau[near].tolist(), strict=True)
        for skill, tau in pairs:
            if skill in requirement_of:
                level = max(1, levels[requirement_of[skill]])
                found[requirement_of[skill]].append((other, tau * factors[needed][level]))
    return tuple(tuple(one) for one in found)


def round_points(points: float) -> float:
    """Round points as a ranking rounds its fits."""
    return round(points, DECIMALS)


def gains_if_met(context: FitContext, now: PersonCredits) -> dict[Subject, list[float]]:
    """Return how much the number would rise if each item in turn were fully met.

    A skill at the level asked for also counts for the requirements that it is a neighbour of.
    """
    share = context.shares
    total_weight = sum(context.weights)
    base = _base(context, now)
    number = number_of(100.0 * min(base, 1.0) * now.must * now.seniority)

    def gain(more: float, must: float, seniority: float) -> float:
        recomputed = number_of(100.0 * min(base + more, 1.0) * must * seniority)
        return max(0.0, round_points(recomputed - number))

    def gains(part: float, credits_now: Sequence[float]) -> list[float]:
        count = len(credits_now)
        return [gain(part * (1.0 - c) / count, now.must, now.seniority) for c in credits_now]

    skills = []
    for if_met in context.if_met:
        better = {i: credit for i, credit in if_met if credit > now.skills[i]}
        more = sum(context.weights[i] * (c - now.skills[i]) for i, c in better.items())
        must = _must(context, now.skills, better) if better.keys() & context.musts else now.must
        skills.append(gain(share.skill * more / total_weight, must, now.seniority))
    return {
        Subject.SKILL: skills,
        Subject.SITUATION: gains(share.situation, now.situations),
        Subject.OUTCOME: gains(share.outcome, now.outcomes),
        Subject.SECTOR: gains(share.sector, now.sectors),
        Subject.WORDS: gains(share.words, now.words),
        Subject.ROLE: gains(share.role, now.role),
        Subject.SENIORITY: [gain(0.0, now.must, 1.0)],
    }


def points_by_item(context: FitContext, now: PersonCredits) -> dict[Subject, list[float]]:
    """Split the number into points of each item; they add up to it."""
    share = context.shares
    base = min(_base(context, now), 1.0)
    number = number_of(100.0 * base * now.must * now.seniority)
    scale = number / base if base else 0.0
    total_weight = sum(context.weights)

    def points(part: float, credits_now: Sequence[float]) -> list[float]:
        count = len(credits_now)
        return [round_points(scale * part * credit / count) for credit in credits_now]

    return {
        Subject.SKILL: [
            round_points(scale * share.skill * weight * credit / total_weight)
            for weight, credit in zip(context.weights, now.skills, strict=True)
        ],
        Subject.SITUATION: points(share.situation, now.situations),
        Subject.OUTCOME: points(share.outcome, now.outcomes),
        Subject.SECTOR: points(share.sector, now.sectors),
        Subject.WORDS: points(share.words, now.words),
        Subject.ROLE: points(share.role, now.role),
    }


def _base(context: FitContext, now: PersonCredits) -> float:
    share = context.shares
    parts = (
        (share.situation, now.situations),
        (share.outcome, now.outcomes),
        (share.sector, now.sectors),
        (share.words, now.words),
        (share.role, now.role),
    )
    base = sum(part * sum(credit) / len(credit) for part, credit in parts if credit)
    if context.weights:
        skills = zip(context.weights, now.skills, strict=True)
        base += share.skill * sum(w * c for w, c in skills) / sum(context.weights)
    return base


def _must(context: FitContext, skills: Sequence[float], better: dict[int, float]) -> float:
    must_credits = (max(better.get(i, skills[i]), WEIGHTS.must_floor) for i in context.musts)
    mean = prod(must_credits) ** (1.0 / len(context.musts))
    return (1.0 - WEIGHTS.must_share) + WEIGHTS.must_share * mean
