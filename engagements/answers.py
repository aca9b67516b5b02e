"""What a person has answered, as plain values: forms give them, actions store them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CriterionFacts:
    """One criterion as typed; `changes` holds only what can be stored.

    Attributes:
        ref: of the criterion it was shown from; None for a new row.
        place: the row's number on the page, which knows a new row again when it is saved again.
    """

    ref: UUID | None
    place: int
    changes: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RequirementFacts:
    """One skill with how much it matters and the level needed."""

    code: str
    importance: int
    level: int | None


@dataclass(frozen=True, slots=True)
class TruthFacts:
    """One part of the truth."""

    kind: str
    answer: str
    is_unknown: bool
    found_out_by: str
    found_out_on: date | None


@dataclass(frozen=True, slots=True)
class Answers:
    """What of a step can be stored; a part that is None is left alone."""

    columns: Mapping[str, Any] = field(default_factory=dict)
    concepts: Mapping[str, list[str]] = field(default_factory=dict)
    criteria: list[CriterionFacts] | None = None
    requirements: list[RequirementFacts] | None = None
    truth: list[TruthFacts] | None = None
