"""Who is told: the people around one entry, each with the page that is theirs."""

from datetime import datetime

from django.urls import reverse

from accounts.emails import tell
from engagements.models import Brief
from providers.models import Consultant
from shortlists import letters
from shortlists.letters import Letter
from shortlists.models import Entry


def the_interim(entry: Entry, letter: Letter, *, now: datetime) -> None:
    """Tell the interim, unless they have never heard of it."""
    user = entry.candidate.user
    if user is None or entry.approached_at is None:
        return
    tell(user, subject=letter.subject, body=letter.body, url=entry.get_absolute_url(), now=now)


def the_consultant(entry: Entry, letter: Letter, *, now: datetime) -> None:
    """Tell the consultant who approached or represents the interim."""
    tell(
        entry.consultant.user,
        subject=letter.subject,
        body=letter.body,
        url=entry.get_absolute_url(),
        now=now,
    )


def the_manager(entry: Entry, letter: Letter, *, now: datetime) -> None:
    """Tell the hiring manager, with a link to the person's page."""
    url = reverse("shortlists:person", args=[entry.ref])
    manager = entry.brief.manager.user
    tell(manager, subject=letter.subject, body=letter.body, url=url, now=now)


def a_passed_over(consultant: Consultant, brief: Brief, *, now: datetime) -> None:
    """Tell a firm that asked and was not chosen the one thing it may know."""
    letter = letters.not_available(brief)
    tell(
        consultant.user,
        subject=letter.subject,
        body=letter.body,
        url=brief.get_absolute_url(),
        now=now,
    )


def the_panel(brief: Brief, letter: Letter, *, now: datetime) -> None:
    """Tell the consultant of each firm on the brief."""
    seats = brief.seats.standing().in_order().select_related("consultant__user")
    for seat in seats:
        if seat.consultant:
            tell(
                seat.consultant.user,
                subject=letter.subject,
                body=letter.body,
                url=brief.get_absolute_url(),
                now=now,
            )
