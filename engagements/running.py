"""The briefs that go on without the reader for now, for the page *today*."""

from datetime import datetime

from accounts.models import User
from accounts.waits import Running
from engagements.models import (
    BRIEF_PARTS,
    Brief,
    BriefQuerySet,
    ClientMember,
    PanelSeat,
    client_member_of,
)
from engagements.people import load_people
from engagements.progress import as_firms_read
from engagements.turns import turn_of
from interimhub.lib.prepared import Prepared
from providers.models import Consultant, consultant_of


def running_briefs(user: User, *, now: datetime) -> list[Running]:
    """Return a line for each brief that somebody decides on or answers for, if others act next.

    Drafts and ended briefs are left out, and for a consultant briefs in search: their conversations
    and the matches to review say more. Latest change first.
    """
    if member := client_member_of(user):
        briefs = _OF_MANAGER(user=user, member=member, now=now)
        BRIEF_PARTS.attach(row for row in briefs if row.is_in_search)
        load_people(row for row in briefs if row.manager_id != member.pk)
    elif consultant := consultant_of(user):
        rows = _OF_CONSULTANT(user=user, consultant=consultant)
        briefs = [as_firms_read(row) for row in rows]
    else:
        return []
    turns = [(brief, turn_of(brief, user)) for brief in briefs]
    return [
        Running(title=brief.name, what=turn.text, url=brief.get_absolute_url(), at=turn.due_at)
        for brief, turn in turns
        if not turn.is_mine
    ]


def _live(user: User) -> BriefQuerySet:
    rows = Brief.objects.visible_to(user).live().kept().with_turn()
    return rows.select_related("client", "manager__user")


def _of_manager(*, user: User, member: ClientMember, now: datetime) -> BriefQuerySet:
    rows = _live(user).decided_by(member, now=now)
    return rows.exclude(status=Brief.Status.DRAFT).newest_first()


def _of_consultant(*, user: User, consultant: Consultant) -> BriefQuerySet:
    # By creation: the last change of a brief may reveal what another firm did.
    seats = PanelSeat.objects.answered_by(consultant).values("brief")
    return _live(user).exclude(status__in=Brief.RANKED).filter(pk__in=seats).latest_first()


_OF_MANAGER: Prepared[Brief] = Prepared(_of_manager)
_OF_CONSULTANT: Prepared[Brief] = Prepared(_of_consultant)
