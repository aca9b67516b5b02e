"""The constants of the formula, and the engine version stored with each run."""

from dataclasses import dataclass
from enum import IntEnum

ENGINE_VERSION = "3.0"
"""Raise it whenever the same pool and need could give another ranking or explanation."""


@dataclass(frozen=True, slots=True)
class Weights:
    """All constants of the formula; `dataclasses.asdict` of it is stored with a run.

    Attributes:
        skill, situation, outcome, sector, words, role: shares of the parts, renormalised over
            those that a brief asks for.
        told_skills: the factor of the share of skills if they were read out of a text.
        cosine_floor, cosine_range: the credit of a past outcome rises from 0 at the floor to 1 at
            floor + range.
        words_floor, words_range: the same for the likeness of brief and record.
        coarse_floor: below this likeness of their coarse vectors, words and outcomes count 0.
        title_floor, title_range, title_cap: the same for two titles, and the most that likeness
            alone gives; near_family: the credit of a role of a related family.
        must, should, nice: weight of a requirement by its importance.
        must_part: the least that the must-haves have together of the skills' share.
            same … group, near: how much a skill of the interim counts for a needed one (tau).
        told: how much a situation or sector counts that only the words of an assignment tell.
        level_step, level_floor: the factor lost for each level short, and its minimum.
        recency_floor, fresh_years, half_life_years: a skill counts in full for `fresh_years`, then
            the part above the floor halves every `half_life_years`.
        must_share, must_floor: the share of a score that depends on must-haves, and the minimum
            credit of one of them in their geometric mean.
            above_step … below_floor: the seniority multiplier for each step above or below.
        read_cap, read_step, read_floor: the multiplier of a level that was read from a past title.
        other_profession: the multiplier if no past title is of the protected profession.
        spread: the exponent that turns a fit into the number for readers. With it, whoever meets
            every must-have and has done every situation has 70 or more.
    """

    skill: float = 0.29
    situation: float = 0.12
    outcome: float = 0.15
    sector: float = 0.05
    words: float = 0.29
    role: float = 0.11

    told_skills: float = 0.3

    cosine_floor: float = 0.30
    cosine_range: float = 0.30

    words_floor: float = 0.27
    words_range: float = 0.36
    coarse_floor: float = 0.38

    title_floor: float = 0.40
    title_range: float = 0.45
    title_cap: float = 0.8
    near_family: float = 0.5

    must: float = 3.0
    should: float = 2.0
    nice: float = 1.0
    must_part: float = 0.8

    same: float = 1.0
    narrower: float = 0.8
    related: float = 0.45
    broader: float = 0.40
    sibling: float = 0.25
    group: float = 0.10
    near: float = 0.40
    told: float = 0.35

    level_step: float = 0.3
    level_floor: float = 0.1

    recency_floor: float = 0.6
    fresh_years: int = 2
    half_life_years: float = 5.0

    must_share: float = 0.5
    must_floor: float = 0.15

    above_step: float = 0.05
    above_floor: float = 0.85
    below_step: float = 0.30
    below_floor: float = 0.15

    read_cap: float = 0.70
    read_step: float = 0.2
    read_floor: float = 0.40
    other_profession: float = 0.6

    spread: float = 0.33


WEIGHTS = Weights()


class SkillRelation(IntEnum):
    """The relation of an interim's skill to the needed one, weakest first."""

    NONE = 0
    GROUP = 1
    SIBLING = 2
    BROADER = 3
    RELATED = 4
    NARROWER = 5
    SAME = 6

    @classmethod
    def of(cls, tau: float) -> "SkillRelation":
        """Return the relation of a neighbour with the weight `tau`."""
        return max((kind for kind in cls if TAU[kind] <= tau + 1e-9), key=TAU.__getitem__)


TAU: dict[SkillRelation, float] = {
    SkillRelation.NONE: 0.0,
    SkillRelation.GROUP: WEIGHTS.group,
    SkillRelation.SIBLING: WEIGHTS.sibling,
    SkillRelation.BROADER: WEIGHTS.broader,
    SkillRelation.RELATED: WEIGHTS.related,
    SkillRelation.NARROWER: WEIGHTS.narrower,
    SkillRelation.SAME: WEIGHTS.same,
}
