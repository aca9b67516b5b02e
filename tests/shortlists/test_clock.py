"""Reminders and endings by the clock: each once, and none counts against an interim."""

from datetime import timedelta

import pytest

from accounts.models import Activity
from shortlists import clock
from shortlists.actions import briefs, mandates
from shortlists.models import Entry, Mandate
from shortlists.notices import ending_text
from tests.factories import NOW, TODAY, ConsultantFactory, EntryFactory, MandateFactory
from tests.notices import notice_of, subjects
from tests.shortlists.choices import approached, put_forward, shortlist

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def chase(world, at):
    """Run the clock's task twice at the same time."""
    clock.send_reminders(at)
    clock.send_reminders(at)
    world.entry.refresh_from_db()


def test_nobody_is_reminded_early():
    world = approached()

    chase(world, NOW + 35 * HOUR)

    assert subjects(world.interim) == []


def test_no_answer_leads_to_two_reminders_a_call_and_the_end():
    world = approached()
    due = NOW + 48 * HOUR

    chase(world, due - 12 * HOUR)
    assert len(subjects(world.interim)) == 1
    chase(world, due)
    assert len(subjects(world.interim)) == 2
    chase(world, due + 24 * HOUR)
    assert subjects(world.consultant.user) == ["Interim site director: please call, no answer yet"]
    assert world.entry.status == Entry.Status.APPROACHED
    chase(world, due + 48 * HOUR)

    assert world.entry.status == Entry.Status.EXPIRED
    assert world.entry.ended_by is None
    assert "never counts against you" in ending_text(world.entry)
    trail = Activity.objects.about(world.entry).get()
    assert (trail.kind, trail.facts) == ("entry.expired", {"waited_for": "interim"})


def test_a_clock_stopped_for_a_week_skips_no_reminder():
    world = approached()
    late = NOW + 9 * 24 * HOUR

    chase(world, late)

    assert world.entry.status == Entry.Status.APPROACHED
    assert len(subjects(world.interim)) == 1


def test_an_open_question_pauses_the_interims_reminders():
    world = approached()
    mandates.ask_question(world.entry, text="Who decides?", by=world.interim, now=NOW)

    chase(world, NOW + 30 * 24 * HOUR)

    assert world.entry.status == Entry.Status.APPROACHED
    assert subjects(world.interim) == []


def test_nobody_is_reminded_on_a_held_brief():
    world = approached()
    brief = world.entry.brief
    briefs.hold_brief(
        brief, reason="The board meets.", review_on=TODAY, by=brief.manager.user, now=NOW
    )

    chase(world, NOW + 30 * 24 * HOUR)

    assert subjects(world.interim) == ["Interim site director: on hold"]


def test_a_firm_is_reminded_of_a_question_once():
    world = approached()
    mandates.ask_question(world.entry, text="Who decides?", by=world.interim, now=NOW)

    clock.send_reminders(NOW + 24 * HOUR)
    clock.send_reminders(NOW + 25 * HOUR)

    assert subjects(world.consultant.user) == [
        "Interim site director: a question",
        "Interim site director: a question is overdue",
    ]


def test_a_manager_is_reminded_of_a_decision_once_and_the_interim_notified():
    entry = put_forward(shortlist(), status="in_review", deadline__due_at=NOW)

    clock.send_reminders(NOW)
    clock.send_reminders(NOW + HOUR)

    assert len(subjects(entry.brief.manager.user)) == 1
    assert subjects(entry.candidate.user) == ["Interim site director: still waiting"]


def test_an_unused_mandate_warns_twice_then_ends_and_names_the_firm():
    entry = EntryFactory(mandated=True)
    MandateFactory(entry=entry, ends_on=TODAY)
    admin = ConsultantFactory(firm=entry.firm, is_admin=True)
    for _ in range(3):
        clock.send_reminders(NOW)
    assert len(subjects(entry.consultant.user)) == 2
    assert subjects(admin.user)[0].endswith("not put forward yet on “Interim site director”")
    clock.send_reminders(NOW + 24 * HOUR)

    entry.refresh_from_db()
    assert entry.status == Entry.Status.EXPIRED
    assert Mandate.objects.get().status == Mandate.Status.EXPIRED
    assert entry.firm.name in notice_of(entry.candidate.user).body


def test_a_hold_neither_extends_nor_ends_a_mandate():
    entry = EntryFactory(mandated=True)
    MandateFactory(entry=entry, ends_on=TODAY)
    brief, manager = entry.brief, entry.brief.manager.user
    briefs.hold_brief(brief, reason="The board meets.", review_on=TODAY, by=manager, now=NOW)

    clock.send_reminders(NOW + 48 * HOUR)
    held = Mandate.objects.get().status
    briefs.resume_brief(brief, by=manager, now=NOW + 72 * HOUR)
    for _ in range(4):
        clock.send_reminders(NOW + 72 * HOUR)

    assert (held, Mandate.objects.get().status) == ("granted", "expired")


def test_the_mandate_of_a_submitted_interim_lasts_until_the_decision():
    entry = put_forward(shortlist())
    Mandate.objects.update(ends_on=TODAY)

    clock.send_reminders(NOW + 24 * HOUR)

    entry.refresh_from_db()
    assert entry.status == Entry.Status.SUBMITTED
    assert Mandate.objects.get().is_active
