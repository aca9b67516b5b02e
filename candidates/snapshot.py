"""A profile as others read it: blind, or with names once the interim has agreed."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from candidates.models import Candidate, CandidateSkill, PastAssignment
from skills.models import Concept
from skills.scales import Level, Seniority

SOME_ORGANISATION = "the organisation"
THE_PERSON = "this interim"

# Texts say "Harrow Works" for "Harrow Works Ltd".
_LEGAL = re.compile(
    r"[\s,]+(ltd|limited|plc|llp|llc|inc|corp|corporation|co|company|gmbh(\s*&\s*co\.?\s*kg)?|ag|kg"
    r"|se|sa|s\.a\.|sas|sarl|bv|b\.v\.|nv|n\.v\.|spa|s\.p\.a\.|srl|ab|as|a/s|oy|oyj|group|holdings?)\.?$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+|\b(https?://|www\.)\S+", re.IGNORECASE)
_SHORTEST = 3

Redact = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name of the person or an organisation in a text of the profile.

    Attributes:
        words: the name.
        where: the text that has it, in words.
        work: the assignment's ref; None for the basics.
    """

    words: str
    where: str
    work: str | None


def snapshot(candidate: Candidate, *, named: bool) -> dict[str, Any]:
    """Return the profile as plain values, dates as ISO text.

    Args:
        candidate: the profile. Takes five queries, whatever its length.
        named: whether to include the names of the person and the organisations. Without them, a
            name inside a text is replaced by the organisation's kind.

    A snapshot never has personal details, the e-mail address or the day rate.
    """
    record = list(candidate.record.latest_first().prefetch_related("situations", "sectors"))
    redact: Redact = str if named else redactor(candidate, record)
    name: dict[str, Any] = {"name": candidate.user.full_name} if named and candidate.user else {}
    skills = candidate.skills.select_related("concept").best_first()
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
        "sectors": _labels(candidate.sectors.by_label()),
        "regions": candidate.region_labels,
        "languages": candidate.language_labels,
        "available_from": _day(candidate.available_from),
        "availability_confirmed_on": _day(candidate.availability_confirmed_on),
        "days_per_week": candidate.days_per_week,
        "pattern": candidate.get_pattern_display() if candidate.pattern else "",
        "skills": [_skill(skill) for skill in skills],
        "record": [_work(work, redact, named=named) for work in record],
        "version": candidate.version,
    }


def redactor(candidate: Candidate, record: list[PastAssignment]) -> Redact:
    """Return a function that replaces the names of the person and organisations in a text."""
    swaps = [(pattern, kind.replace("\\", r"\\")) for pattern, kind in _swaps(candidate, record)]

    def redact(text: str) -> str:
        for pattern, kind in swaps:
            text = pattern.sub(kind, text)
        return text

    return redact


def name_mentions(candidate: Candidate) -> list[NameMention]:
    """Return the texts of the profile that name the person or an organisation."""
    record = list(candidate.record.latest_first())
    swaps = _swaps(candidate, record)
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
    return [
        NameMention(words=found[0], where=where, work=ref)
        for where, text, ref in texts
        if (found := next((match for swap, _ in swaps if (match := swap.search(text))), None))
    ]


def _swaps(candidate: Candidate, record: list[PastAssignment]) -> list[tuple[re.Pattern[str], str]]:
    kinds = {
        name: work.organisation_kind or SOME_ORGANISATION
        for work in record
        for name in _names(work.organisation)
    }
    if candidate.user and len(candidate.user.full_name) >= _SHORTEST:
        kinds[candidate.user.full_name] = THE_PERSON
    # Longest first: "Harrow Works Ltd" before "Harrow Works".
    names = sorted(kinds, key=lambda name: (-len(name), name))
    return [(_pattern(name), kinds[name]) for name in names] + [(_ADDRESS, "…")]


def _names(organisation: str) -> list[str]:
    bare = _LEGAL.sub("", organisation.strip())
    return [name for name in {organisation.strip(), bare} if len(name) >= _SHORTEST]


def _pattern(name: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word) for word in name.split())
    # A name of one word can be an ordinary word ("Boots"), so its case must match.
    flags = re.IGNORECASE if len(name.split()) > 1 else re.NOFLAG
    return re.compile(rf"(?<!\w){words}(?!\w)", flags)


def _skill(skill: CandidateSkill) -> dict[str, Any]:
    return {
        "code": skill.concept.code,
        "label": skill.concept.label,
        "level": skill.level,
        "level_label": _label(Level, skill.level),
        "years": skill.years,
        "last_used": skill.last_used,
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


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
