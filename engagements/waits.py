"""What waits for somebody because of a brief: to be finished, invited to, confirmed or opened."""

from datetime import datetime

from django.urls import reverse

from accounts.models import User
from accounts.waits import Wait, derived
from engagements.completeness import missing_for_playback
from engagements.models import Brief, Playback, client_member_of
from providers.models import Consultant, consultant_of


@derived
def waits_for(user: User, *, now: datetime) -> list[Wait]:
    """Return what waits for a hiring manager, and the playbacks that wait for a consultant."""
    del now
    member, consultant = client_member_of(user), consultant_of(user)
    waits = []
    if member:
        waits += [_of_brief(brief) for brief in Brief.objects.at_desk_of(member)]
        waits += [_of_playback(playback) for playback in Playback.objects.waiting_for(member)]
    if consultant:
        waits += [_to_play_back(brief) for brief in _to_write(consultant)]
    return waits


def _of_brief(brief: Brief) -> Wait:
    what, url, verb = _desk(brief)
    return Wait(
        who="Your own draft" if brief.is_draft else "The firms on your panel",
        what=what,
        about=brief.name,
        url=url,
        verb=verb,
        due_at=None,
        started_at=brief.confirmed_at or brief.updated_at,
    )


def _desk(brief: Brief) -> tuple[str, str, str]:
    if brief.is_confirmed:
        return "Open the brief to its panel", brief.get_absolute_url(), "Open it"
    if missing := missing_for_playback(brief):
        many = len(missing)
        answers = "one answer" if many == 1 else f"{many} answers"
        return f"Finish your brief; {answers} to go", brief.get_absolute_url(), "Continue writing"
    panel = reverse("engagements:panel", args=[brief.ref])
    return "Say which firms read your brief", panel, "Invite firms"


def _of_playback(playback: Playback) -> Wait:
    brief = playback.brief
    due = brief.calendar.next_workday(playback.sent_at) if playback.sent_at else None
    return Wait(
        who=f"{playback.consultant.user.full_name}, {playback.firm.name}",
        what="Read the playback and confirm it",
        about=brief.name,
        url=reverse("engagements:playback", args=[brief.ref]),
        verb="Read it",
        due_at=due,
        started_at=playback.sent_at,
    )


def _to_write(consultant: Consultant) -> list[Brief]:
    """Return the briefs that this consultant's firm leads and has not played back yet."""
    return list(
        Brief.objects.to_be_played_back_by(consultant.firm)
        .select_related("client", "manager__user")
        .newest_first()
    )


def _to_play_back(brief: Brief) -> Wait:
    return Wait(
        who=f"{brief.manager.user.full_name}, {brief.client.name}",
        what="Play the brief back in your own words",
        about=brief.name,
        url=reverse("engagements:playback", args=[brief.ref]),
        verb="Write it",
        due_at=None,
        started_at=brief.updated_at,
    )
