"""The lines of an explanation."""

from dataclasses import dataclass
from enum import IntEnum

from matching.need import Importance
from matching.score import Shares
from matching.weights import SkillRelation


class Improvement(IntEnum):
    """What would raise the credit of an item."""

    NONE = 0
    SHOW = 1
    RAISE_LEVEL = 2
    REFRESH = 3
    STATE_LEVEL = 4
    STATE_YEAR = 5
    STATE = 6


class SeniorityComparison(IntEnum):
    """The interim's seniority compared with the brief's."""

    NOT_ASKED = 0
    UNKNOWN = 1
    EQUAL = 2
    ONE_ABOVE = 3
    FAR_ABOVE = 4
    BELOW = 5


class Subject(IntEnum):
    """The kind of an item; its index counts within that kind's list of the need."""

    SKILL = 1
    SITUATION = 2
    SECTOR = 3
    SENIORITY = 4
    OUTCOME = 5
    WORDS = 6
    ROLE = 7


class AskKind(IntEnum):
    """What to ask the interim about."""

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
    ROLE_MISSING = 13


@dataclass(frozen=True, slots=True)
class SkillLine:
    """How one requirement is met.

    Attributes:
        skill: the needed skill; requirements come in the need's order.
        importance, level_needed: as asked; level 0 when none is.
        credit, credit_high: 0 to 1, unknown facts at their low and at their high end.
        met_by: the interim's skill that gives the credit, -1 when none does.
        relation: its relation to the needed one.
        tau: how much it counts for the needed one.
        level_actual, year_last_used: of that skill; 0 when unknown or when there is none.
        is_missing: no skill of the interim could give more credit than the floor of a must-have
            (.15), whatever is unknown.
        points: what it adds to the number now.
        improvement, points_if: what would raise the credit to 1, and the points gained by it.
    """

    skill: int
    importance: Importance
    level_needed: int
    credit: float
    credit_high: float
    met_by: int
    relation: SkillRelation
    tau: float
    level_actual: int
    year_last_used: int
    is_missing: bool
    points: float
    improvement: Improvement
    points_if: float

    @property
    def is_must(self) -> bool:
        """Whether it is a must-have."""
        return self.importance == Importance.MUST

    @property
    def is_missing_must(self) -> bool:
        """Whether it is a must-have for which the interim has no related skill."""
        return self.is_must and self.is_missing


@dataclass(frozen=True, slots=True)
class PastLine:
    """How one situation or sector is met by a past assignment.

    Attributes:
        column: the situation or sector asked for.
        credit, credit_high: 0 to 1.
        is_met: whether there is any assignment with it, or with a near one.
        met_by: the situation or sector that gives the credit, -1 when none does.
        is_told: whether only the words of that assignment tell of it.
        year_ended: of the assignment that counts, 0 when unknown or none.
        points, improvement, points_if: as in `SkillLine`.
    """

    column: int
    credit: float
    credit_high: float
    is_met: bool
    met_by: int
    is_told: bool
    year_ended: int
    points: float
    improvement: Improvement
    points_if: float

    @property
    def is_near(self) -> bool:
        """Whether only a near one counts, not the one asked for."""
        return self.is_met and self.met_by != self.column


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """How one success criterion is met by a past outcome.

    Attributes:
        criterion: the index among the criteria given; of equal ones the first.
        credit, credit_high: 0 to 1; they differ only for somebody without any outcome.
        cosine: of the most similar outcome, -1 to 1; 0 when there is none.
        met_by, sentence: the assignment that says so and the sentence in it, in the caller's
            order; -1 when none gives credit.
        points, improvement, points_if: as in `SkillLine`.
    """

    criterion: int
    credit: float
    credit_high: float
    cosine: float
    met_by: int
    sentence: int
    points: float
    improvement: Improvement
    points_if: float

    @property
    def is_met(self) -> bool:
        """Whether an outcome gives it credit."""
        return self.met_by >= 0


@dataclass(frozen=True, slots=True)
class ClosestSentence:
    """A sentence of the brief, and the one of the record that is most like it.

    Attributes:
        index: the index of the brief's sentence among those given; of equal ones the first.
        cosine: 0 to 1.
        assignment, sentence: the person's assignment and its sentence, in the caller's order; -1
            when none was read.
    """

    index: int
    cosine: float
    assignment: int
    sentence: int


