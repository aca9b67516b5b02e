"""The types of a template."""

import re
from dataclasses import dataclass

from engagements.models.briefs import Brief
from engagements.models.parts import Requirement
from skills.scales import Seniority

Value = Brief.Value
MUST, SHOULD, NICE = (
    Requirement.Importance.MUST,
    Requirement.Importance.SHOULD,
    Requirement.Importance.NICE,
)
_BLANK = re.compile(r"\[[^\[\]]{1,240}\]")


@dataclass(frozen=True, slots=True)
class CriterionIdea:
    """A measure that fits the situation. The manager adds the figures."""

    measure: str
    evidence: str
    weight: int = 3


@dataclass(frozen=True, slots=True)
class SkillIdea:
    """A skill that such work usually needs."""

    code: str
    importance: Requirement.Importance
    level: int


@dataclass(frozen=True, slots=True)
class SituationTemplate:
    """A template of a brief.

    Attributes:
        key: its value in `Brief.template`.
        name, line: its name on the page, and when it fits.
        what_happened … what_is_hard: sentences with [blanks].
        harm: only where people could be harmed.
        situations: codes of situations.
        weeks: the usual duration.
    """

    key: str
    name: str
    line: str
    title: str
    what_happened: str
    why_now: str
    tried_before: str
    what_is_hard: str
    value_kind: str
    value_shown_by: str
    seniority: Seniority
    weeks: int
    criteria: tuple[CriterionIdea, ...]
    skills: tuple[SkillIdea, ...]
    situations: tuple[str, ...]
    harm: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """All texts that can have blanks."""
        return (
            self.title,
            self.what_happened,
            self.why_now,
            self.tried_before,
            self.what_is_hard,
            self.value_shown_by,
            self.harm,
        )

    @property
    def blanks(self) -> frozenset[str]:
        """All blanks, with their brackets."""
        return frozenset(blanks_in(" ".join(self.texts)))


def blanks_in(words: str) -> list[str]:
    """Return everything in [square brackets], with the brackets."""
    return _BLANK.findall(words)
