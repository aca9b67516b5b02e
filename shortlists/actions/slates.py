"""The slate of a brief: opened at its hour or earlier, and the choice of whom to meet."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from accounts.models import Activity, Role, User
from accounts.organisations.membership import insist_on_membership
from engagements.models import Brief
from engagements.people import stood_in_for
from engagements.trail import BriefEvent
from interimhub.lib.refused import MovedOn, Refused
from providers.models import Firm
from shortlists import places, slate
from shortlists.locking import insist_in_search, lock_brief, lock_entry
from shortlists.models import Entry, FirmDone, Submission
from shortlists.policy.firms import the_consultant
from shortlists.submission_checks import in_front_of_client
from shortlists.trail import EntryEvent


class StillSealed(Refused):
    """A firm on the panel has not said that it is done, and the hour has not come."""


class TooMany(Refused):
    """More people were chosen than places are free, or nobody."""


class PlaceIsKept(Refused):
    """One place is kept for somebody of a specialist firm."""


@transaction.atomic(durable=True)
def open_due(brief: Brief, *, now: datetime) -> bool:
    """Open a slate whose hour has come; return whether it was opened."""
    brief = lock_brief(brief.pk)
    if not slate.is_due(brief, now=now):
        return False
    places.give(brief, now=now)
    return True


@transaction.atomic(durable=True)
def say_done(brief: Brief, *, by: User, now: datetime) -> None:
    """Record that a firm puts nobody more forward before the slate opens. Said twice, it is once.

    Raises:
        MovedOn: the slate is open already.
        NotAMember: `by` has left the firm.
    """
    consultant = the_consultant(by)
    brief = lock_brief(brief.pk)
    insist_on_membership(consultant)
    insist_in_search(brief)
    if not slate.is_sealed(brief):
        raise MovedOn("The client reads about everybody already.", row=brief)
    facts = {"said_by": by, "said_at": now}
    FirmDone.objects.get_or_create(brief=brief, firm=consultant.firm, defaults=facts)


@transaction.atomic(durable=True)
def open_early(brief: Brief, *, by: User, now: datetime) -> None:
    """Open a slate before its hour, once every firm on the panel has said that it is done.

    Raises:
        StillSealed: a firm is still at work.
        BriefOnHold, BriefOver: the brief is not in search.
    """
    brief = lock_brief(brief.pk)
    insist_in_search(brief)
    if not slate.is_sealed(brief):
        raise MovedOn("This was opened already.", row=brief, kind=BriefEvent.SLATE_OPENED)
    if slate.firms_at_work(brief):
        raise StillSealed("A firm has not said that it is done, so this opens at its hour.")
    places.open_now(brief, by=by, now=now)
    places.give(brief, now=now)


@transaction.atomic(durable=True)
def choose_people(brief: Brief, *, chosen: Collection[str], by: User, now: datetime) -> None:
    """Choose whom to meet, where more people wait than places are free.

    Args:
        chosen: the keys of their rows on the blind page (`slate.drawn`).

    Raises:
        MovedOn: nobody has to be chosen any more, or somebody chosen no longer waits.
        TooMany: nobody, or more people than places are free.
        PlaceIsKept: none of them is of a specialist firm, though one waits.
        BriefOnHold, BriefOver: the brief is not in search.
    """
    brief = lock_brief(brief.pk)
    insist_in_search(brief)
    people, free = places.waiting_people(brief), places.free_places(brief)
    picked = [row for row in people if slate.drawn(row) in set(chosen)]
    if not places.is_to_choose(brief, people, free) or len(picked) < len(set(chosen)):
        raise MovedOn("Who waits has changed since you opened this page.", row=brief)
    if not 0 < len(picked) <= free:
        raise TooMany(f"Choose at least one person, and {free} at most.")
    is_one = any(row.firm.kind == Firm.Kind.SPECIALIST for row in picked)
    if len(picked) == free and not is_one and places.keeps_for_specialist(brief, people):
        raise PlaceIsKept(
            "One place is kept for somebody of a specialist firm: choose one of those marked so, or"
            " leave a place free."
        )
    places.show(brief, picked, by=by, now=now)
    Activity.record(
        by=by,
        role=Role.MANAGER,
        on_behalf_of=stood_in_for(brief, by=by, now=now),
        kind=BriefEvent.PEOPLE_CHOSEN,
        subject=brief,
        facts={"chosen": len(picked), "of": len(people)},
        now=now,
    )


@transaction.atomic(durable=True)
def prefer(entry: Entry, *, by: User, now: datetime) -> None:
    """Move somebody one place up in the firm's own order of its people on the brief.

    Raises:
        NotAMember: `by` has left the firm.
    """
    entry = lock_entry(entry)
    insist_on_membership(the_consultant(by))
    own = Submission.objects.filter(entry__in=in_front_of_client(entry))
    mine = own.filter(entry=entry).first()
    if mine is None or mine.choice == 1:
        return
    own.filter(choice=mine.choice - 1).update(choice=mine.choice)
    Submission.objects.filter(pk=mine.pk).update(choice=mine.choice - 1)
    Activity.record(by=by, role=Role.CONSULTANT, kind=EntryEvent.PREFERRED, subject=entry, now=now)