@dataclass(frozen=True, slots=True)
class WordsLine:
    """How much the record is like the brief, word for word.

    Attributes:
        credit, credit_high: 0 to 1; they differ only for somebody without any text.
        cosine: of the brief and the best assignment.
        met_by: that assignment, in the caller's order, -1 when none is like it.
        sentences: one for each distinct sentence of the brief, in the order in which they were
            given.
        points, improvement, points_if: as in `SkillLine`; nothing in particular raises it.
    """

    credit: float
    credit_high: float
    cosine: float
    met_by: int
    sentences: tuple[ClosestSentence, ...]
    points: float
    improvement: Improvement
    points_if: float


@dataclass(frozen=True, slots=True)
class RoleLine:
    """The past role that is most like the one the brief asks for.

    Attributes:
        credit, credit_high: 0 to 1; they differ only for somebody without any title.
        met_by: the assignment with that role, in the caller's order, -1 for none.
        points, improvement, points_if: as in `SkillLine`.
    """

    credit: float
    credit_high: float
    met_by: int
    points: float
    improvement: Improvement
    points_if: float


Line = SkillLine | PastLine | OutcomeLine | WordsLine | RoleLine


@dataclass(frozen=True, slots=True)
class SeniorityLine:
    """The interim's seniority compared with the brief's.

    Attributes:
        needed, actual: 1 to 7, 0 when not asked or unknown.
        is_read: whether `actual` was read from a past title, not stated.
        is_other_profession: whether no past title is of the protected profession that is needed.
        is_profession_unknown: whether one is needed, and no past title is stated.
        distance: actual minus needed, 0 when either is unknown.
        comparison: the same as a category.
        factor, factor_high: the multiplier S, unknown seniority at its low and high end.
        points_if: what the number would gain if the multiplier were 1.
    """

    needed: int
    actual: int
    is_read: bool
    is_other_profession: bool
    is_profession_unknown: bool
    distance: int
    comparison: SeniorityComparison
    factor: float
    factor_high: float
    points_if: float


@dataclass(frozen=True, slots=True)
class Reason:
    """An item that adds points to the score."""

    subject: Subject
    index: int
    points: float


@dataclass(frozen=True, slots=True)
class Gap:
    """An item not fully met, with the points it would add."""

    subject: Subject
    index: int
    improvement: Improvement
    points_if: float
    is_missing_must: bool


@dataclass(frozen=True, slots=True)
class Ask:
    """Something to ask the interim about."""

    kind: AskKind
    subject: Subject
    index: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one person has the score they have.

    Attributes:
        row: the row of the pool.
        fit, low, high: as in `Ranking`.
        number, number_high: fit and high on the scale for readers (`number_of`).
        skill, situation, outcome, sector, words, role, must, seniority, shares: the terms, as in
            `Ranking`.
        skills, situations, sectors: one line for each item, in the need's order.
        seniority_line: the comparison of seniority.
        outcomes: one line for each criterion, in the order in which they were given.
        words_line, role_line: None if the brief asks for neither.
        reasons: most points first; their points add up to the number.
        gaps: missing must-haves first, then by the points missing.
        asks: what to ask about, missing must-haves first, then in the need's order.
    """

    row: int
    fit: float
    low: float
    high: float
    number: float
    number_high: float
    skill: float
    situation: float
    outcome: float
    sector: float
    words: float
    role: float
    must: float
    seniority: float
    shares: Shares
    skills: tuple[SkillLine, ...]
    situations: tuple[PastLine, ...]
    outcomes: tuple[OutcomeLine, ...]
    sectors: tuple[PastLine, ...]
    words_line: WordsLine | None
    role_line: RoleLine | None
    seniority_line: SeniorityLine
    reasons: tuple[Reason, ...]
    gaps: tuple[Gap, ...]
    asks: tuple[Ask, ...]

    @property
    def first_gap(self) -> Gap | None:
        """The most important gap, or None."""
        return self.gaps[0] if self.gaps else None
