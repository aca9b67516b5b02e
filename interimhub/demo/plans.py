"""A person of the demo, before there are rows: what is drawn and what is written by hand alike."""

from dataclasses import dataclass, field
from datetime import date

from skills.models import Concept


@dataclass(frozen=True, slots=True)
class Held:
    """A skill as somebody holds it; what is not known is None."""

    concept: Concept
    level: int | None
    years: int | None
    last_used: int | None


@dataclass(frozen=True, slots=True)
class Told:
    """A past assignment as somebody tells it."""

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
    """Who may speak with somebody; firms by their key."""

    specialists: bool = True
    generalists: bool = False
    rpos: bool = False
    trusted: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InterimPlan:
    """One interim. `key` names them for ever: their public id comes from it."""

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
    skills: tuple[Held, ...]
    record: tuple[Told, ...]
    is_discoverable: bool = True
    phone: str = ""
    details: dict[str, str | int] = field(default_factory=dict)
