"""What waits for somebody because of an interim's way through a brief."""

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse

from accounts.models import User
from accounts.waits import Wait, derived
from engagements.models import Brief, PanelSeat
from providers.models import consultant_of
from shortlists.conversations import firm_title
from shortlists.models import Entry, Question
from shortlists.turns import waits_for_client, waits_for_interim


@derived
def waits_for(user: User, *, now: datetime) -> list[Wait]:
    """Return what waits for a person, as a consultant, an interim and a client's member."""
    return [
        *waits_for_firm(user, now=now),
        *waits_for_interim(user, now=now),
        *waits_for_client(user, now=now),
    ]


# For a firm's consultant


def waits_for_firm(user: User, *, now: datetime) -> list[Wait]:
    """Return the questions, the people and the matches that wait for a consultant."""
    del now
    if consultant_of(user) is None:
        return []
    return [*_questions(user), *_to_put_forward(user), *_to_review(user)]


def _questions(user: User) -> list[Wait]:
    rows = (
        Question.objects.unanswered()
        .filter(entry__consultant__user=user, entry__status__in=Entry.LIVE)
        .exclude(entry__brief__status=Brief.Status.ON_HOLD)
        .select_related("entry__brief", "entry__candidate__user")
        .prefetch_related("entry__candidate__record")
        .in_order()
    )
    return [
        Wait(
            who=firm_title(question.entry),
            what="An interim asks before they answer",
            about=question.entry.brief.name,
            url=question.entry.get_absolute_url() + "#questions",
            verb="Answer",
            due_at=question.due_at,
            started_at=question.asked_at,
        )
        for question in rows
    ]


def _to_put_forward(user: User) -> list[Wait]:
    rows = (
        Entry.objects.filter(consultant__user=user, status=Entry.Status.MANDATED)
        .exclude(brief__status=Brief.Status.ON_HOLD)
        .select_related("brief", "candidate__user")
        .prefetch_related("candidate__record")
        .order_by("mandated_at", "ref")
    )
    return [
        Wait(
            who=firm_title(entry),
            what="Chose you to represent them: put them forward",
            about=entry.brief.name,
            url=reverse("shortlists:submit", args=[entry.ref]),
            verb="Put forward",
            due_at=entry.brief.slate_due_at,
            started_at=entry.mandated_at,
        )
        for entry in rows
    ]


def _to_review(user: User) -> list[Wait]:
    """Ranked briefs on which the consultant's firm has approached nobody yet."""
    seats = PanelSeat.objects.standing().filter(consultant__user=user, brief=OuterRef("pk"))
    asked = Entry.objects.filter(
        brief=OuterRef("pk"), firm__members__user=user, approached_at__isnull=False
    )
    briefs = (
        Brief.objects.in_search()
        .filter(Exists(seats))
        .exclude(Exists(asked))
        .select_related("client", "manager__user")
        .order_by("opened_at", "ref")
    )
    return [
        Wait(
            who=f"{brief.manager.user.full_name}, {brief.client.name}",
            what="The brief is open: review the matches"
            if brief.is_ranked
            else "The brief is open: interims are being ranked",
            about=brief.name,
            url=reverse("shortlists:matches", args=[brief.ref]),
            verb="Review the matches",
            due_at=brief.slate_due_at,
            started_at=brief.opened_at,
        )
        for brief in briefs
    ]
