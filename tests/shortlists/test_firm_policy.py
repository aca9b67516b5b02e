"""Policies of firms, and the text of each refusal."""

import pytest

from engagements.models import Brief
from shortlists.actions import withdrawals
from shortlists.models import Entry
from shortlists.policy import firms as policy
from tests.factories import NOW, ConsultantFactory, EntryFactory, UserFactory
from tests.shortlists.worlds import ready_brief, seat_on

pytestmark = pytest.mark.django_db


def test_a_firm_with_a_seat_may_review_and_approach():
    brief = ready_brief()
    ours = seat_on(brief)
    colleague = ConsultantFactory(firm=ours.firm)

    for user in (ours.user, colleague.user):
        assert policy.can_review(user, brief)
        assert policy.can_approach(user, brief)


def test_a_former_consultant_may_do_nothing():
    brief = ready_brief()
    ours = seat_on(brief)
    ours.left_at = NOW
    ours.save(update_fields=["left_at"])

    assert not policy.can_review(ours.user, brief)
    assert not policy.can_speak(ours.user, EntryFactory(brief=brief, consultant=ours))


@pytest.mark.parametrize("ending", ["declined_at", "withdrawn_at"])
def test_an_ended_seat_gives_no_rights(ending: str):
    brief = ready_brief()
    ours = seat_on(brief)
    brief.seats.update(**{ending: NOW})

    assert not policy.can_review(ours.user, brief)


def test_on_hold_a_firm_may_review_and_not_approach():
    brief = ready_brief()
    ours = seat_on(brief)
    brief.hold(reason="The board meets first.", review_on=None, now=NOW)

    assert policy.can_review(ours.user, brief)
    assert "on hold" in policy.can_approach(ours.user, brief).reason


def test_an_ended_brief_shows_no_matches():
    brief = ready_brief()
    ours = seat_on(brief)
    Brief.objects.update(status=Brief.Status.CANCELLED)
    brief.refresh_from_db()

    assert policy.can_review(ours.user, brief).reason == (
        "This brief has ended, so its matches are no longer shown."
    )


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (Entry.Status.APPROACHED, "has not given your firm permission"),
        (Entry.Status.MANDATED, ""),
        (Entry.Status.SUBMITTED, "has been put forward already"),
        (Entry.Status.WITHDRAWN, "has not given your firm permission"),
    ],
)
def test_only_the_firm_with_the_mandate_may_submit(status: str, reason: str):
    entry = EntryFactory(status=status)

    answer = policy.can_submit(entry.consultant.user, entry)

    assert bool(answer) == (reason == "")
    assert reason in answer.reason


def test_an_ended_conversation_accepts_no_answer():
    entry = EntryFactory(approached=True)
    assert policy.can_answer(entry.consultant.user, entry)

    withdrawals.withdraw(entry, by=entry.candidate.user, now=NOW)
    entry = Entry.objects.get()

    assert policy.can_answer(entry.consultant.user, entry).reason == (
        "This conversation has ended."
    )


def test_users_without_a_firm_read_who_may():
    entry = EntryFactory(approached=True)

    for user in (entry.candidate.user, UserFactory(), ConsultantFactory().user):
        assert not policy.can_speak(user, entry)
