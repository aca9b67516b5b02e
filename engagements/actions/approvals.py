"""Approving a brief: somebody else than its manager says that it is to be filled."""

from datetime import datetime

from django.db import transaction

from accounts.models import Activity, Role, User
from accounts.organisations.membership import insist_on_membership
from engagements import notices
from engagements.models import Brief, BriefApproval, ClientMember
from engagements.notify import notify_client
from engagements.recording import lock_brief
from engagements.trail import BriefEvent
from interimhub.lib.refused import MovedOn, Refused


class OwnApproval(Refused):
    """Refused: a manager does not approve their own brief while the organisation has others."""


class NothingToApprove(MovedOn):
    """Refused: the brief has changed since it was read, is a draft again, or has ended."""


@transaction.atomic(durable=True)
def approve_brief(
    brief: Brief, *, approver: ClientMember, seen_version: int, words: str, now: datetime
) -> BriefApproval:
    """Approve one version of a brief. The same version once more changes nothing.

    Args:
        seen_version: the version that the approver has read.

    Raises:
        OwnApproval: they manage the brief, and their organisation has other members.
        NothingToApprove: the brief has changed since, is being written, or has ended.
        NotAMember: they have left the organisation.
    """
    brief = lock_brief(brief)
    insist_on_membership(approver)
    if brief.is_draft or brief.has_ended or brief.version != seen_version:
        raise NothingToApprove("This brief has moved on since you opened the page.", row=brief)
    is_own = approver.pk == brief.manager_id
    if is_own and brief.client.members.active().count() > 1:
        raise OwnApproval("You manage this brief. Ask a colleague to approve it.")
    approval, is_new = BriefApproval.objects.get_or_create(
        brief=brief,
        brief_version=brief.version,
        approver=approver,
        defaults={"is_own": is_own, "words": words, "approved_at": now},
    )
    if is_new:
        Activity.record(
            by=approver.user,
            role=Role.MEMBER,
            kind=BriefEvent.APPROVED,
            subject=brief,
            facts={"version": brief.version},
            note=words,
            now=now,
        )
        by: User = approver.user
        notify_client(brief, notices.BriefApproved(approval), but=by, now=now)
    return approval
