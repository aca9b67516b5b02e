"""What co-owners and acting deputies can do for the hiring manager of a brief."""

from datetime import datetime

from accounts.models import SharedWork, User
from engagements.models import Brief, BriefPerson, client_member_of
from interimhub.lib.prepared import Prepared
from shortlists.handover import MANAGERS

_DECIDING: Prepared[BriefPerson] = Prepared(
    lambda *, member, now: BriefPerson.objects.deciding(now).filter(member=member)
)


def work_shared_with(user: User, *, now: datetime) -> SharedWork | None:
    """Return the deadlines of managers that the user can meet too; None for no client's member."""
    member = client_member_of(user)
    if member is None:
        return None
    briefs = [Brief(pk=person.brief_id) for person in _DECIDING(member=member, now=now)]
    return SharedWork(scopes=briefs, kinds=MANAGERS)
