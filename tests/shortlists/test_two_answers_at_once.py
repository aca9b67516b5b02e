"""Two answers at the same moment: exactly one stands, on real PostgreSQL."""

import pytest

from interimhub.lib.undo import WINDOW, TooLate
from shortlists.actions import held_answers, mandates
from shortlists.models import Entry, HeldAnswer, Mandate
from tests.factories import NOW
from tests.notices import subjects
from tests.shortlists.choices import approached
from tests.shortlists.noes import said_no
from tests.shortlists.races import at_once

Kind = HeldAnswer.Kind


@pytest.mark.django_db(transaction=True)
def test_of_taking_back_and_the_clock_at_once_exactly_one_wins() -> None:
    for _ in range(3):
        world = said_no()
        held = HeldAnswer.objects.get(entry=world.entry)

        ends = at_once(
            lambda world=world: held_answers.take_back(
                world.entry, Kind.INTERIM, by=world.interim, now=NOW + WINDOW
            ),
            lambda held=held: held_answers.pass_on(held, now=NOW + WINDOW),
        )

        world.entry.refresh_from_db()
        is_heard = world.entry.status == Entry.Status.DECLINED_BY_INTERIM
        assert isinstance(ends[0], TooLate) == is_heard == ends[1]
        assert len(subjects(world.consultant.user)) == int(is_heard)


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_say_no_at_once_hold_one_no() -> None:
    world = approached()

    ends = at_once(
        *[
            lambda reason=reason: mandates.decline_approach(
                world.entry, reason=reason, by=world.interim, now=NOW
            )
            for reason in ("Too far.", "No time.")
        ]
    )

    assert ends == [None, None]
    assert HeldAnswer.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_saying_yes_and_no_at_once_exactly_one_stands() -> None:
    world = approached()
    entry = world.entry

    ends = at_once(
        lambda: mandates.decline_approach(entry, reason="", by=world.interim, now=NOW),
        lambda: mandates.grant_mandate(
            entry,
            firm=world.asking,
            profile_version=entry.candidate.version,
            can_start_on=NOW.date(),
            by=world.interim,
            now=NOW,
        ),
    )

    refused = [end for end in ends if isinstance(end, Exception)]
    assert len(refused) == 1
    assert HeldAnswer.objects.exists() != Mandate.objects.exists()
