"""The scene of both worlds, and the moment at which its pages are read."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from candidates.models import Candidate
from engagements.models import Brief
from providers.models import Consultant
from tests.factories import NOW
from tests.shortlists.worlds import match_of, open_to, ready_brief, seat_on
from tests.sourcing.two_worlds.pages import Alone
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


def build() -> Scene:
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


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    """Build the scene once for all tests of a module."""
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        # Like Django's TestCase, so that durable blocks are allowed inside.
        outer._from_testcase = True  # type: ignore[attr-defined]
        with outer:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(timezone, "now", lambda: Moment.now)
                scene = build()
            yield scene
            transaction.set_rollback(True)


@pytest.fixture
def scene(built: Scene, db: None) -> Scene:
    """Provide the scene as it was built; what a test does to it is rolled back."""
    return Scene(
        Brief.objects.get(pk=built.brief.pk),
        Consultant.objects.get(pk=built.ours.pk),
        Consultant.objects.get(pk=built.theirs.pk),
        Candidate.objects.get(pk=built.person.pk),
    )


@pytest.fixture(scope="module")
def alone(built: Scene) -> Alone:
    """Keep what our firm reads in worlds without the other firm's acts: each is read once."""
    return {}
