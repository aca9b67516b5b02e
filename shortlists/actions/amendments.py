"""A change of a brief comes into force; those represented agree to it."""

from datetime import datetime

from django.db import transaction

from accounts.models import Activity, Role, User
from accounts.organisations.membership import insist_on_membership
from engagements import notices as brief_notices
from engagements.actions.amendments import (
    ChangeNotPossible,
    close,
    insist_on_taking_changes,
)
from engagements.amending import apply_change, from_json
from engagements.completeness import missing_for_confirmation
from engagements.models import Amendment, Brief, FormerBrief
from engagements.notify import notify_client, notify_panel
from engagements.pack import brief_pack
from engagements.trail import BriefEvent
from interimhub.lib.refused import MovedOn
from providers.models import Consultant
from ranking import tasks
from shortlists import notices, notify, waiting
from shortlists.deadlines import ConversationDeadline
from shortlists.locking import insist_in_search, lock_brief, lock_entry
from shortlists.models import Entry, Mandate
from shortlists.showing import end_words
from shortlists.submission_checks import mandate_of
from shortlists.trail import MandateEvent


class ReadAgain(MovedOn):
    """The brief has changed again since the page was opened, or nothing waits to be agreed to."""


@transaction.atomic(durable=True)
def confirm_change(amendment: Amendment, *, by: Consultant, now: datetime) -> None:
    """Let a proposed change come into force as a new version of the brief, and rank people again.

    Everybody in a conversation is told what changed. Whoever was put forward stays. Who is
    represented is asked to agree; nobody is put forward before that, and words that were shown for
    the brief as it was are shown again.

    Raises:
        BriefMovedOn: the brief has changed since the proposal, or is on hold or over.
        ChangeNotPossible: firms would miss an answer that the brief had when this was proposed.
        InvalidMove: the proposal was answered or has ended.
        NotAMember: they have left the firm.
    """
    brief = lock_brief(amendment.brief_id)
    insist_on_membership(by)
    amendment.brief = brief
    if not amendment.confirm(by=by.user, now=now):
        return
    insist_on_taking_changes(brief, seen_version=amendment.base_version)
    close(amendment, now=now)
    FormerBrief.keep(brief, brief.version, brief_pack(brief, named=True), now=now)
    brief.version += 1
    brief.save(update_fields=["version"])
    apply_change(brief, from_json(amendment.proposed), now=now)
    if missing := missing_for_confirmation(Brief.objects.get(pk=brief.pk)):
        raise ChangeNotPossible(f"The change would leave this open: {'; '.join(missing)}.")
    if brief.is_in_search:
        tasks.enqueue_ranking(brief, brief.ranking_key)
    Activity.record(
        by=by.user,
        role=Role.CONSULTANT,
        kind=BriefEvent.CHANGE_CONFIRMED,
        subject=brief,
        facts={"amendment": amendment.pk, "version": brief.version},
        now=now,
    )
    confirmed = brief_notices.ChangeConfirmed(amendment)
    notify_client(brief, confirmed, now=now)
    notify_panel(brief, confirmed, now=now)
    _tell_interims(amendment, brief, now=now)


def _tell_interims(amendment: Amendment, brief: Brief, *, now: datetime) -> None:
    rows = Entry.objects.filter(brief=brief).live().select_related("candidate__user", "firm")
    for entry in rows.order_by("pk"):
        entry.brief = brief
        end_words(entry, now=now)
        notify.interim(entry, notices.BriefChanged(entry, amendment=amendment), now=now)
        if entry.is_represented:
            waiting.close(entry, ConversationDeadline.CHANGE_AGREE, now=now)
            waiting.for_agreement(entry, now=now)


@transaction.atomic(durable=True)
def agree_to_change(entry: Entry, *, seen_version: int, by: User, now: datetime) -> None:
    """Let the permission to represent hold for the brief as it reads now.

    Args:
        seen_version: the version that the interim has read.

    Raises:
        ReadAgain: the brief has changed again since, or no firm represents them any more.
        BriefOnHold, BriefOver: the brief is not in search.
    """
    entry = lock_entry(entry)
    insist_in_search(entry.brief)
    mandate = mandate_of(entry)
    if mandate is None:
        raise ReadAgain("No firm represents you on this brief any more.", row=entry)
    if seen_version != entry.brief.version:
        raise ReadAgain(
            "The brief has changed again since you opened this page. Read it as it is now.",
            row=entry,
        )
    if not Mandate.objects.filter(pk=mandate.pk, brief_version__lt=seen_version).update(
        brief_version=seen_version
    ):
        return
    waiting.close(entry, ConversationDeadline.CHANGE_AGREE, now=now)
    Activity.record(
        by=by,
        role=Role.INTERIM,
        kind=MandateEvent.CHANGE_AGREED,
        subject=entry,
        facts={"mandate": mandate.pk, "version": seen_version},
        now=now,
    )
    notify.consultant(entry, notices.ChangeAgreed(entry), now=now)
