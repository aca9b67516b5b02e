"""The scene of both worlds, and the moment at which its pages are read."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import NOW
from tests.shortlists.worlds import match_of, open_to, ready_brief, seat_on
from tests.sourcing.two_worlds.scenes import (
    Moment,
    Scene,
)


@pytest.fixture(autouse=True)
def moment(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Moment]]:
    """Let all pages be read at one moment; a test may move it."""
    monkeypatch.setattr(timezone, "now", lambda: Moment.now)
    yield Moment
    Moment.now = NOW + timedelta(hours=3)


@pytest.fixture
def scene() -> Scene:
    brief = ready_brief()
    ours, theirs = seat_on(brief), seat_on(brief)
    # Nobody of the other firm was named for this brief before they asked.
    brief.seats.filter(firm=theirs.firm).update(consultant=None)
    person = open_to(ours.firm, headline="Sterile sites, turned round")
    person.stances.create(firm=theirs.firm, stance="trusted")
    seat_on(ready_brief(), ours)  # another brief, so that lists have an order
    match_of(brief, person)
    match_of(brief, open_to(ours.firm, headline="Sterile, too"))
    open_to(ours.firm, headline="Sterile, and not ranked")
    return Scene(brief, ours, theirs, person)
