"""An approach keeps its sender and text, whatever happens to the conversation."""

from datetime import timedelta

import pytest

from shortlists import clock
from shortlists.actions import briefs, mandates, withdrawals
from shortlists.models import Approach, Entry, approach_of
from tests.factories import NOW, ApproachFactory, ConsultantFactory, EntryFactory, PanelSeatFactory
from tests.notices import subjects
from tests.shortlists.choices import approached, let_it_be_heard

pytestmark = pytest.mark.django_db


def grant(world, firm) -> None:
    mandates.grant_mandate(
        world.entry,
        firm=firm,
        profile_version=world.entry.candidate.version,
        can_start_on=NOW.date(),
        by=world.interim,
        now=NOW,
    )


def test_the_approach_of_the_chosen_firm_is_accepted():
    world = approached()

    grant(world, world.asking)

    sent = Approach.objects.get()
    assert (sent.status, sent.answered_at) == (Approach.Status.ACCEPTED, NOW)


def test_choosing_another_firm_keeps_the_sender_and_the_text():
    world = approached()
    before = Approach.objects.get()

    grant(world, world.other)

    entry, sent = Entry.objects.get(), Approach.objects.get()
    assert (entry.firm, sent.firm) == (world.other, world.asking)
    assert sent.status == Approach.Status.PASSED_OVER
    assert (sent.consultant, sent.words, sent.pack) == (
        world.consultant,
        before.words,
        before.pack,
    )
    assert list(Approach.objects.visible_to(world.consultant.user)) == [sent]
    assert list(Approach.objects.visible_to(entry.consultant.user)) == []


def test_each_other_asking_firm_is_notified_once():
    world = approached()
    third = ConsultantFactory()
    PanelSeatFactory(brief=world.entry.brief, firm=third.firm, consultant=third)
    ApproachFactory(entry=world.entry, consultant=third, sent_at=NOW)

    grant(world, world.other)

    for passed_over in (world.consultant, third):
        assert subjects(passed_over.user) == ["Interim site director: not available"]


def test_declining_closes_the_approach():
    world = approached()

    mandates.decline_approach(world.entry, reason="", by=world.interim, now=NOW)
    let_it_be_heard()

    assert Approach.objects.get().status == Approach.Status.DECLINED


def test_a_withdrawal_closes_the_approach():
    world = approached()

    withdrawals.withdraw(world.entry, by=world.interim, now=NOW)

    assert Approach.objects.get().status == Approach.Status.CLOSED


def test_the_end_of_the_brief_closes_the_approach():
    world = approached()
    brief = world.entry.brief

    briefs.cancel_brief(
        brief, end_reason="plans", reason="No need.", by=brief.manager.user, now=NOW
    )

    assert Approach.objects.get().status == Approach.Status.CLOSED


def test_an_approach_without_an_answer_lapses():
    approached()
    for hours in (36, 48, 72, 96):
        clock.send_reminders(NOW + timedelta(hours=hours))

    assert Approach.objects.get().status == Approach.Status.LAPSED


def test_the_earliest_approach_began_the_conversation():
    world = approached()
    ApproachFactory(
        entry=world.entry, consultant=ConsultantFactory(), sent_at=NOW - timedelta(hours=1)
    )

    began_with = approach_of(world.entry)
    assert began_with
    assert began_with.sent_at == NOW - timedelta(hours=1)


def test_an_entry_under_review_has_no_approach():
    assert approach_of(EntryFactory()) is None
