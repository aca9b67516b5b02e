"""Presenter of the comparison: one column per submitted person, one row per criterion."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join

from accounts.models import User
from engagements.models import Brief, Criterion, criteria_of, requirements_of
from interimhub.lib.languages import foreign_language_of
from interimhub.lib.prepared import Prepared
from interimhub.lib.templatetags.ui import quoted
from ranking.blind import explain_blind
from ranking.explanation import STATES, TITLES, ReasonLine, ResultExplanation
from shortlists.models import (
    Entry,
    EntryQuerySet,
    HeldAnswer,
    InterviewSlot,
    Rationale,
    held_no,
)
from shortlists.reasons import results_of
from shortlists.words_read import cited, work_of

Profile = dict[str, Any]
"""A snapshot of a profile (`candidates.snapshot`)."""

TONES = {"have": "met", "near": "wait", "missing": "breach"}


@dataclass(frozen=True, slots=True)
class Person:
    """The head of a column."""

    name: str
    line: str
    url: str
    pill_label: str
    pill_tone: str
    seed: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """The cell of one row and one person; `state` says in words what `tone` shows."""

    text: str
    tone: str = ""
    state: str = ""
    proof: str = ""
    why: ResultExplanation | None = None


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One criterion, must-have or fact; `language` is that of the brief, where it is quoted."""

    label: str
    detail: str
    cells: list[Cell] = field(default_factory=list)
    is_thread: bool = False
    language: str = ""


def with_everything(rows: EntryQuerySet) -> EntryQuerySet:
    """Load everything that the client's pages show, in a fixed number of queries."""
    rationales = Rationale.objects.select_related("evidence", "criterion")
    return (
        rows.with_due()
        .select_related(
            "brief__client",
            "brief__manager__user",
            "candidate__user",
            "firm",
            "consultant__user",
            "result__run",
            "result__candidate__user",
            "submission__mandate",
            "submission__consultant__user",
            "submission__consultant__firm",
            "end_criterion",
            "held__by",
        )
        .prefetch_related(
            Prefetch("submission__rationales", rationales),
            "result__candidate__record",
            Prefetch("slots", InterviewSlot.objects.active().soonest_first()),
        )
    )


def _put_forward(*, user: User, brief: Brief) -> EntryQuerySet:
    rows = Entry.objects.visible_to(user).filter(brief=brief).put_forward()
    return with_everything(rows.first_put_forward_first())


put_forward: Prepared[Entry] = Prepared(_put_forward)
"""Everybody put forward on a `brief` whom a `user` may see, with all that the pages show."""


def stands_for_client(entry: Entry) -> str:
    """Return where somebody stands, as the client reads it."""
    if entry.submission.is_withdrawn:
        return "Taken back by the firm"
    if held_no(entry, HeldAnswer.Kind.CLIENT):
        return "Declined, not sent yet"
    if entry.is_unread:
        return "New, not read yet"
    if entry.submission.has_news:
        return "Corrected since you read it"
    return entry.get_status_display()


def awaited(entry: Entry) -> str:
    """Return what `next_due_at` is the deadline of, as the client reads it; needs active slots."""
    if entry.is_unread:
        return "Read about them"
    if not entry.is_at_interview:
        return "Your answer"
    slots = entry.slots.all()
    if any(slot.picked_at for slot in slots):
        return "Your answer after the meeting"
    return "They pick a time" if slots else "New times from you"


def people_of(entries: list[Entry]) -> list[Person]:
    """Return the heads of the columns."""
    return [
        Person(
            name=entry.submission.mandate.profile.get("name") or "Name not given",
            line=entry.submission.mandate.profile.get("headline", ""),
            url=reverse("shortlists:person", args=[entry.ref]),
            pill_label=stands_for_client(entry),
            pill_tone=entry.status_tone,
        )
        for entry in entries
    ]


def rows_of(brief: Brief, entries: list[Entry]) -> list[ComparisonRow]:
    """Return a row for each criterion, each must-have, and the practical facts."""
    found = results_of(brief, entries)
    whys = [explain_blind(found[entry.pk]) if entry.pk in found else None for entry in entries]
    profiles: list[Profile] = [entry.submission.mandate.profile for entry in entries]
    return [
        *_criteria(brief, entries),
        *fit(whys),
        *must_haves(brief, profiles, whys),
        *record(whys),
        *_practical(entries),
    ]


def fit(whys: Sequence[ResultExplanation | None]) -> list[ComparisonRow]:
    """Return the row of scores with their reasons; none if nobody was ranked."""
    if not any(whys):
        return []
    cells = [Cell("Found without the ranking", why=why) for why in whys]
    return [ComparisonRow("Why they fit", "as the interim reads it too", cells)]


