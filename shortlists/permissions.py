"""What every permission to represent is made of, and what goes on after one ends early."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max
from django.utils import timezone

from accounts.models import Deadline
from candidates.models import Candidate
from candidates.snapshot import snapshot
from engagements.pack import brief_pack
from interimhub.lib.refused import Refused
from providers.models import Firm
from shortlists.models import Entry, Mandate

LASTS = timedelta(days=30)
LONGEST = timedelta(days=90)
# Of the brief as the interim read it: where, when and for whom the work is.
WORK = (
    *("title", "client", "place", "region", "starts_on", "duration_weeks", "days_per_week"),
    *("days_on_site", "language"),
)


class ProfileMovedOn(Refused):
    """The profile has changed since it was shown."""


# What a new version takes over from the last one.
KEPT = (
    *("entry", "brief", "candidate", "firm", "consultant", "brief_version", "work", "conflicts"),
    *("profile_version", "profile", "can_start_on", "availability_confirmed_on", "ends_on"),
)


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile as it may be shown on one brief, frozen."""

    version: int
    shown: dict[str, Any]


def work_of(entry: Entry) -> dict[str, Any]:
    """Return position, client, place and dates of the brief as it is now, as plain values."""
    pack = brief_pack(entry.brief, named=True).as_json()
    return {name: pack[name] for name in WORK if pack.get(name) not in (None, "")}


def profile_of(entry: Entry, *, seen: int, can_start_on: date, now: datetime) -> Profile:
    """Return a copy of the profile with the start day that the interim gave for this brief.

    The profile itself is not changed. Every firm reads it, and a changed day would show the
    other firms that one of them was chosen.

    Args:
        seen: the version of the profile that the interim has looked at.

    Raises:
        ProfileMovedOn: it was changed since.
    """
    people = Candidate.objects.select_related("user").select_for_update(of=("self",))
    candidate = people.get(pk=entry.candidate_id)
    if candidate.version != seen:
        raise ProfileMovedOn(
            "Your profile has changed since you opened this page. Look at it again, then choose."
        )
    days = {
        "available_from": can_start_on.isoformat(),
        "availability_confirmed_on": timezone.localdate(now).isoformat(),
    }
    return Profile(candidate.version, snapshot(candidate, named=True) | days)


def contents(
    entry: Entry, profile: Profile, *, can_start_on: date, confirmed_on: date
) -> dict[str, Any]:
    """Return what a version says of brief and profile, as arguments of `Mandate`."""
    return {
        "brief_version": entry.brief.version,
        "work": work_of(entry),
        "profile_version": profile.version,
        "profile": profile.shown,
        "can_start_on": can_start_on,
        "availability_confirmed_on": confirmed_on,
    }


def next_number(entry: Entry) -> int:
    """Return the number of the next version in a conversation, which is locked."""
    last: int | None = entry.mandates.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def renew(mandate: Mandate, *, now: datetime, **changes: Any) -> Mandate:
    """Put a new version in the place of one in force; the conversation is locked."""
    facts = {name: getattr(mandate, name) for name in KEPT} | changes
    mandate.replace(now=now)
    return Mandate.objects.create(
        **facts,
        status=Mandate.Status.GRANTED,
        number=next_number(mandate.entry),
        granted_at=now,
    )


def end_requests(
    entry: Entry, *, now: datetime, firm: Firm | None = None, is_refused: bool = False
) -> None:
    """End what firms have asked for and the interim has not answered, of one firm or of all."""
    for mandate in entry.mandates.requested().order_by("pk"):
        if firm is None or mandate.firm_id == firm.pk:
            mandate.refuse(now=now) if is_refused else mandate.lapse(now=now)
            Deadline.objects.about(mandate).close(now=now)


def go_on(entry: Entry, *, now: datetime) -> Entry:
    """Begin the conversation in which an interim chooses another firm after the last one ended.

    It is a row of its own, so that the next firm reads nothing of what the last one wrote.
    """
    begun = Entry.objects.create(
        brief=entry.brief,
        candidate=entry.candidate,
        firm=entry.firm,
        consultant=entry.consultant,
        result=entry.result,
        goes_on_from=entry.goes_on_from or entry,
    )
    begun.approach(now=now)
    begun.say_interested(now=now)
    return begun
