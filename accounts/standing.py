"""What a row is now, who made it so and when: for somebody whose page was an old one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import Activity, ActivityKind, User
from accounts.timeline import Names, name_of


@dataclass(frozen=True, slots=True)
class Standing:
    """How a row stands, in the words of one reader and in their time zone.

    Attributes:
        state: a sentence without its full stop, as in "This brief is open now".
        event: who did it and when, as in "You opened it today at 14:02."; "" if nobody knows.
        url: the row as it is now; "" if the reader has no page of it.
        verb: the words of the link.
    """

    state: str
    event: str = ""
    url: str = ""
    verb: str = ""


def last_change(
    events: Iterable[Activity], *, status: str = "", kinds: Iterable[str] = ()
) -> Activity | None:
    """Return the event that made a row what it is.

    Args:
        events: newest first.
        status: the latest one that led to this status; without one, the latest change of status.
        kinds: or the latest one of these kinds.
    """
    wanted = {str(kind) for kind in kinds}
    rows = list(events)
    if wanted:
        return next((row for row in rows if row.kind in wanted), None)
    moves = [row for row in rows if row.after]
    return next((row for row in moves if row.after == status), next(iter(moves), None))


def event_in_words(
    event: Activity | None,
    *,
    kinds: type[ActivityKind] | Mapping[str, type[ActivityKind]],
    names: Names,
    reader: User,
) -> str:
    """Return who did what and when: "You opened it today at 14:02."; "" without an event.

    Args:
        kinds: the list that the event is of, or the lists by the noun of their codes.
        names: the names that the reader may know; others are called by their role.
    """
    if event is None:
        return ""
    known = kinds if isinstance(kinds, type) else kinds[event.kind.partition(".")[0]]
    did = known(event.kind).sentence([event.facts])
    return f"{who(event, names=names, reader=reader)} {did} {when(event.at)}."


def who(event: Activity, *, names: Names, reader: User) -> str:
    """Return who did something as the reader may know it: "You", a name, or a role."""
    return name_of(event, names, reader=reader)


def when(moment: datetime) -> str:
    """Return a moment of the past in the reader's time zone: "today at 14:02"."""
    local, today = timezone.localtime(moment), timezone.localdate()
    away = (today - local.date()).days
    if away in {0, 1}:
        day = ("today", "yesterday")[away]
    else:
        day = "on " + date_format(local, "j F" if local.year == today.year else "j F Y")
    return f"{day} at {local:%H:%M}"