def _criteria(brief: Brief, entries: list[Entry]) -> list[ComparisonRow]:
    said = [
        (
            entry.submission.mandate.profile,
            {item.criterion_id: item for item in entry.submission.rationales.all()},
        )
        for entry in entries
    ]
    return [
        ComparisonRow(
            label=criterion.measure,
            detail=span(criterion, brief.language),
            language=brief.language,
            cells=[_reason(profile, found.get(criterion.pk)) for profile, found in said],
            is_thread=True,
        )
        for criterion in criteria_of(brief)
    ]


def _reason(profile: Profile, rationale: Rationale | None) -> Cell:
    if rationale is None:
        return Cell("")
    work = work_of(profile, str(rationale.evidence.ref) if rationale.evidence else "")
    if work is None:
        return Cell(rationale.text)
    parts = (work.get(name) or "" for name in ("situation", "mandate", "result"))
    told = foreign_language_of("\n".join(parts))
    return Cell(rationale.text, proof=format_html("Evidence: {}", quoted(cited(work), told)))


def span(criterion: Criterion, language: str) -> str:
    """Return the baseline, the target and the day of a criterion in one line."""
    parts = [quoted(words, language) for words in (criterion.baseline, criterion.target)]
    line = format_html_join(" → ", "{}", ((part,) for part in parts if part))
    if not criterion.due_on:
        return line
    return format_html("{} by {}", line, date_format(criterion.due_on, "j F Y"))


def must_haves(
    brief: Brief, profiles: list[Profile], whys: Sequence[ResultExplanation | None]
) -> list[ComparisonRow]:
    """Return a row for each must-have, by the profiles, and the reasons for what they lack."""
    rows = []
    for requirement in requirements_of(brief):
        if not requirement.is_must:
            continue
        code = requirement.concept.code
        level = f", {requirement.get_level_display().lower()}" if requirement.level else ""
        rows.append(
            ComparisonRow(
                label=requirement.concept.label,
                detail=f"must have{level}",
                cells=[_held(*one, code) for one in zip(profiles, whys, strict=True)],
            )
        )
    return rows


def _held(profile: Profile, why: ResultExplanation | None, code: str) -> Cell:
    """Return how an interim meets a must-have: by the profile, else by the reasons."""
    for skill in profile.get("skills", []):
        if skill.get("code") == code:
            words = [skill.get("level_label") or "level not given"]
            if skill.get("years"):
                words.append(f"{skill['years']} years")
            if skill.get("last_used"):
                words.append(f"last used {skill['last_used']}")
            return Cell(", ".join(words), "met", STATES["have"])
    for line in why.lines if why else []:
        if line.key == f"requirement:{code}" and line.state != "missing":
            return Cell(line.detail, TONES[line.state], STATES[line.state])
    return Cell("Not on the profile: ask about it", "wait", STATES["missing"])


def record(whys: Sequence[ResultExplanation | None]) -> list[ComparisonRow]:
    """Return a row for past roles and one for texts, where the ranking compared them."""
    found = [by_key(why) for why in whys]
    return [
        ComparisonRow(TITLES[kind], detail, [shown(lines.get(f"{kind}:{kind}")) for lines in found])
        for kind, detail in (
            ("role", "the nearest to this one"),
            ("words", "the sentence closest to the brief"),
        )
        if any(f"{kind}:{kind}" in lines for lines in found)
    ]


def by_key(why: ResultExplanation | None) -> dict[str, ReasonLine]:
    """Return the lines of a result by their keys."""
    return {line.key: line for line in why.lines} if why else {}


def shown(line: ReasonLine | None) -> Cell:
    """Return a line as a cell: what it says, and a sentence of the record that shows it."""
    if line is None:
        return Cell("")
    # What is not shown may be so all the same: it is a question, not a fault.
    tone = "met" if line.state == "have" else "wait"
    said = format_html("“{}”", quoted(line.quotes[0].said)) if line.quotes else ""
    return Cell(line.detail, tone, STATES[line.state], proof=said)


def seniority(profiles: list[Profile]) -> ComparisonRow:
    """Return the row of the seniority that the profiles say."""
    return ComparisonRow(
        "Seniority", "", [Cell(profile.get("seniority_label", "")) for profile in profiles]
    )


def _practical(entries: list[Entry]) -> list[ComparisonRow]:
    return [
        seniority([entry.submission.mandate.profile for entry in entries]),
        ComparisonRow("Available", "", [_available(entry) for entry in entries]),
        ComparisonRow(
            "Represented by", "the firm and its consultant", [_voice(entry) for entry in entries]
        ),
        ComparisonRow(
            "To ask about",
            "what the consultant would check",
            [Cell(entry.submission.risk) for entry in entries],
        ),
    ]


def _available(entry: Entry) -> Cell:
    mandate = entry.submission.mandate
    return Cell(
        f"from {date_format(mandate.can_start_on, 'j F Y')}, confirmed "
        f"{date_format(mandate.availability_confirmed_on, 'j F')}"
    )


def _voice(entry: Entry) -> Cell:
    return Cell(f"{entry.speaker().user.get_full_name()}\n{entry.firm.name}")
