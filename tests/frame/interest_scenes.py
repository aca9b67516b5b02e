"""Scenes of the buttons that answer an interim's interest, or take it back."""

from django.urls import reverse

from shortlists.actions.interests import express_interest
from shortlists.models import Interest
from tests.factories import NOW
from tests.frame.stale import Press
from tests.frame.stale_scenes import REASON, Scene
from tests.shortlists.worlds import match_of, open_to, ready_brief, seat_on


def told() -> Interest:
    """Return the word of an interim to the only firm on a brief."""
    brief = ready_brief()
    ours = seat_on(brief)
    person = open_to(ours.firm)
    match_of(brief, person)
    user = person.user
    assert user is not None
    return express_interest(brief, person, firm=ours.firm, words="", by=user, now=NOW)


def _of_firm(route: str, **typed: str) -> Press:
    interest = told()
    user = interest.entry.consultant.user
    return Press(user, reverse(f"shortlists:{route}", args=[interest.ref]), typed)


def _take_back() -> Press:
    interest = told()
    assert interest.candidate.user is not None
    url = reverse("shortlists:take_interest_back", args=[interest.ref])
    return Press(interest.candidate.user, url, {})


def _cancel() -> Press:
    brief = told().brief
    url = reverse("shortlists:cancel", args=[brief.ref])
    return Press(brief.manager.user, url, {"end_reason": "plans", "reason": REASON})


LETTER = "You closed such a case in 2025, in such a plant, with such a team."
SCENES = [
    Scene(
        "take an interest back",
        ["Interest:waiting>withdrawn", "Entry:under_review>withdrawn"],
        _take_back,
    ),
    Scene(
        "say no to an interest",
        ["Interest:waiting>declined"],
        lambda: _of_firm("decline_interest", reason="We speak for three people here already."),
    ),
    Scene(
        "write to who is interested",
        ["Interest:waiting>answered"],
        lambda: _of_firm("write_to_interested", why_you=LETTER),
    ),
    Scene("cancel the brief of an interest", ["Interest:waiting>closed"], _cancel),
]
