"""The lines about briefs on the page *today*."""

from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import Deadline, User
from accounts.waits import Wait, WaitKind, derived, register
from engagements.completeness import (
    Blocked,
    answers_in_words,
    completeness,
    keep_from_asking,
    missing_for_playback,
    needed_to_confirm,
)
from engagements.deadlines import BriefDeadline
from engagements.models import Amendment, Brief, Playback, client_member_of
from interimhub.lib.prepared import Prepared


@derived
def answers(user: User, *, now: datetime) -> list[Wait]:
    """Return a line for each draft on which somebody decides, and each brief without answers."""
    member = client_member_of(user)
    if member is None:
        return []
    briefs = _ANSWERABLE(member=member, now=now)
    lines = [
        _draft(brief, is_own=brief.manager_id == member.pk) if brief.is_draft else _answers(brief)
        for brief in briefs
    ]
    return [line for line in lines if line]


_ANSWERABLE: Prepared[Brief] = Prepared(
    lambda *, member, now: Brief.objects.answerable_by(member, now=now).with_parts()
)


def _answers(brief: Brief) -> Wait | None:
    if brief.is_played_back:
        blocks, words = Blocked.CONFIRMATION, needed_to_confirm
    else:
        blocks, words = Blocked.APPROACH, keep_from_asking
    gaps = completeness(brief).open_of(blocks)
    if not gaps:
        return None
    return Wait(
        who="The firms on your panel",
        what=words(len(gaps)),
        about=brief.name,
        url=gaps[0].url,
        verb="Answer",
        due_at=None,
        started_at=brief.opened_at or brief.confirmed_at,
        stops_others=brief.is_in_search,
    )


def _draft(brief: Brief, *, is_own: bool) -> Wait:
    what, url, verb = _next_of_draft(brief)
    return Wait(
        who="Your own draft" if is_own else "A draft that you share",
        what=what,
        about=brief.name,
        url=url,
        verb=verb,
        due_at=None,
        started_at=brief.updated_at,
    )


def _next_of_draft(brief: Brief) -> tuple[str, str, str]:
    if missing := missing_for_playback(brief):
        what = f"Finish your brief; {answers_in_words(len(missing))} to go"
        return what, brief.get_absolute_url(), "Continue writing"
    panel = reverse("engagements:panel", args=[brief.ref])
    if brief.seats.active().exists():
        return "Ask for the playback of your brief", brief.get_absolute_url(), "Ask for it"
    return "Choose the firms for your brief", panel, "Invite firms"


def _briefs(user: User) -> QuerySet[Brief]:
    return Brief.objects.visible_to(user).select_related("client", "manager__user")


@register
class OpenBrief(WaitKind[Brief]):
    """A confirmed brief waits for its manager to open it."""

    kind = BriefDeadline.BRIEF_OPEN

    def rows(self, user: User, *, now: datetime) -> QuerySet[Brief]:
        """Return briefs."""
        return _briefs(user)

    def line(self, row: Brief, deadline: Deadline) -> Wait:
        """Return the manager's line."""
        return Wait.of(
            deadline,
            who="The firms on your panel",
            what="Open the brief to its panel",
            about=row.name,
            url=row.get_absolute_url(),
            verb="Open it",
        )


@register
class WritePlayback(WaitKind[Brief]):
    """A brief waits for a consultant of the leading firm to restate it."""

    kind = BriefDeadline.PLAYBACK_WRITE

    def rows(self, user: User, *, now: datetime) -> QuerySet[Brief]:
        """Return briefs with client and manager."""
        return _briefs(user)

    def line(self, row: Brief, deadline: Deadline) -> Wait:
        """Return the line of each consultant of the firm."""
        return Wait.of(
            deadline,
            who=f"{row.manager.user.full_name}, {row.client.name}",
            what="Play the brief back in your own words",
            about=row.name,
            url=reverse("engagements:playback", args=[row.ref]),
            verb="Write it",
        )


@register
class ConfirmPlayback(WaitKind[Playback]):
    """A playback waits for the manager to confirm it or to send it back."""

    kind = BriefDeadline.PLAYBACK_CONFIRM

    def rows(self, user: User, *, now: datetime) -> QuerySet[Playback]:
        """Return playbacks with brief, firm and consultant."""
        rows = Playback.objects.visible_to(user)
        return rows.select_related("brief", "firm", "consultant__user")

    def line(self, row: Playback, deadline: Deadline) -> Wait:
        """Return the manager's line."""
        return Wait.of(
            deadline,
            who=f"{row.consultant.user.full_name}, {row.firm.name}",
            what="Read the playback and confirm it",
            about=row.brief.name,
            url=reverse("engagements:playback", args=[row.brief.ref]),
            verb="Read it",
        )


@register
class ConfirmChange(WaitKind[Amendment]):
    """A proposed change waits for a consultant of the firm that answers for the panel."""

    kind = BriefDeadline.CHANGE_ANSWER

    def rows(self, user: User, *, now: datetime) -> QuerySet[Amendment]:
        """Return amendments with brief and people."""
        return Amendment.objects.visible_to(user).with_people()

    def line(self, row: Amendment, deadline: Deadline) -> Wait:
        """Return the line of each consultant of the firm."""
        return Wait.of(
            deadline,
            who=f"{row.brief.manager.user.full_name}, {row.brief.client.name}",
            what="Confirm the change of the brief, or object",
            about=row.brief.name,
            url=f"{row.brief.get_absolute_url()}#change",
            verb="Read the change",
        )
