"""The page of a brief says what happens next, to its manager and to the firms."""

from typing import Any

import pytest
from django.urls import reverse

from engagements.models import Brief, PanelSeat
from tests.browsers import browser_of
from tests.engagements.briefs import whole_brief
from tests.factories import (
    NOW,
    BriefFactory,
    ClientMemberFactory,
    ConsultantFactory,
    PanelSeatFactory,
    PlaybackFactory,
)
from tests.shortlists.choices import put_forward, shortlist

pytestmark = pytest.mark.django_db


def seat_on(**facts: Any) -> PanelSeat:
    seat: PanelSeat = PanelSeatFactory(brief=whole_brief(**facts), is_lead=True)
    return seat


def next_step(brief: Brief, user: Any) -> tuple[str, str]:
    """Return the sentence about what happens next, and where its button leads."""
    step = browser_of(user).get(brief.get_absolute_url()).context["next"]
    return step.text, step.url


def route(name: str, brief: Brief, *more: str) -> str:
    return reverse(name, args=[brief.ref, *more]) if name else ""


HOLD = {
    "status": Brief.Status.ON_HOLD,
    "status_before_hold": "open",
    "on_hold_since": NOW,
    "opened_at": NOW,
}
ENDED = {"status": Brief.Status.CANCELLED, "end_reason": "The need has gone."}


@pytest.mark.parametrize(
    ("facts", "text", "leads_to"),
    [
        ({}, "The panel is ready", "engagements:send"),
        ({"played_back": True}, "The leading firm restates your brief", ""),
        ({"confirmed": True}, "Open it: every firm on the panel sees it", "open_brief"),
        ({"opened": True}, "The firms talk to people who fit", ""),
        ({"shortlisting": True}, "Nobody is in front of you now", "shortlists:compare"),
        (HOLD, "It is on hold", "shortlists:resume"),
        (ENDED, "The need has gone.", ""),
    ],
    ids=["draft", "played back", "confirmed", "open", "shortlisting", "on hold", "ended"],
)
def test_a_manager_reads_what_happens_next(facts: dict[str, Any], text: str, leads_to: str):
    brief = seat_on(**facts).brief

    said, url = next_step(brief, brief.manager.user)

    assert said.startswith(text)
    assert url == route(leads_to, brief)


def test_a_manager_compares_the_people_who_were_put_forward():
    brief = put_forward(shortlist()).brief

    said, url = next_step(brief, brief.manager.user)

    assert said == "Compare them against your criteria."
    assert url == route("shortlists:compare", brief)


@pytest.mark.parametrize(
    ("facts", "text", "leads_to"),
    [
        ({"played_back": True}, "Restate the brief in your own words", "engagements:playback"),
        ({"confirmed": True}, "The manager opens it", ""),
        ({"opened": True}, "The people who fit are ranked", "sourcing:matches"),
        ({"shortlisting": True}, "The people who fit are ranked", "sourcing:matches"),
        (HOLD, "It is on hold", ""),
        (ENDED, "The need has gone.", ""),
    ],
    ids=["played back", "confirmed", "open", "shortlisting", "on hold", "ended"],
)
def test_a_firm_reads_what_happens_next(facts: dict[str, Any], text: str, leads_to: str):
    seat = seat_on(**facts)
    consultant = ConsultantFactory(firm=seat.firm)

    said, url = next_step(seat.brief, consultant.user)

    assert said.startswith(text)
    assert url == route(leads_to, seat.brief)


def test_a_draft_links_to_its_first_missing_answer():
    brief = BriefFactory(complete=False, what_happened="")

    said, url = next_step(brief, brief.manager.user)

    assert "needed before a firm can play it back" in said
    assert url.startswith(route("engagements:edit", brief, "situation"))


def test_a_sent_playback_is_linked():
    playback = PlaybackFactory(status="sent", sent_at=NOW)
    brief = playback.brief

    said, url = next_step(brief, brief.manager.user)

    assert said == f"{playback.firm.name} has written a playback: your brief in its own words."
    assert url == route("engagements:playback", brief)


def test_a_colleague_reads_why_they_cannot_press_the_button():
    brief = seat_on(**HOLD).brief
    colleague = ClientMemberFactory(client=brief.client)

    page = browser_of(colleague.user).get(brief.get_absolute_url())

    assert "administrator" in page.context["next"].blocked
