"""A permission is asked for, refused, renewed, taken back by the interim or given back."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import Activity, Deadline, Role, User
from accounts.organisations.membership import insist_on_membership
from interimhub.lib.refused import MovedOn
from shortlists import notices, notify, places, waiting
from shortlists.deadlines import ConversationDeadline
from shortlists.locking import insist_in_search, lock_entry
from shortlists.models import Entry, Mandate
from shortlists.permissions import (
    contents,
    end_requests,
    go_on,
    next_number,
    profile_of,
    renew,
    work_of,
)
from shortlists.policy import firms as policy
from shortlists.showing import end_words
from shortlists.submission_checks import mandate_of
from shortlists.trail import MandateEvent


class NothingAsked(MovedOn):
    """The request was answered, or has lapsed."""


class NoPermission(MovedOn):
    """No firm represents the interim in this conversation any more."""


@transaction.atomic(durable=True)
def request_mandate(
    entry: Entry, *, ends_on: date, reason: str, conflicts: str = "", by: User, now: datetime
) -> Mandate:
    """Ask an interim for permission to represent them, or for a new version of it.

    They have 72 hours. Nothing changes before their word. Sent twice, it is asked once.

    Args:
        ends_on: the last day asked for.
        reason: why the firm asks.
        conflicts: what the interim has to know before they answer; "" if there is none.

    Raises:
        MovedOn: the firm is not in the conversation, or the interim has answered it.
        NotAMember: `by` has left the firm.
        BriefOnHold, BriefOver: the brief is not in search.
    """
    entry = lock_entry(entry)
    consultant = policy.the_consultant(by)
    insist_on_membership(consultant)
    insist_in_search(entry.brief)
    firm = consultant.firm
    if asked := entry.mandates.requested().of_firm(firm).first():
        return asked
    if not (answer := policy.can_request(by, entry)):
        raise MovedOn(answer.reason, row=entry)
    mandate = Mandate.objects.create(
        entry=entry,
        brief=entry.brief,
        candidate=entry.candidate,
        firm=firm,
        consultant=consultant,
        number=next_number(entry),
        brief_version=entry.brief.version,
        work=work_of(entry),
        ends_on=ends_on,
        reason=reason,
        conflicts=conflicts,
        asked_by=by,
        asked_at=now,
    )
    waiting.for_permission(mandate, now=now)
    _record(mandate, MandateEvent.REQUESTED, by=by, role=Role.CONSULTANT, now=now)
    # Who has chosen another firm is not troubled; the clock lets the request lapse.
    if entry.may_choose_voice or entry.firm_id == firm.pk:
        notify.interim(entry, notices.PermissionWanted(mandate), now=now)
    return mandate


@transaction.atomic(durable=True)
def refuse_request(mandate: Mandate, *, by: User, now: datetime) -> None:
    """Refuse a firm's request; what it may do otherwise stays as it is. No reason is asked.

    Raises:
        NothingAsked: it was answered otherwise, or has lapsed.
    """
    mandate = _asked(mandate)
    if mandate.status == Mandate.Status.REFUSED:
        return
    _insist_on_asked(mandate)
    mandate.refuse(now=now)
    Deadline.objects.about(mandate).close(now=now)
    _record(mandate, MandateEvent.REFUSED, by=by, role=Role.INTERIM, now=now)
    notify.requester(mandate, notices.PermissionRefused(mandate), now=now)


@transaction.atomic(durable=True)
def agree_to_request(mandate: Mandate, *, profile_version: int, by: User, now: datetime) -> None:
    """Give a firm that already represents the interim the new version that it asked for.

    It is for the brief and the profile as they are now.

    Args:
        profile_version: of the profile that the interim has looked at.

    Raises:
        NothingAsked: it was answered otherwise, or has lapsed.
        NoPermission: the firm does not represent them; the first version is given by choosing it.
        ProfileMovedOn: the profile was changed after it was shown.
        BriefOnHold, BriefOver: the brief is not in search.
    """
    mandate = _asked(mandate)
    entry = mandate.entry
    current = _current(entry)
    if mandate.pk == current.pk:
        return
    _insist_on_asked(mandate)
    insist_in_search(entry.brief)
    start = current.starts
    profile = profile_of(entry, seen=profile_version, can_start_on=start, now=now)
    current.replace(now=now)
    agreed = contents(entry, profile, can_start_on=start, confirmed_on=timezone.localdate(now))
    mandate.grant(now=now, **agreed)
    Deadline.objects.about(mandate).close(now=now)
    _use(mandate, by=by, now=now)


@transaction.atomic(durable=True)
def show_current_profile(entry: Entry, *, profile_version: int, by: User, now: datetime) -> None:
    """Let the firm that represents the interim show their profile as it is now: a new version.

    Who has been put forward went with the former one, which the client reads until it is withdrawn.

    Raises:
        NoPermission: no firm represents them.
        ProfileMovedOn: the profile was changed after it was shown.
        BriefOnHold, BriefOver: the brief is not in search.
    """
    entry = lock_entry(entry)
    insist_in_search(entry.brief)
    current = _current(entry)
    if current.profile_version == profile_version:
        return
    start, today = current.starts, timezone.localdate(now)
    profile = profile_of(entry, seen=profile_version, can_start_on=start, now=now)
    facts = {"profile_version": profile.version, "profile": profile.shown}
    _use(
        renew(current, now=now, availability_confirmed_on=today, **facts),
        by=by,
        now=now,
    )


@transaction.atomic(durable=True)
def take_back_mandate(entry: Entry, *, by: User, now: datetime) -> Entry:
    """End a permission at once, without a reason; the interim may choose another firm.

    The conversation with the firm ends and another begins, which is returned. What the client has
    opened stays, marked; what it has not opened it no longer can. Twice, it is done once.

    Raises:
        NoPermission: no firm represents the interim in this conversation.
    """
    entry = lock_entry(entry)
    if entry.has_changed_voice and (next_one := _next(entry)):
        return next_one
    mandate = _current(entry)
    mandate.revoke(now=now)
    text = f"You took back your permission to {entry.firm.name}. You may choose another firm."
    begun, _ = _change_voice(
        entry, mandate, MandateEvent.REVOKED, text=text, by=by, role=Role.INTERIM, now=now
    )
    notify.consultant(entry, notices.PermissionTakenBack(entry), now=now)
    notify.interim(begun, notices.TakingBackConfirmed(begun, firm=entry.firm), now=now)
    return begun


@transaction.atomic(durable=True)
def release_mandate(entry: Entry, *, reason: str, by: User, now: datetime) -> None:
    """Give a permission back on the firm's side, so that the interim may choose another firm.

    Args:
        reason: the interim reads it.

    Raises:
        NoPermission: the firm does not represent the interim any more.
        NotAMember: `by` has left the firm.
    """
    entry = lock_entry(entry)
    insist_on_membership(policy.the_consultant(by))
    if entry.has_changed_voice:
        return
    mandate = _current(entry)
    mandate.release(now=now, reason=reason)
    text = f"{entry.firm.name} gave your permission back, and says why: “{reason.strip()}”"
    begun, event = _change_voice(
        entry, mandate, MandateEvent.RELEASED, text=text, by=by, role=Role.CONSULTANT, now=now
    )
    said = notices.Released(begun, firm=entry.firm, reason=event.note_or_none)
    notify.interim(begun, said, now=now)


def _change_voice(
    entry: Entry,
    mandate: Mandate,
    kind: MandateEvent,
    *,
    text: str,
    by: User,
    role: Role,
    now: datetime,
) -> tuple[Entry, Activity]:
    """End the conversation with a firm, tell the client, and begin the one that follows."""
    before, had_place, was_unread = entry.status, places.has_place(entry), entry.is_unread
    ended = Entry.Status.WITHDRAWN
    entry.end(ended, now=now, by=by, text=text, end_reason=mandate.status)
    end_words(entry, now=now)
    end_requests(entry, now=now)
    waiting.close_all(entry, now=now)
    event = _record(mandate, kind, by=by, role=role, before=before, note=mandate.reason, now=now)
    if had_place and was_unread:
        notify.manager(entry, notices.WithdrawnUnread(entry.brief), now=now)
    elif had_place:
        notify.manager(entry, notices.VoiceChanged(entry), now=now)
    begun = go_on(entry, now=now)
    waiting.for_choice(begun, now=now)
    places.give(entry.brief, now=now)
    return begun, event


def _use(mandate: Mandate, *, by: User, now: datetime) -> None:
    """Let a new version count: words that were shown for the former one are shown again."""
    entry = mandate.entry
    end_words(entry, now=now)
    waiting.close(entry, ConversationDeadline.CHANGE_AGREE, now=now)
    if entry.is_mandated:
        waiting.close(entry, ConversationDeadline.MANDATE_USE, now=now)
        waiting.for_submission(mandate, now=now)
    _record(mandate, MandateEvent.RENEWED, by=by, role=Role.INTERIM, now=now)
    notify.confirm_permission(mandate, now=now)


def _asked(mandate: Mandate) -> Mandate:
    entry = lock_entry(mandate.entry)
    found = Mandate.objects.select_related("firm", "consultant__user").get(pk=mandate.pk)
    found.entry = entry
    return found


def _insist_on_asked(mandate: Mandate) -> None:
    if not mandate.is_requested:
        reason = f"What {mandate.firm.name} asked for is settled: nothing was changed."
        raise NothingAsked(reason, row=mandate.entry)


def _current(entry: Entry) -> Mandate:
    mandate = mandate_of(entry)
    if mandate is None:
        raise NoPermission("No firm represents the interim here any more.", row=entry)
    mandate.entry = entry
    return mandate


def _next(entry: Entry) -> Entry | None:
    return Entry.objects.filter(brief=entry.brief_id, candidate=entry.candidate_id).live().first()


def _record(
    mandate: Mandate,
    kind: MandateEvent,
    *,
    by: User,
    role: Role,
    before: str | None = None,
    note: str = "",
    now: datetime,
) -> Activity:
    return Activity.record(
        by=by,
        role=role,
        kind=kind,
        subject=mandate.entry,
        before=before,
        after=mandate.entry.status if before else None,
        facts={"mandate": mandate.pk, "firm": mandate.firm_id, "version": mandate.number},
        note=note,
        now=now,
    )
