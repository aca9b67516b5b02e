"""How a brief, its playback and a seat on its panel stand now, for one reader."""

from collections.abc import Mapping

from django.urls import reverse

from accounts.models import Activity, User
from accounts.standing import Standing, event_in_words, last_change
from engagements.models import Amendment, Brief, PanelSeat, Playback
from engagements.policy import can_see_as_manager
from engagements.progress import as_firms_read
from engagements.timeline import events_of, names_on
from engagements.trail import BriefEvent

_OF_PLAYBACK: Mapping[str, tuple[str, BriefEvent]] = {
    Playback.Status.SENT: ("is with the manager now", BriefEvent.PLAYED_BACK),
    Playback.Status.CONFIRMED: ("is confirmed", BriefEvent.PLAYBACK_CONFIRMED),
    Playback.Status.RETURNED: ("is with the firm again", BriefEvent.PLAYBACK_RETURNED),
}
_OF_AMENDMENT: Mapping[str, tuple[str, BriefEvent]] = {
    Amendment.Status.WAITING: ("waits for its firm", BriefEvent.CHANGE_PROPOSED),
    Amendment.Status.CONFIRMED: ("is confirmed; the brief reads so", BriefEvent.CHANGE_CONFIRMED),
    Amendment.Status.OBJECTED: ("was objected to", BriefEvent.CHANGE_OBJECTED),
    Amendment.Status.WITHDRAWN: ("is withdrawn", BriefEvent.CHANGE_WITHDRAWN),
    Amendment.Status.LAPSED: ("was not answered in time", BriefEvent.CHANGE_LAPSED),
    Amendment.Status.ENDED: ("has ended", BriefEvent.CHANGE_ENDED),
}
_OF_BRIEF: Mapping[str, str] = {
    Brief.Status.DRAFT: "is being written now",
    Brief.Status.IN_CLARIFICATION: "is with the firms for playback now",
    Brief.Status.CONFIRMED: "is confirmed and not open yet",
    Brief.Status.OPEN: "is open",
    Brief.Status.SHORTLISTING: "is open, and people have been put forward",
    Brief.Status.INTERVIEWING: "is open, and interviews are arranged",
    Brief.Status.SELECTED: "has somebody chosen",
    Brief.Status.FILLED: "is filled",
    Brief.Status.ON_HOLD: "is on hold",
    Brief.Status.CANCELLED: "is cancelled",
    Brief.Status.UNFILLED: "was closed without anybody",
}


def standing_of_brief(brief: Brief, reader: User, *, interims: Mapping[int, str]) -> Standing:
    """Return how a brief stands now, for somebody who may read it.

    Args:
        interims: the names of the interims that the reader may know, by user id.
    """
    brief = Brief.objects.select_related("client").get(pk=brief.pk)
    if not can_see_as_manager(reader, brief):
        brief = as_firms_read(brief)
    event = last_change(events_of(brief, reader), status=brief.status)
    return Standing(
        state=f"This brief {_OF_BRIEF[brief.status]}",
        event=_in_words(event, brief, reader, interims),
        url=brief.get_absolute_url(),
        verb="Look at the brief",
    )


def standing_of_playback(playback: Playback, reader: User) -> Standing:
    """Return how a playback stands now, for somebody who may read its brief."""
    playback = Playback.objects.select_related("brief__client").get(pk=playback.pk)
    brief = playback.brief
    state, kind = _OF_PLAYBACK.get(playback.status, ("is being written now", None))
    events = events_of(brief, reader)
    event = last_change(events, kinds=[kind]) if kind else None
    return Standing(
        state=f"This playback {state}",
        event=_in_words(event, brief, reader, {}),
        url=reverse("engagements:playback", args=[brief.ref]),
        verb="Look at the playback",
    )


def standing_of_amendment(amendment: Amendment, reader: User) -> Standing:
    """Return how a change of a brief stands now, for somebody who may read the brief."""
    amendment = Amendment.objects.select_related("brief__client").get(pk=amendment.pk)
    brief = amendment.brief
    state, kind = _OF_AMENDMENT[amendment.status]
    own = [row for row in events_of(brief, reader) if row.facts.get("amendment") == amendment.pk]
    return Standing(
        state=f"This change of the brief {state}",
        event=_in_words(last_change(own, kinds=[kind]), brief, reader, {}),
        url=brief.get_absolute_url(),
        verb="Look at the brief",
    )


def seat_given_up(brief_ref: str, reader: User) -> PanelSeat | None:
    """Return the seat that the reader's own firm has given up on a brief, if it did."""
    rows = PanelSeat.objects.filter(
        brief__ref=brief_ref,
        firm__members__user=reader,
        firm__members__left_at=None,
        declined_at__isnull=False,
        withdrawn_at=None,
    )
    return rows.select_related("brief__client", "firm").first()


def standing_of_seat(seat: PanelSeat, reader: User) -> Standing:
    """Return how a seat of the reader's own firm stands that it has given up."""
    events = Activity.objects.about(seat.brief).newest_first()
    own = [row for row in events if row.facts.get("firm") == seat.firm_id]
    event = last_change(own, kinds=[BriefEvent.SEAT_DECLINED])
    return Standing(
        state="Your firm has given up its seat on this brief",
        event=_in_words(event, seat.brief, reader, {}),
        url=reverse("engagements:briefs"),
        verb="Go to the briefs",
    )


def _in_words(
    event: Activity | None, brief: Brief, reader: User, interims: Mapping[int, str]
) -> str:
    names = names_on(brief, reader, [event] if event else [], interims=interims)
    return event_in_words(event, kinds=BriefEvent, names=names, reader=reader)
