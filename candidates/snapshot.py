"""A profile as others read it: without names, or with names once the interim has agreed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from candidates.models import (
    Candidate,
    CandidateRegistration,
    CandidateSkill,
    PastAssignment,
)
from interimhub.lib.prepared import Prepared
from redaction.descriptions import singular_descriptions
from redaction.hiding import hide, telling_words
from redaction.name_parts import Name
from redaction.spans import Kind
from skills.models import Concept
from skills.places import Country
from skills.scales import Level, Seniority

SOME_ORGANISATION = "the organisation"
THE_PERSON = "this interim"

Redact = Callable[[str], str]

_RECORD: Prepared[PastAssignment] = Prepared(
    lambda *, candidate: (
        PastAssignment.objects.filter(candidate=candidate)
        .latest_first()
        .prefetch_related("situations", "sectors")
    )
)
_SKILLS: Prepared[CandidateSkill] = Prepared(
    lambda *, candidate: CandidateSkill.objects.of(candidate).select_related("concept").best_first()
)
_REGISTRATIONS: Prepared[CandidateRegistration] = Prepared(
    lambda *, candidate: (
        CandidateRegistration.objects.of(candidate).select_related("concept").by_label()
    )
)


@dataclass(frozen=True, slots=True)
class NameMention:
    """The parts of one text that reveal the person's identity, contacts or price.

    Attributes:
        words: each part of the text that is hidden from blind readers, as it is written.
        where: the text that has it, in words.
        shown: descriptions in it that are not hidden, and may fit only one organisation.
        work: the assignment's ref; None for the basics.
    """

    words: list[str]
    shown: list[str]
    where: str
    work: str | None


def snapshot(candidate: Candidate, *, named: bool) -> dict[str, Any]:
    """Return the profile as plain values, dates as ISO text.

    Args:
        candidate: the profile. Takes six queries, whatever its length.
        named: whether to include the names of the person and the organisations. Without them, an
            organisation inside a text is replaced by its kind, and other identifying words
            become "this interim" or "…" (`redaction`).

    A snapshot never contains personal details, the e-mail address, the number of a registration or
    the day rate.
    """
    record = _RECORD(candidate=candidate)
    redact: Redact = str if named else redactor(candidate, record)
    name: dict[str, Any] = {"name": candidate.user.full_name} if named and candidate.user else {}
    skills = _SKILLS(candidate=candidate)
    registrations = _REGISTRATIONS(candidate=candidate)
    return name | {
        "headline": redact(candidate.headline),
        "summary": redact(candidate.summary),
        "seniority": candidate.seniority,
        "seniority_label": _label(Seniority, candidate.seniority),
        "profit_and_loss": candidate.get_profit_and_loss_display()
        if candidate.profit_and_loss
        else "",
        "team_size": candidate.team_size,
        "board_exposure": candidate.get_board_exposure_display()
        if candidate.board_exposure
        else "",
        "geography": redact(candidate.geography),
        "sectors": _labels(candidate.sectors.all()),
        "regions": candidate.region_labels,
        "languages": candidate.language_labels,
        "available_from": _day(candidate.available_from),
        "availability_confirmed_on": _day(candidate.availability_confirmed_on),
        "days_per_week": candidate.days_per_week,
        "pattern": candidate.get_pattern_display() if candidate.pattern else "",
        "skills": [_skill(skill) for skill in skills],
        "registrations": [_registration(held, redact) for held in registrations],
        "record": [_work(work, redact, named=named) for work in record],
        "version": candidate.version,
    }


def redactor(candidate: Candidate, record: list[PastAssignment]) -> Redact:
    """Return a function that hides the person's identity, contacts and price in a text."""
    names = _names(candidate, record)
    words = {work.organisation: SOME_ORGANISATION for work in record}
    words |= {
        work.organisation: hide(work.organisation_kind, names, words)
        for work in record
        if work.organisation_kind
    }
    if candidate.user:
        words |= dict.fromkeys(candidate.user.names, THE_PERSON)
    return lambda text: hide(text, names, words)


def name_mentions(candidate: Candidate) -> list[NameMention]:
    """Return the texts of the profile that reveal somebody, hidden from blind readers or not."""
    record = list(candidate.record.latest_first())
    names = _names(candidate, record)
    basics = ("headline", "summary", "geography")
    texts: list[tuple[str, str, str | None]] = [
        (f"your {part}", getattr(candidate, part), None) for part in basics
    ]
    for work in record:
        parts = ("title", "organisation_kind", "situation", "mandate", "result", "measure")
        texts += [
            (f"“{work.title}”: {part.replace('_', ' ')}", getattr(work, part), str(work.ref))
            for part in parts
        ]
    mentions = [
        NameMention(telling_words(text, names), singular_descriptions(text), where, ref)
        for where, text, ref in texts
    ]
    return [mention for mention in mentions if mention.words or mention.shown]


def names_on(candidate: Candidate) -> tuple[Name, ...]:
    """Return the names that are hidden in the texts of a profile."""
    return _names(candidate, list(candidate.record.all()))


def _names(candidate: Candidate, record: list[PastAssignment]) -> tuple[Name, ...]:
    names = [Name(work.organisation, Kind.ORGANISATION) for work in record if work.organisation]
    if candidate.user:
        names += [Name(name, Kind.PERSON) for name in candidate.user.names]
    return tuple(dict.fromkeys(names))


def _skill(skill: CandidateSkill) -> dict[str, Any]:
    return {
        "code": skill.concept.code,
        "label": skill.concept.label,
        "level": skill.level,
        "level_label": _label(Level, skill.level),
        "years": skill.years,
        "last_used": skill.last_used,
    }


def _registration(held: CandidateRegistration, redact: Redact) -> dict[str, Any]:
    """Return a registration without its number."""
    country = held.country or held.concept.country
    return {
        "ref": str(held.ref),
        "code": held.concept.code,
        "label": held.concept.label,
        "body": redact(held.body) or held.concept.body,
        "country": _country(country),
        "since": _day(held.since),
        "valid_until": _day(held.valid_until),
    }


def _work(work: PastAssignment, redact: Redact, *, named: bool) -> dict[str, Any]:
    work_facts: dict[str, Any] = {"ref": str(work.ref), "title": redact(work.title)}
    if named:
        work_facts["organisation"] = work.organisation
    return work_facts | {
        "organisation_kind": redact(work.organisation_kind),
        "situation": redact(work.situation),
        "mandate": redact(work.mandate),
        "result": redact(work.result),
        "measure": redact(work.measure),
        "situations": _labels(work.situations.all()),
        "sectors": _labels(work.sectors.all()),
        "started_on": _day(work.started_on),
        "ended_on": _day(work.ended_on),
    }


def _labels(concepts: Any) -> list[str]:
    found: list[Concept] = list(concepts)
    return sorted((concept.label for concept in found), key=str.lower)


def _label(scale: type[Level] | type[Seniority], step: int | None) -> str:
    return str(scale(step).label) if step in scale.values else ""


def _country(code: str) -> str:
    return str(Country(code).label) if code in Country.values else ""


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
