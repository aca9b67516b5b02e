"""What a person has answered, as plain values: forms give them, actions store them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

Typed = str | list[str]


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
class UnstoredRow:
    """One row of a step with what of it cannot be stored.

    Attributes:
        key: the public id of what is stored of the row: a criterion's ref, a skill's code, a kind
            of truth. "" while nothing of it is stored.
        position: the row's number on the page.
        values: by field name, what was read and is not stored.
        unparsed: by field name, the words typed where they are no value of the field.
    """

    key: str
    position: int
    values: Mapping[str, Any]
    unparsed: Mapping[str, Typed]


@dataclass(frozen=True, slots=True)
class Unstored:
    """What was typed into a step and cannot be stored as an answer.

    Attributes:
        values: by field name, what was read and does not fit yet, such as an hour without its day.
        unparsed: by field name, the words typed where they are no value of the field.
        rows: the same for the rows of the step.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    unparsed: Mapping[str, Typed] = field(default_factory=dict)
    rows: Sequence[UnstoredRow] = ()

    def __bool__(self) -> bool:
        return bool(self.values or self.unparsed or self.rows)


@dataclass(frozen=True, slots=True)
class Answers:
    """What of a step can be stored; a part that is None is left alone."""

    columns: Mapping[str, Any] = field(default_factory=dict)
    concepts: Mapping[str, list[str]] = field(default_factory=dict)
    criteria: list[CriterionFacts] | None = None
    requirements: list[RequirementFacts] | None = None
    truth: list[TruthFacts] | None = None
