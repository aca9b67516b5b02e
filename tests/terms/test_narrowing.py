"""A client that wants to find out what somebody asks learns no more than two changes give it."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from shortlists.models import Entry
from terms import clock
from terms.actions import checks, envelopes
from terms.models import Envelope, EnvelopeQuestion, SealedCheck
from tests.browsers import browser_of
from tests.factories import NOW, EnvelopeFactory
from tests.shortlists.races import at_once
from tests.terms.checks import DAY, brief_with_envelope, change, checked, person

pytestmark = pytest.mark.django_db

LOWEST, HIGHEST = 0, 4096


def posted(left: int, number: int) -> dict[str, Any]:
    return {
        "amount": left,
        "others": 0,
        "currency": "GBP",
        "basis": "day",
        "treatment": "outside",
        "number": number,
        "reason": "Another try.",
    }


@pytest.mark.parametrize("floor", [1, 1000, 2048, 2049, 3000, 4000])
def test_fifty_attempts_narrow_a_floor_no_further_than_two(floor: int):
    """A client halves what is possible with each envelope, and sees whether it is asked to move.

    It changes the envelope fifty times, or tries to; the interim always asks where they may.
    """
    low, high, now = LOWEST, HIGHEST, NOW
    brief = brief_with_envelope(None)
    EnvelopeFactory(brief=brief, amount=(low + high) // 2, others=0)
    entry, _ = checked(brief, floor=floor)
    browser, page = browser_of(brief.manager.user), reverse("terms:envelope", args=[brief.ref])
    accepted, narrowed = 0, 0

    for attempt in range(50):
        now += 7 * DAY
        may_hear = asks_where_they_may(entry, now=now)
        clock.pass_on_questions(now + 4 * DAY)  # the next working day
        is_asked = b"outside your envelope: can it move?" in browser.get(page).content
        if may_hear and narrowed == accepted:
            middle, narrowed = (low + high) // 2, narrowed + 1
            low, high = (middle, high) if is_asked else (low, middle)
        answer = browser.post(page, posted((low + high) // 2 + attempt % 2, accepted + 1))
        accepted += answer.status_code == 302

    assert (accepted, narrowed) == (2, 2)
    assert high - low == (HIGHEST - LOWEST) // 4
    assert low < floor <= high
    assert EnvelopeQuestion.objects.count() <= 2


def asks_where_they_may(entry: Entry, *, now: datetime) -> bool:
    """Let the interim ask whether the envelope can move; return whether anybody could ask now."""
    envelope = Envelope.objects.current(entry.brief)
    check = SealedCheck.objects.of(entry)
    assert envelope is not None
    assert check is not None
    if check.is_undecided and envelope.may_change:
        checks.ask_to_move(entry, by=person(entry), now=now)
    return envelope.may_change


def test_the_third_change_is_refused_with_its_reason_and_nothing_is_lost(client: Browser):
    brief = brief_with_envelope()
    change(brief, 910, number=1)
    change(brief, 920, number=2)
    client.force_login(brief.manager.user)

    answer = client.post(reverse("terms:envelope", args=[brief.ref]), posted(930, 3))

    assert answer.status_code == 422
    assert Envelope.objects.filter(brief=brief).count() == 3
    assert b"It was changed twice, so it is final." in answer.content


def test_the_action_refuses_a_third_change_too():
    brief = brief_with_envelope()
    change(brief, 910, number=1)
    change(brief, 920, number=2)

    with pytest.raises(envelopes.NoChangeLeft, match="changed twice"):
        change(brief, 930, number=3)


@pytest.mark.django_db(transaction=True)
def test_of_several_changes_at_once_one_counts():
    brief = brief_with_envelope()

    ends = at_once(*[lambda left=left: change(brief, left) for left in (910, 920, 930)])

    assert sorted(type(end).__name__ for end in ends) == ["Envelope"] + ["EnvelopeConflict"] * 2
    assert Envelope.objects.filter(brief=brief).count() == 2


def test_a_new_version_of_the_brief_asks_no_second_question_about_one_envelope():
    brief = brief_with_envelope()
    entry, _ = checked(brief)
    checks.ask_to_move(entry, by=person(entry), now=NOW)

    for version in range(2, 50):
        type(brief).objects.filter(pk=brief.pk).update(version=version)
        clock.run_checks(NOW)
        checks.ask_to_move(entry, by=person(entry), now=NOW)

    assert EnvelopeQuestion.objects.count() == 1
