"""Answers to the steps of a brief, as plain values. Forms produce them, actions store them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

Typed = str | list[str]


@dataclass(frozen=True, slots=True)
class CriterionFacts:
    """One row of the criteria; `changes` has only values that can be stored.

    Attributes:
        ref: the public id of the criterion that the row shows; None for a new row.
        position: the row's number on the page; identifies a new row when it is saved again.
    """

    ref: UUID | None
    position: int
    changes: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RequirementFacts:
    """One skill with its importance and level."""

    code: str
    importance: int
    level: int | None


@dataclass(frozen=True, slots=True)
class TruthFacts:
    """The answer to one question about the truth."""

    kind: str
    answer: str
    is_unknown: bool
    found_out_by: str
    found_out_on: date | None


@dataclass(frozen=True, slots=True)
class UnstoredRow:
    """What cannot be stored of one row of a step.

    Attributes:
        key: the public id of the stored row: a criterion's ref, a skill's code, a kind of truth.
            "" while nothing of the row is stored.
        position: the row's number on the page.
        values: by field name, values that are not stored.
        unparsed: by field name, text that is no value of the field.
    """

    key: str
    position: int
    values: Mapping[str, Any]
    unparsed: Mapping[str, Typed]


@dataclass(frozen=True, slots=True)
class Unstored:
    """What was typed into a step and cannot be stored as an answer.

    Attributes:
        values: by field name, values that are incomplete, such as a time without its day.
        unparsed: by field name, text that is no value of the field.
        rows: the same for the rows of the step.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    unparsed: Mapping[str, Typed] = field(default_factory=dict)
    rows: Sequence[UnstoredRow] = ()

    def __bool__(self) -> bool:
        return bool(self.values or self.unparsed or self.rows)


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of a step that can be stored. A part that is None stays as it is."""

    columns: Mapping[str, Any] = field(default_factory=dict)
    concepts: Mapping[str, list[str]] = field(default_factory=dict)
    criteria: list[CriterionFacts] | None = None
    requirements: list[RequirementFacts] | None = None
    truth: list[TruthFacts] | None = None
