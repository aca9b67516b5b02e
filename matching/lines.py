"""What an explanation consists of."""

from dataclasses import dataclass
from enum import IntEnum

from matching.need import Importance
from matching.score import Shares
from matching.weights import Relation


class Step(IntEnum):
    """What would raise the credit of an item."""

    NONE = 0
    SHOW = 1
    RAISE_LEVEL = 2
    REFRESH = 3
    STATE_LEVEL = 4
    STATE_YEAR = 5


class Standing(IntEnum):
    """The interim's seniority beside the brief's."""

    NOT_ASKED = 0
    UNKNOWN = 1
    EQUAL = 2
    ONE_ABOVE = 3
    FAR_ABOVE = 4
    BELOW = 5


class Subject(IntEnum):
    """What an item of the explanation is about; its index counts within that list of the need."""

    SKILL = 1
    SITUATION = 2
    SECTOR = 3
    SENIORITY = 4
    OUTCOME = 5


class AskKind(IntEnum):
    """What to find out in conversation."""

    MUST_MISSING = 1
    SKILL_MISSING = 2
    SKILL_BY_NEIGHBOUR = 3
    LEVEL_BELOW = 4
    LEVEL_UNKNOWN = 5
    YEAR_UNKNOWN = 6
    LONG_AGO = 7
    SITUATION_MISSING = 8
    SENIORITY_UNKNOWN = 9
    SENIORITY_BELOW = 10
    SENIORITY_FAR_ABOVE = 11
    OUTCOME_MISSING = 12


@dataclass(frozen=True, slots=True)
class SkillLine:
    """How one requirement is met.

    Attributes:
        skill: the needed skill; requirements come in the need's order.
        importance, level_needed: as asked; level 0 when none is.
        credit, credit_high: 0 to 1, at the low end and at the high end of what is unknown.
        met_by: the held skill that gives the credit, -1 when none does.
        relation: how it stands to the needed one.
        tau: what it is worth for the needed one.
        level_held, year_last_used: 0 when unknown or nothing is held.
        is_missing: nothing held could be worth more than a must-have's floor (.15), whatever is
            unknown of it.
        points: what it adds to the fit now.
        step, points_if: what would raise the credit to 1, and what the fit would gain by it.
    """

    skill: int
    importance: Importance
    level_needed: int
    credit: float
    credit_high: float
    met_by: int
    relation: Relation
    tau: float
    level_held: int
    year_last_used: int
    is_missing: bool
    points: float
    step: Step
    points_if: float

    @property
    def is_must(self) -> bool:
        """Whether it is a must-have."""
        return self.importance == Importance.MUST

    @property
    def is_missing_must(self) -> bool:
        """Whether it is a must-have that nothing held comes near to."""
        return self.is_must and self.is_missing


@dataclass(frozen=True, slots=True)
class PastLine:
    """How one situation or sector is met by a past assignment.

    Attributes:
        column: the situation or sector asked for.
        credit, credit_high: 0 to 1.
        is_met: whether any assignment was of it.
        year_ended: of the one that counts, 0 when unknown or none.
        points, step, points_if: as in `SkillLine`.
    """

    column: int
    credit: float
    credit_high: float
    is_met: bool
    year_ended: int
    points: float
    step: Step
    points_if: float


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """How one success criterion is met by a past outcome.

    Attributes:
        criterion: which of the criteria given; of equal ones the first.
        credit, credit_high: 0 to 1; they differ only for somebody without any outcome.
        cosine: of the outcome most like it, -1 to 1; 0 when there is none.
        met_by: which of the person's outcomes that is, in the caller's order; -1 when none is like
            enough to give credit.
        points, step, points_if: as in `SkillLine`; the step is to show one when none gives credit.
    """

    criterion: int
    credit: float
    credit_high: float
    cosine: float
    met_by: int
    points: float
    step: Step
    points_if: float

    @property
    def is_met(self) -> bool:
        """Whether an outcome gives it credit."""
        return self.met_by >= 0


Line = SkillLine | PastLine | OutcomeLine


@dataclass(frozen=True, slots=True)
class SeniorityLine:
    """Seniority beside the brief's.

    Attributes:
        needed, held: 1 to 7, 0 when not asked or unknown.
        distance: held less needed, 0 when either is not known.
        standing: the same in one word.
        factor, factor_high: the multiplier S at both ends.
        points_if: what the fit would gain if the multiplier were 1.
    """

    needed: int
    held: int
    distance: int
    standing: Standing
    factor: float
    factor_high: float
    points_if: float


@dataclass(frozen=True, slots=True)
class Reason:
    """Something that speaks for the person, with the points it adds."""

    subject: Subject
    index: int
    points: float


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is not fully met, with the points that are missing for it."""

    subject: Subject
    index: int
    step: Step
    points_if: float
    is_missing_must: bool


@dataclass(frozen=True, slots=True)
class Ask:
    """Something to find out in conversation."""

    kind: AskKind
    subject: Subject
    index: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one person has the score they have.

    Attributes:
        row: the row of the pool.
        fit, low, high: as in `Ranking`.
        skill, situation, outcome, sector, must, seniority, shares: the terms, as in `Ranking`.
        skills, situations, sectors, standing: one line for each item, in the need's order.
        outcomes: one for each criterion, in the order they were given in.
        reasons: what counts most first; their points add up to the fit.
        gaps: missing must-haves first, then by the points missing.
        asks: what to find out, missing must-haves first, then in the need's order.
    """

    row: int
    fit: float
    low: float
    high: float
    skill: float
    situation: float
    outcome: float
    sector: float
    must: float
    seniority: float
    shares: Shares
    skills: tuple[SkillLine, ...]
    situations: tuple[PastLine, ...]
    outcomes: tuple[OutcomeLine, ...]
    sectors: tuple[PastLine, ...]
    standing: SeniorityLine
    reasons: tuple[Reason, ...]
    gaps: tuple[Gap, ...]
    asks: tuple[Ask, ...]

    @property
    def first_gap(self) -> Gap | None:
        """The gap to speak of first, if there is one."""
        return self.gaps[0] if self.gaps else None
