"""The timeline of a brief, with the names that its reader may know."""

from collections.abc import Iterable, Mapping

from django.db.models import Q

from accounts.models import (
    Activity,
    ActivityQuerySet,
    MembershipQuerySet,
    Role,
    User,
    subject_key,
)
from accounts.timeline import Names, TimelineEvent, timeline
from engagements.models import Brief
from engagements.policy import can_see_as_manager
from engagements.trail import AMONG_COLLEAGUES, BriefEvent
from interimhub.lib.prepared import Prepared
from providers.models import Consultant, consultant_of

MOST_ROWS, MOST_LINES = 200, 30
_BETWEEN_CLIENT_AND_ONE_FIRM = [BriefEvent.SHORTLISTING_STARTED, BriefEvent.INTERVIEWING_STARTED]
_OF_ONE_FIRM = [
    BriefEvent.CONSULTANT_NAMED,
    BriefEvent.SEAT_HANDED_OVER,
    BriefEvent.SEAT_DECLINED,
]


def timeline_of(brief: Brief, reader: User, *, interims: Mapping[int, str]) -> list[TimelineEvent]:
    """Return the latest events of a brief, with the names that its reader may know.

    Members of the client are named to their colleagues and to the panel. Consultants are named to
    the client and to their own firm; other firms read "a firm".

    Args:
        interims: the names of the interims that the reader may know, by user id.
    """
    rows = _latest_of(brief, reader)
    names = names_on(brief, reader, rows, interims=interims)
    colleagues = {row.facts["member"] for row in rows if "member" in row.facts}
    members = brief.client.members.names_by_membership(colleagues) if colleagues else {}
    return timeline(rows, kinds=BriefEvent, names=names, members=members)[:MOST_LINES]


def _latest_of(brief: Brief, reader: User) -> list[Activity]:
    if can_see_as_manager(reader, brief):
        return _LATEST(about=subject_key(brief))
    return list(events_of(brief, reader).with_notes()[:MOST_ROWS])


_LATEST: Prepared[Activity] = Prepared(
    lambda *, about: Activity.objects.filter(subject=about).with_notes().newest_first()[:MOST_ROWS]
)


def events_of(brief: Brief, reader: User) -> ActivityQuerySet:
    """Return the events of a brief that its reader may know of, newest first.

    That somebody is put forward or invited is between the client and one firm, and no firm reads of
    it, not even of its own people: who was first would show. Whom a firm named, and that it gave up
    its seat, is between the client and that firm as well. Who of the client is on the brief is read
    by the client.
    """
    events = Activity.objects.about(brief)
    if not can_see_as_manager(reader, brief):
        events = events.exclude(kind__in=[*_BETWEEN_CLIENT_AND_ONE_FIRM, *AMONG_COLLEAGUES])
        own = consultant_of(reader)
        of_own_firm = Q(facts__firm=own.firm_id if own else None)
        events = events.exclude(~of_own_firm, kind__in=_OF_ONE_FIRM)
    return events.newest_first()


def names_on(
    brief: Brief, reader: User, rows: Iterable[Activity], *, interims: Mapping[int, str]
) -> Names:
    """Return the names of those who did these things, as far as the reader may know them."""
    rows = list(rows)
    actors = {
        role: {row.user_id for row in rows if row.role == role and row.user_id} for role in Role
    }
    acted_for = {row.acted_for_id for row in rows if row.acted_for_id}
    at_client = actors[Role.MANAGER] | actors[Role.MEMBER] | acted_for
    of_client = brief.client.members.names_of(at_client)
    of_firms = _consultants(brief, reader).names_of(actors[Role.CONSULTANT])
    return {
        Role.MANAGER: of_client,
        Role.MEMBER: of_client,
        Role.CONSULTANT: of_firms,
        Role.INTERIM: interims,
    }


def _consultants(brief: Brief, reader: User) -> MembershipQuerySet[Consultant]:
    if can_see_as_manager(reader, brief):
        return Consultant.objects.filter(firm__in=brief.seats.values("firm"))
    own = consultant_of(reader)
    return own.firm.members.all() if own else Consultant.objects.none()
