"""Whose turn it is: what waits for an interim, and what for a hiring manager."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch
from django.urls import reverse

from accounts.models import User
from accounts.waits import Wait
from candidates.models import candidate_of
from engagements.models import Brief, BriefQuerySet, client_member_of
from shortlists.models import Entry, EntryQuerySet, InterviewSlot

PEOPLE = ("brief__client", "candidate__user", "firm", "consultant__user")


def waits_for_interim(user: User, *, now: datetime) -> list[Wait]:
    """Return the approaches to answer and the times to pick."""
    candidate = candidate_of(user)
    if candidate is None:
        return []
    rows = Entry.objects.of_candidate(candidate).on_the_move().select_related(*PEOPLE)
    return [*_to_answer(rows), *_to_pick(rows, now)]


def waits_for_client(user: User, *, now: datetime) -> list[Wait]:
    """Return the people to read and to decide on, and the held briefs to look at again."""
    member = client_member_of(user)
    if member is None:
        return []
    rows = Entry.objects.filter(brief__manager=member).on_the_move().select_related(*PEOPLE)
    return [
        *_to_read(rows),
        *_to_decide(rows),
        *_to_propose(rows),
        *_to_look_at(Brief.objects.filter(manager=member), now),
    ]


def _speaker(entry: Entry) -> str:
    return f"{entry.consultant.user.get_full_name()}, {entry.firm.name}"


def _name(entry: Entry) -> str:
    user = entry.candidate.user
    return user.get_full_name() if user else "An interim"


def _to_answer(rows: EntryQuerySet) -> list[Wait]:
    return [
        Wait(
            who=_speaker(entry),
            what="Asks whether this could interest you",
            about=entry.brief.name,
            url=entry.get_absolute_url(),
            verb="Read the letter",
            due_at=entry.reply_due_at,
            started_at=entry.approached_at,
        )
        for entry in rows.filter(status=Entry.Status.APPROACHED).order_by("reply_due_at", "ref")
    ]


def _to_pick(rows: EntryQuerySet, now: datetime) -> list[Wait]:
    to_come = InterviewSlot.objects.standing().filter(starts_at__gt=now).soonest_first()
    picked = InterviewSlot.objects.filter(entry=OuterRef("pk"), picked_at__isnull=False)
    arranging = (
        rows.filter(status=Entry.Status.INTERVIEW)
        .exclude(Exists(picked))
        .prefetch_related(Prefetch("slots", to_come))
        .order_by("invited_at", "ref")
    )
    return [
        Wait(
            who=entry.brief.client.name,
            what="Proposes times to meet you",
            about=entry.brief.name,
            url=entry.get_absolute_url() + "#times",
            verb="Pick a time",
            due_at=entry.slots.all()[0].starts_at,
            started_at=entry.invited_at,
        )
        for entry in arranging
        if entry.slots.all()
    ]


def _to_read(rows: EntryQuerySet) -> list[Wait]:
    return [
        Wait(
            who=_speaker(entry),
            what=f"Puts {_name(entry)} forward",
            about=entry.brief.name,
            url=reverse("shortlists:person", args=[entry.ref]),
            verb="Read about them",
            due_at=None,
            started_at=entry.submitted_at,
        )
        for entry in rows.filter(status=Entry.Status.SUBMITTED).order_by("submitted_at", "ref")
    ]


def _to_decide(rows: EntryQuerySet) -> list[Wait]:
    return [
        Wait(
            who=_name(entry),
            what="Waits for your answer: an invitation or a reason",
            about=entry.brief.name,
            url=reverse("shortlists:person", args=[entry.ref]),
            verb="Decide",
            due_at=entry.reply_due_at,
            started_at=entry.first_read_at,
        )
        for entry in rows.filter(status=Entry.Status.CLIENT_REVIEW).order_by("reply_due_at", "ref")
    ]


def _to_propose(rows: EntryQuerySet) -> list[Wait]:
    waiting = rows.filter(status=Entry.Status.INTERVIEW).exclude(slots_note="")
    return [
        Wait(
            who=_name(entry),
            what="Could make none of the times",
            about=entry.brief.name,
            url=reverse("shortlists:invite", args=[entry.ref]),
            verb="Propose others",
            due_at=None,
            started_at=entry.updated_at,
        )
        for entry in waiting.order_by("updated_at", "ref")
    ]


def _to_look_at(briefs: BriefQuerySet, now: datetime) -> list[Wait]:
    held = briefs.filter(status=Brief.Status.ON_HOLD, hold_review_on__lte=now.date())
    return [
        Wait(
            who="You",
            what="Wanted to look again at this brief, which is on hold",
            about=brief.name,
            url=reverse("shortlists:resume", args=[brief.ref]),
            verb="Resume the brief",
            due_at=None,
            started_at=brief.held_at,
        )
        for brief in held.order_by("hold_review_on", "ref")
    ]
