"""The time that an interim has to read the firm's words, what ends it, and two acts at once."""

import pytest
from django.db import connection

from accounts.models import Deadline
from accounts.organisations.actions import leave
from interimhub.lib.refused import MovedOn
from shortlists import actions
from shortlists.actions import briefs, withdrawals
from shortlists.deadlines import ConversationDeadline
from shortlists.models import Entry, Mandate, ShownWords, Submission
from tests.factories import (
    NOW,
    ConsultantFactory,
)
from tests.shortlists.changes import change, led
from tests.shortlists.races import at_once
from tests.shortlists.showing import (
    HOUR,
    agree,
    chosen,
    hold,
    object_to,
    of_conversation,
    run_clock,
    show,
    status_of,
    submit,
    today,
    told,
    trail,
    waits_of,
)
from tests.shortlists.worlds import mandated, ready_brief, seat_on

pytestmark = pytest.mark.django_db

S = ShownWords.Status


# The clock


def test_the_clock_reminds_once_and_then_frees_the_way_without_putting_forward() -> None:
    entry, ours = chosen()
    shown = show(entry, ours)

    run_clock(*(NOW + hours * HOUR for hours in (17, 18, 19, 23)))
    reminded = told(entry.candidate.user)
    run_clock(NOW + 24 * HOUR, NOW + 30 * HOUR)

    shown.refresh_from_db()
    assert reminded == ["entry.words_shown", "entry.words_reminder"]
    assert told(entry.candidate.user) == reminded
    assert (shown.status, shown.free_at) == (S.UNANSWERED, NOW + 24 * HOUR)
    assert told(ours.user) == ["entry.words_unanswered"]
    assert trail(entry)[-1] == ("entry.words_unanswered", "clock")
    assert waits_of(entry) == [ConversationDeadline.MANDATE_USE]
    assert not Submission.objects.exists()
    assert submit(entry, ours, now=NOW + 31 * HOUR).shown_words == shown


def test_a_short_time_is_reminded_of_after_half_of_it() -> None:
    entry, ours = chosen()
    entry.brief.slate_due_at = NOW + 16 * HOUR
    entry.brief.save(update_fields=["slate_due_at"])
    show(entry, ours)

    run_clock(NOW + HOUR, NOW + 1.9 * HOUR)
    early = told(entry.candidate.user)
    run_clock(NOW + 2 * HOUR)

    assert early == ["entry.words_shown"]
    assert told(entry.candidate.user) == ["entry.words_shown", "entry.words_reminder"]


def test_a_hold_pauses_the_clock_and_nothing_is_answered_meanwhile() -> None:
    entry, ours = chosen()
    shown = show(entry, ours)
    hold(entry, now=NOW + HOUR)
    for answer in (agree, object_to):
        with pytest.raises(MovedOn, match="on hold"):
            answer(entry, shown)
    run_clock(NOW + 30 * HOUR)
    shown.refresh_from_db()
    during = shown.status

    briefs.resume_brief(entry.brief, by=entry.brief.manager.user, now=NOW + 49 * HOUR)

    wait = Deadline.objects.get(kind=ConversationDeadline.WORDS_CHECK)
    assert (during, wait.due_at) == (S.WAITING, NOW + 72 * HOUR)
    agree(entry, shown, now=NOW + 50 * HOUR)


# What ends it


def test_a_withdrawal_ends_what_was_shown() -> None:
    entry, ours = chosen()
    show(entry, ours)

    withdrawals.withdraw(entry, by=entry.candidate.user, now=NOW)

    assert (status_of(entry), waits_of(entry)) == (S.ENDED, [])


def test_a_cancellation_ends_what_was_shown() -> None:
    entry, ours = chosen()
    show(entry, ours)

    briefs.cancel_brief(
        entry.brief,
        end_reason="plans",
        reason="The plans have changed.",
        by=entry.brief.manager.user,
        now=NOW,
    )

    assert (status_of(entry), waits_of(entry)) == (S.ENDED, [])


def test_a_permission_that_runs_out_ends_what_was_shown() -> None:
    entry, ours = chosen()
    show(entry, ours)
    wait = Deadline.objects.get(kind=ConversationDeadline.MANDATE_USE)
    wait.due_at, wait.step, wait.reminded_at = NOW + HOUR, 3, NOW - HOUR
    wait.save()

    run_clock(NOW + 2 * HOUR)

    entry.refresh_from_db()
    assert (entry.status, status_of(entry)) == (Entry.Status.EXPIRED, S.ENDED)
    assert waits_of(entry) == []


def test_a_change_of_the_brief_asks_to_show_again() -> None:
    brief = ready_brief()
    lead, ours = led(brief), seat_on(brief)
    entry, _ = mandated(brief, ours)
    shown = show(entry, ours)
    agree(entry, shown)

    change(brief, lead)

    entry = Entry.objects.get(pk=entry.pk)
    assert status_of(entry) == S.ENDED
    Mandate.objects.update(brief_version=entry.brief.version)
    with pytest.raises(actions.NotShown):
        submit(entry, ours)
    assert show(entry, ours).number == 2


def test_a_successor_puts_forward_what_a_colleague_had_shown_before_leaving() -> None:
    entry, ours = chosen()
    successor = ConsultantFactory(firm=ours.firm, is_admin=True)
    shown = show(entry, ours)
    leave(ours, to=successor, by=ours.user, now=NOW)
    entry.refresh_from_db()

    agree(entry, shown)

    assert successor.user.full_name in of_conversation(entry)
    assert told(successor.user)[-1] == "entry.words_agreed"
    assert "Says that your words are right" in today(successor.user)
    assert submit(entry, successor).consultant == successor


# Two at once


@pytest.mark.django_db(transaction=True)
def test_of_an_objection_and_a_submission_at_once_exactly_one_stands() -> None:
    entry, ours = chosen()
    shown = show(entry, ours)
    agree(entry, shown)

    ends = at_once(lambda: object_to(entry, shown), lambda: submit(entry, ours))

    entry.refresh_from_db()
    shown.refresh_from_db()
    went = Submission.objects.exists()
    assert (entry.is_unread, shown.status) == (went, S.SENT if went else S.OBJECTED)
    assert isinstance(ends[0], MovedOn) is went
    assert isinstance(ends[1], actions.NotShown) is not went


@pytest.mark.django_db(transaction=True)
def test_of_two_showings_at_once_one_is_current() -> None:
    entry, ours = chosen()

    at_once(
        lambda: show(entry, ours),
        lambda: show(entry, ours, introduction="She has closed two such cases."),
    )

    assert ShownWords.objects.current().count() == 1
    assert Deadline.objects.open().of_kind(ConversationDeadline.WORDS_CHECK).count() == 1
    assert sorted(ShownWords.objects.values_list("number", flat=True)) == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_the_clock_and_an_objection_at_once_leave_an_objection() -> None:
    entry, ours = chosen()
    shown = show(entry, ours)
    run_clock(NOW + 18 * HOUR)

    at_once(lambda: object_to(entry, shown), lambda: run_clock(NOW + 24 * HOUR))

    shown.refresh_from_db()
    assert shown.status == S.OBJECTED
    assert connection.in_atomic_block is False
