"""What a beginning is made of."""

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
    """A measure that fits the situation; only the manager knows its figures."""

    measure: str
    evidence: str
    weight: int = 3


@dataclass(frozen=True, slots=True)
class SkillIdea:
    """A skill that such work usually needs, by its code in the vocabulary."""

    code: str
    importance: Requirement.Importance
    level: int


@dataclass(frozen=True, slots=True)
class SituationTemplate:
    """One beginning.

    Attributes:
        key: its name in addresses and in `Brief.template`.
        name, line: what the page calls it, and when it fits.
        what_happened … what_is_hard: sentences with [blanks].
        harm: only where people could be harmed.
        situations: codes of context experience.
        weeks: how long such work usually takes.
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
        """Every text with blanks."""
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
        """Everything in brackets that is to be replaced."""
        return frozenset(blanks_in(" ".join(self.texts)))


def blanks_in(words: str) -> list[str]:
    """Return what stands in [square brackets]."""
    return _BLANK.findall(words)
