"""One scene for each button that moves something along an arrow of a life cycle."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from candidates.models import Candidate
from engagements.models import Amendment, Brief, PanelSeat, Playback
from providers.models import Consultant
from shortlists.asking import address
from shortlists.models import Approach, Entry, InterviewSlot, Mandate, ShownWords
from tests.engagements.briefs import whole_brief
from tests.engagements.changes import propose
from tests.factories import (
    NOW,
    ConsultantFactory,
    EntryFactory,
    PanelSeatFactory,
    PlaybackFactory,
)
from tests.frame.stale import Press
from tests.shortlists.choices import approached, put_forward, shortlist
from tests.shortlists.showing import agreed, chosen, show
from tests.shortlists.worlds import (
    as_posted,
    case_for,
    mandated,
    match_of,
    open_to,
    own_id,
    ready_brief,
    seat_on,
)

REASON = "The board decides on the site first, in two weeks."


@dataclass(frozen=True)
class Scene:
    """A button whose press moves rows along these arrows."""

    name: str
    arrows: list[str]
    build: Callable[[], Press]

    def __str__(self) -> str:
        return self.name


def _brief_in(status: str, **facts: Any) -> Brief:
    brief = ready_brief()
    Brief.objects.filter(pk=brief.pk).update(status=status, **facts)
    brief.refresh_from_db()
    return brief


def _of(brief: Brief, route: str, **typed: Any) -> Press:
    return Press(brief.manager.user, reverse(route, args=[brief.ref]), typed)


def _send() -> Press:
    brief = whole_brief()
    PanelSeatFactory(brief=brief, is_lead=True, sent_at=None, opened_at=None)
    return _of(brief, "engagements:send")


def _take_back() -> Press:
    return _of(whole_brief(played_back=True), "engagements:take_back")


def _playback(status: str) -> Playback:
    brief = whole_brief(played_back=True)
    seat: PanelSeat = PanelSeatFactory(brief=brief, is_lead=True)
    consultant = ConsultantFactory(firm=seat.firm)
    playback: Playback = PlaybackFactory(brief=brief, consultant=consultant, status=status)
    return playback


def _send_playback(status: str) -> Press:
    playback = _playback(status)
    typed = {"situation": "What happened there.", "success": "What success is.", "send": "1"}
    url = reverse("engagements:playback", args=[playback.brief.ref])
    return Press(playback.consultant.user, url, typed)


def _confirm() -> Press:
    return _of(_playback("sent").brief, "engagements:confirm")


def _send_back() -> Press:
    typed = {"comments": "The board cares more about release time."}
    return _of(_playback("sent").brief, "engagements:send_back", **typed)


def _open() -> Press:
    brief = whole_brief(confirmed=True)
    PanelSeatFactory(brief=brief, is_lead=True, opened_at=None)
    return _of(brief, "open_brief")


def _hold(status: str) -> Press:
    review = timezone.localdate() + timedelta(days=20)
    return _of(_brief_in(status), "shortlists:hold", reason=REASON, review_on=review.isoformat())


def _resume(status: str) -> Press:
    brief = _brief_in("on_hold", status_before_hold=status, on_hold_since=NOW)
    return _of(brief, "shortlists:resume")


def _cancel(status: str) -> Press:
    facts = {"status_before_hold": "open", "on_hold_since": NOW} if status == "on_hold" else {}
    brief = _brief_in(status, **facts)
    return _of(brief, "shortlists:cancel", end_reason="plans", reason=REASON)


def _cancel_with(status: str) -> Press:
    entry = _entry_in(status)
    return _of(entry.brief, "shortlists:cancel", end_reason="plans", reason=REASON)


def _approach() -> Press:
    brief = ready_brief()
    ours = seat_on(brief)
    match = match_of(brief, open_to(ours.firm))
    url = reverse("sourcing:approach", args=[brief.ref, own_id(match)])
    words = "You closed such a case in 2025, in such a plant, with such a team."
    return Press(ours.user, url, {"why_you": words})


def _set_aside() -> Press:
    brief = ready_brief()
    ours = seat_on(brief)
    match = match_of(brief, open_to(ours.firm))
    EntryFactory(brief=brief, candidate=match.candidate, consultant=ours)
    url = reverse("sourcing:set_aside", args=[brief.ref, own_id(match)])
    return Press(ours.user, url, {"reason": "context", "note": "Never in such a plant."})


def _choose(*, other: bool) -> Press:
    world = approached()
    chosen = world.other if other else world.asking
    typed = {
        "firm": str(chosen.ref),
        "profile_version": "1",
        "is_shown": "on",
        "can_start_on": "2026-12-01",
    }
    return Press(world.interim, reverse("shortlists:choose", args=[world.entry.ref]), typed)


def _entry_in(status: str) -> Entry:
    """Return a conversation in a status, told to the interim and seen by the client where it is."""
    brief = shortlist()
    if status == "under_review":
        entry: Entry = EntryFactory(brief=brief)
        return entry
    if status in {"approached", "interested"}:
        entry = approached(brief=brief).entry
        Entry.objects.filter(pk=entry.pk).update(status=status)
        return entry
    if status == "mandated":
        return mandated(brief, seat_on(brief))[0]
    entry = put_forward(brief, status="in_review")
    Entry.objects.filter(pk=entry.pk).update(status=status)
    entry.refresh_from_db()
    return entry


def _of_interim(entry: Entry, route: str, **typed: Any) -> Press:
    return Press(entry.candidate.user, reverse(route, args=[entry.ref]), typed)  # type: ignore[arg-type]


def _withdraw(status: str) -> Press:
    return _of_interim(_entry_in(status), "shortlists:withdraw")


def _submit(shown: str = "agreed") -> Press:
    brief = ready_brief()
    ours = seat_on(brief)
    entry, _ = mandated(brief, ours)
    today = timezone.localdate()
    Candidate.objects.update(availability_confirmed_on=today)
    Mandate.objects.update(availability_confirmed_on=today, ends_on=today + timedelta(days=30))
    agreed(entry, **case_for(brief))
    ShownWords.objects.update(status=shown)
    url = reverse("shortlists:submit", args=[address(ours.firm, entry)])
    return Press(ours.user, url, as_posted(case_for(brief)))


def _of_words(status: str, route: str, **typed: Any) -> Press:
    """Press a button of an interim who was shown words, which have this status."""
    entry, ours = chosen()
    shown = show(entry, ours)
    ShownWords.objects.update(status=status, objection="It was not my site.")
    return _of_interim(entry, route, seen=str(shown.ref), **typed)


def _invite() -> Press:
    entry = put_forward(shortlist(), status="in_review")
    days = [timezone.localdate() + timedelta(days=days) for days in (7, 8)]
    typed = {"first": f"{days[0]}T10:00", "second": f"{days[1]}T10:00"}
    typed |= {"minutes": "60", "place": "Room 4"}
    url = reverse("shortlists:invite", args=[entry.ref])
    return Press(entry.brief.manager.user, url, typed)


def _not_selected(status: str) -> Press:
    entry = _entry_in(status)
    typed = {
        "reason": "criterion",
        "criterion": str(entry.brief.criteria.get().ref),
        "text": "Another person has done this in a plant like ours.",
    }
    url = reverse("shortlists:not_selected", args=[entry.ref])
    return Press(entry.brief.manager.user, url, typed)


def _slots() -> tuple[Entry, InterviewSlot]:
    entry = _entry_in("interview")
    soon = timezone.now() + timedelta(days=5)
    slots = [
        InterviewSlot.objects.create(entry=entry, starts_at=soon + timedelta(days=days))
        for days in (0, 1)
    ]
    return entry, slots[0]


def _pick() -> Press:
    entry, slot = _slots()
    return _of_interim(entry, "shortlists:pick_slot", slot=str(slot.ref))


def _decline_slots() -> Press:
    return _of_interim(_slots()[0], "shortlists:decline_slots", note="Any day after the 14th.")


def _change() -> tuple[Amendment, Consultant]:
    brief = ready_brief()
    consultant = seat_on(brief)
    return propose(brief), consultant


def _of_change(route: str, **typed: Any) -> Press:
    amendment, consultant = _change()
    return Press(consultant.user, reverse(route, args=[amendment.ref]), typed)


def _withdraw_change() -> Press:
    amendment, _ = _change()
    url = reverse("engagements:withdraw_change", args=[amendment.ref])
    return Press(amendment.brief.manager.user, url, {})


def _hold_with_change() -> Press:
    brief = _change()[0].brief
    review = timezone.localdate() + timedelta(days=20)
    return _of(brief, "shortlists:hold", reason=REASON, review_on=review.isoformat())


LIVE = ["draft", "in_clarification", "confirmed", "open", "shortlisting", "interviewing"]
LIVE += ["selected"]
TOLD = ["approached", "interested", "mandated", "submitted", "client_review", "interview"]
TOLD += ["offer", "offer_accepted"]

SCENES = [
    Scene("send", ["Brief:draft>in_clarification"], _send),
    Scene("take back", ["Brief:in_clarification>draft"], _take_back),
    Scene("send a playback", ["Playback:writing>sent"], lambda: _send_playback("writing")),
    Scene("send it again", ["Playback:returned>sent"], lambda: _send_playback("returned")),
    Scene("confirm", ["Playback:sent>confirmed", "Brief:in_clarification>confirmed"], _confirm),
    Scene("send back", ["Playback:sent>returned"], _send_back),
    Scene("open", ["Brief:confirmed>open"], _open),
    *(Scene(f"hold {one}", [f"Brief:{one}>on_hold"], lambda one=one: _hold(one)) for one in LIVE),
    *(
        Scene(f"resume {one}", [f"Brief:on_hold>{one}"], lambda one=one: _resume(one))
        for one in LIVE
    ),
    *(
        Scene(f"cancel {one}", [f"Brief:{one}>cancelled"], lambda one=one: _cancel(one))
        for one in [*LIVE, "on_hold"]
    ),
    *(
        Scene(
            f"cancel the brief of {one}",
            [f"Entry:{one}>closed", "Approach:waiting>closed", "Mandate:granted>expired"],
            lambda one=one: _cancel_with(one),
        )
        for one in ["under_review", *TOLD]
    ),
    Scene("approach", ["Entry:under_review>approached"], _approach),
    Scene("set aside", ["Entry:under_review>dismissed"], _set_aside),
    Scene(
        "choose the firm that asked",
        ["Entry:approached>interested", "Entry:interested>mandated", "Approach:waiting>accepted"],
        lambda: _choose(other=False),
    ),
    Scene("choose another", ["Approach:waiting>passed_over"], lambda: _choose(other=True)),
    *(
        Scene(
            f"withdraw {one}",
            [f"Entry:{one}>withdrawn", "Mandate:granted>revoked"],
            lambda one=one: _withdraw(one),
        )
        for one in TOLD
    ),
    Scene(
        "confirm a change",
        ["Amendment:waiting>confirmed"],
        lambda: _of_change("shortlists:confirm_change"),
    ),
    Scene(
        "object to a change",
        ["Amendment:waiting>objected"],
        lambda: _of_change("engagements:object_to_change", answer="It is too far for anybody."),
    ),
    Scene("withdraw a change", ["Amendment:waiting>withdrawn"], _withdraw_change),
    Scene("hold with a change that waits", ["Amendment:waiting>ended"], _hold_with_change),
    *(
        Scene(
            f"agree to words {one}",
            [f"ShownWords:{one}>agreed"],
            lambda one=one: _of_words(one, "shortlists:agree_to_words"),
        )
        for one in ("waiting", "unanswered")
    ),
    *(
        Scene(
            f"object to words {one}",
            [f"ShownWords:{one}>objected"],
            lambda one=one: _of_words(one, "shortlists:object_to_words", text="It was not mine."),
        )
        for one in ("waiting", "agreed", "unanswered")
    ),
    *(
        Scene(
            f"withdraw from words {one}",
            [f"ShownWords:{one}>ended"],
            lambda one=one: _of_words(one, "shortlists:withdraw"),
        )
        for one in ShownWords.CURRENT
    ),
    *(
        Scene(
            f"put forward with words {one}",
            ["Entry:mandated>submitted", "Brief:open>shortlisting", f"ShownWords:{one}>sent"],
            lambda one=one: _submit(one),
        )
        for one in ShownWords.FREE
    ),
    Scene("invite", ["Entry:client_review>interview"], _invite),
    *(
        Scene(
            f"not selected {one}",
            [f"Entry:{one}>not_selected"],
            lambda one=one: _not_selected(one),
        )
        for one in ("client_review", "interview")
    ),
    Scene("pick a time", ["Brief:shortlisting>interviewing"], _pick),
    Scene("decline the times", [], _decline_slots),
]

# No person presses a button for these.
BY_CLOCK = {
    *(f"Entry:{one}>expired" for one in Entry.LIVE),
    "Amendment:waiting>lapsed",
    "Approach:waiting>lapsed",
    "ShownWords:waiting>unanswered",
    "TextReading:waiting>read",
    "TextReading:waiting>failed",
}
# Opening the page does it, as often as it is opened.
BY_READING = {"Entry:submitted>client_review"}
# Drawn for what the product does not do yet: nothing in it moves a row along these.
NOT_BUILT = {
    *(f"Brief:{one}>unfilled" for one in [*LIVE, "on_hold"]),
    *(f"Entry:{one}>superseded" for one in Entry.LIVE),
    "Brief:interviewing>selected",
    "Brief:selected>filled",
    "Brief:selected>shortlisting",
    "Entry:under_review>withdrawn",
    "Entry:interview>offer",
    "Entry:offer>offer_accepted",
    "Entry:offer>offer_declined",
    "Entry:offer_accepted>engaged",
    "Mandate:requested>granted",
    "Mandate:requested>refused",
    "Mandate:requested>lapsed",
    "Mandate:granted>fulfilled",
    "Mandate:granted>released",
}
# Deleting a draft, and bringing it back, changes nothing a second time, and the page of what was
# deleted says who did it and when: tests/engagements/test_deleting_drafts.py.
# A second no of an interim changes nothing: the page says when the first is passed on. Nor can a
# submission be withdrawn twice: test_taking_back_a_no.py and test_changing_a_submission.py.
SAID_ELSEWHERE = {
    "Brief:draft>deleted",
    "Brief:deleted>draft",
    "Entry:approached>declined_by_interim",
    "Entry:interested>declined_by_interim",
    "Approach:waiting>declined",
    "Entry:submitted>mandated",
    "Entry:client_review>mandated",
}
LIFECYCLES = [Brief, Playback, Amendment, Entry, Approach, Mandate, ShownWords]
