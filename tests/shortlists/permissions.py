"""Helpers for tests of permissions: somebody is represented and may choose another firm."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from accounts.models import User
from engagements.models import Brief
from providers.models import Consultant
from shortlists.actions import mandates
from shortlists.actions import permissions as actions
from shortlists.models import Entry, Mandate
from tests.factories import NOW, TODAY
from tests.shortlists.worlds import mandated, open_to, ready_brief, seat_on

REASON = "The board asks for two weeks more than we had planned."
UNTIL = TODAY + timedelta(days=60)


@dataclass
class Represented:
    """An interim whom one of two firms on a brief represents."""

    brief: Brief
    entry: Entry
    mandate: Mandate
    interim: User
    ours: Consultant
    theirs: Consultant


def represented(**facts: Any) -> Represented:
    """Return an interim who has chosen the first of two firms."""
    brief = ready_brief(**facts)
    ours, theirs = seat_on(brief), seat_on(brief)
    person = open_to(ours.firm, availability_confirmed_on=TODAY)
    entry, mandate = mandated(brief, ours, person)
    assert person.user is not None
    return Represented(brief, entry, mandate, person.user, ours, theirs)


def take_back(world: Represented) -> Entry:
    """Let the interim take the permission back; return the conversation that follows."""
    return actions.take_back_mandate(world.entry, by=world.interim, now=NOW)


def choose(entry: Entry, consultant: Consultant) -> Mandate:
    """Let the interim choose a firm."""
    assert entry.candidate.user is not None
    return mandates.grant_mandate(
        entry,
        firm=consultant.firm,
        profile_version=entry.candidate.version,
        can_start_on=TODAY,
        by=entry.candidate.user,
        now=NOW,
    )


def ask(entry: Entry, by: Consultant, **facts: Any) -> Mandate:
    """Let a firm ask for the permission."""
    asked = {"ends_on": UNTIL, "reason": REASON} | facts
    return actions.request_mandate(entry, by=by.user, now=NOW, **asked)
