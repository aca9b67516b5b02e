"""The score of one person evaluated again: what each item adds, and what it could add."""

import numpy as np

from matching.held import Held
from matching.lines import Subject
from matching.need import Need
from matching.pool import Floats
from matching.rank import DECIMALS
from matching.score import Credits, Parts, combine, level_factors, shares


def round_points(points: float) -> float:
    """Round as a ranking does."""
    return float(np.round(points, DECIMALS))


def as_column(values: list[float]) -> Floats:
    """Return the values of one person, shape (items, 1)."""
    return np.array(values, dtype=np.float64).reshape(len(values), 1)


def credits_of(
    skills: list[Held], situations: list[Held], sectors: list[Held], seniority: float
) -> Credits:
    """Return what one person holds as credits at the low end."""
    return Credits(
        as_column([one.credit for one in skills]),
        as_column([one.credit for one in situations]),
        as_column([one.credit for one in sectors]),
        np.array([seniority]),
    )


def evaluate_again(need: Need, now: Credits, parts: Parts) -> dict[Subject, list[float]]:
    """Evaluate again with each item fully met in turn; return the points won by each.

    A skill that is shown at the level asked for counts for its neighbours too.
    """
    counts = {
        Subject.SKILL: len(need.skills),
        Subject.SITUATION: len(need.situations),
        Subject.SECTOR: len(need.sectors),
        Subject.SENIORITY: 1,
    }
    width = sum(counts.values())
    skill, situation, sector = (
        np.repeat(rows, width, axis=1) for rows in (now.skill, now.situation, now.sector)
    )
    seniority = np.repeat(now.seniority, width)
    case = 0
    for requirement in range(counts[Subject.SKILL]):
        skill[:, case] = np.maximum(skill[:, case], _credit_of_meeting(need, requirement))
        case += 1
    for item in range(counts[Subject.SITUATION]):
        situation[item, case] = 1.0
        case += 1
    for item in range(counts[Subject.SECTOR]):
        sector[item, case] = 1.0
        case += 1
    seniority[case] = 1.0

    again = combine(need, Credits(skill, situation, sector, seniority)).fit
    won = [max(0.0, round_points(points)) for points in again - parts.fit[0]]
    gains: dict[Subject, list[float]] = {}
    for subject, count in counts.items():
        gains[subject], won = won[:count], won[count:]
    return gains


def _credit_of_meeting(need: Need, requirement: int) -> Floats:
    """Return what each requirement would get from this one's skill at its level, used now."""
    shown = int(need.skills[requirement])
    level = max(1, int(need.levels[requirement]))
    credit = np.zeros(len(need.skills))
    for other, needed in enumerate(need.levels):
        near = need.near(other)
        tau = need.near_tau[near][need.near_skills[near] == shown]
        if len(tau):
            credit[other] = tau[0] * level_factors(int(needed)).low[level]
    return credit


def split_fit(need: Need, now: Credits, parts: Parts) -> dict[Subject, list[float]]:
    """Split the fit over the items that make it; the points add up to the fit."""
    share = shares(need)
    scale = 100.0 * parts.must[0] * parts.seniority[0]
    weights = [need.weight(i) for i in range(len(need.skills))]

    def points(part: float, rows: Floats, weights: list[float]) -> list[float]:
        whole = sum(weights)
        return [
            round_points(scale * part * weight * row[0] / whole)
            for row, weight in zip(rows, weights, strict=True)
        ]

    return {
        Subject.SKILL: points(share.skill, now.skill, weights),
        Subject.SITUATION: points(share.situation, now.situation, [1.0] * len(now.situation)),
        Subject.SECTOR: points(share.sector, now.sector, [1.0] * len(now.sector)),
    }
