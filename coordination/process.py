"""What the coordinator of a brief reads: steps, clocks and counts for each firm, and no names.

Conversations are counted in three groups. Whether somebody was put forward is known to the client
and the firm that speaks for them (`engagements.progress.as_firms_read`), so it is in none of them.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from accounts.access import Answer
from accounts.models import Deadline, User, subject_key
from coordination import policy
from coordination.models import Nudge
from engagements.models import Brief, PanelSeat
from interimhub.lib.prepared import Prepared
from providers.models import Consultant, consultant_of
from shortlists.models import Approach, Entry

ASKED, REPRESENTED, ENDED = "asked, no answer yet", "represented", "ended"
GROUPS = (ASKED, REPRESENTED, ENDED)


@dataclass(frozen=True, slots=True)
class FirmLine:
    """One firm on the panel, as its coordinator reads it.

    Attributes:
        seat: its seat.
        standing: whether it has the brief open, who answers for it, or that it has refused.
        late, waits: how many of its own deadlines on the brief have passed, and are still to come.
        next_due_at: when the earliest of them is due; None without any.
        counts: its conversations by group, 0 included.
        nudged_at: when it was last reminded; None if never.
        may_nudge: whether the reader may remind it.
    """

    seat: PanelSeat
    standing: str
    late: int
    waits: int
    next_due_at: datetime | None
    counts: list[tuple[str, int]]
    nudged_at: datetime | None
    may_nudge: Answer


@dataclass(frozen=True, slots=True)
class Process:
    """The firms on a brief, late ones first, and what waits for the client."""

    firms: list[FirmLine]
    client_late: int
    client_waits: int


def process_of(brief: Brief, reader: User, *, now: datetime) -> Process:
    """Return how far the firms on a brief are. The number of queries is the same for any panel."""
    seats = _SEATS(brief=brief)
    counts = _counts(brief)
    own = consultant_of(reader)
    people = dict(_PEOPLE(brief=brief))
    firms = {subject_key(seat.firm): seat.firm_id for seat in seats}
    of_firms: dict[int, list[datetime]] = {seat.firm_id: [] for seat in seats}
    of_client: list[datetime] = []
    members = set(_MEMBERS(client=brief.client))
    for owner, organisation, due_at in _CLOCKS(scope=subject_key(brief)):
        firm = people.get(owner or 0) or firms.get(organisation)
        if firm in of_firms:
            of_firms[firm].append(due_at)
        elif owner in members:
            of_client.append(due_at)
    nudged = {row.seat_id: row.sent_at for row in reversed(_NUDGES(brief=brief))}
    lines = []
    for seat in seats:
        seat.brief = brief
        due = of_firms[seat.firm_id]
        late = sum(moment < now for moment in due)
        lines.append(
            FirmLine(
                seat=seat,
                standing=_standing(seat),
                late=late,
                waits=len(due) - late,
                next_due_at=min(due, default=None),
                counts=[(group, counts[seat.firm_id, group]) for group in GROUPS],
                nudged_at=nudged.get(seat.pk),
                may_nudge=policy.takes_nudges(seat, by=own.firm_id if own else None),
            )
        )
    lines.sort(key=lambda line: (-line.late, line.seat.firm.name.lower()))
    late = sum(moment < now for moment in of_client)
    return Process(lines, client_late=late, client_waits=len(of_client) - late)


def _standing(seat: PanelSeat) -> str:
    if seat.declined_at:
        return "Has refused, with a reason that the client reads"
    if seat.consultant:
        return f"{seat.consultant.user.full_name} answers for it"
    if seat.opened_at:
        return "Has the open brief; nobody answers for it yet"
    return "Invited; nobody answers for it yet"


def _counts(brief: Brief) -> Counter[tuple[int, str]]:
    """Return how many conversations each firm has, by firm and group."""
    counts: Counter[tuple[int, str]] = Counter()
    for firm, status in _APPROACHES(brief=brief):
        if status == Approach.Status.WAITING:
            counts[firm, ASKED] += 1
        elif status != Approach.Status.ACCEPTED:
            counts[firm, ENDED] += 1
    for firm, status in _ENTRIES(brief=brief):
        is_live = Entry.MOVES[Entry.Status(status)] and status != Entry.Status.ENGAGED
        counts[firm, REPRESENTED if is_live else ENDED] += 1
    return counts


def _clocks(*, scope: str) -> QuerySet[Deadline, Any]:
    rows = Deadline.objects.open().filter(scope=scope, paused_at__isnull=True)
    return rows.exclude(due_at=None).values_list("owner", "organisation", "due_at")


_SEATS: Prepared[PanelSeat] = Prepared(
    lambda *, brief: PanelSeat.objects.filter(brief=brief).invited().with_firms().in_order()
)
_PEOPLE: Prepared[tuple[int, int]] = Prepared(
    lambda *, brief: Consultant.objects.filter(
        Q(firm__seats__brief=brief, firm__seats__withdrawn_at=None)
    ).values_list("user", "firm")
)
_MEMBERS: Prepared[int] = Prepared(
    lambda *, client: client.members.model._default_manager.filter(client=client).values_list(
        "user", flat=True
    )
)
_CLOCKS: Prepared[tuple[int | None, str, datetime]] = Prepared(_clocks)
_NUDGES: Prepared[Nudge] = Prepared(lambda *, brief: Nudge.objects.latest_on(brief))
_APPROACHES: Prepared[tuple[int, str]] = Prepared(
    lambda *, brief: Approach.objects.on(brief).values_list("firm", "status")
)
_ENTRIES: Prepared[tuple[int, str]] = Prepared(
    lambda *, brief: Entry.objects.filter(brief=brief, mandated_at__isnull=False).values_list(
        "firm", "status"
    )
)
