"""The plan of an interim of the demo, drawn or written by hand, before it is stored."""

from dataclasses import dataclass, field
from datetime import date

from skills.models import Concept


@dataclass(frozen=True, slots=True)
class PlannedSkill:
    """A skill of an interim; unknown values are None."""

    concept: Concept
    level: int | None
    years: int | None
    last_used: int | None


@dataclass(frozen=True, slots=True)
class PlannedAssignment:
    """A past assignment of an interim."""

    title: str
    organisation: str
    organisation_kind: str
    situation: str
    mandate: str
    result: str
    measure: str
    situations: tuple[Concept, ...]
    sectors: tuple[Concept, ...]
    started_on: date
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class VisibilityPlan:
    """Which firms may represent an interim, by their key."""

    specialists: bool = True
    generalists: bool = False
    rpos: bool = False
    trusted: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InterimPlan:
    """One interim. The public id is derived from `key`, so it is the same after each load."""

    key: str
    name: str
    email: str
    headline: str
    summary: str
    seniority: int | None
    scope: str
    team_size: int | None
    board: str
    geography: str
    sectors: tuple[Concept, ...]
    available_from: date | None
    confirmed_on: date | None
    days_per_week: int | None
    pattern: str
    is_remote_ok: bool
    regions: tuple[str, ...]
    languages: tuple[str, ...]
    right_to_work: tuple[str, ...]
    voice: VisibilityPlan
    skills: tuple[PlannedSkill, ...]
    record: tuple[PlannedAssignment, ...]
    is_discoverable: bool = True
    phone: str = ""
    details: dict[str, str | int] = field(default_factory=dict)
