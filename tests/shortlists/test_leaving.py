"""The interim declines, asks, or withdraws."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from interimhub.lib.lifecycle import InvalidMove
from interimhub.lib.refused import Refused
from shortlists.actions import mandates, withdrawals
from shortlists.deadlines import ConversationDeadline
from shortlists.models import Entry, Mandate, Question
from tests.deadlines import due_at
from tests.factories import NOW, CandidateFactory, EntryFactory
from tests.notices import notice_of, subjects
from tests.shortlists.choices import approached, as_person, let_it_be_heard, put_forward, shortlist
from tests.shortlists.showing import submit_shown
from tests.shortlists.worlds import case_for, mandated, ready_brief, seat_on

pytestmark = pytest.mark.django_db


def test_a_question_notifies_the_firm_and_extends_the_interims_deadline():
    world = approached(deadline__due_at=NOW + timedelta(hours=3))

    question = mandates.ask_question(
        world.entry, text="Is the head of quality staying?", by=world.interim, now=NOW
    )

    answer = due_at(question, ConversationDeadline.QUESTION_ANSWER)
    assert answer == NOW + timedelta(hours=24)
    assert due_at(
        world.entry.approaches.get(), ConversationDeadline.APPROACH_ANSWER
    ) == answer + timedelta(hours=24)
    assert subjects(world.consultant.user) == ["Interim site director: a question"]


def test_declining_needs_no_reason_and_notifies_both():
    world = approached()

    mandates.decline_approach(world.entry, reason="", by=world.interim, now=NOW)
    let_it_be_heard()

    world.entry.refresh_from_db()
    assert world.entry.status == Entry.Status.DECLINED_BY_INTERIM
    assert subjects(world.interim) == ["Interim site director: you declined"]
    told = notice_of(world.consultant.user)
    assert "They gave no reason, and need not." in told.body


def test_a_represented_interim_cannot_decline():
    entry = EntryFactory(mandated=True)

    with pytest.raises(InvalidMove):
        mandates.decline_approach(entry, reason="", by=entry.candidate.user, now=NOW)


@pytest.mark.parametrize("status", ["approached", "interested", "mandated"])
def test_withdrawing_before_the_submission_does_not_notify_the_client(status: str):
    entry = EntryFactory(**{status: True})

    withdrawals.withdraw(entry, by=entry.candidate.user, now=NOW)

    assert subjects(entry.brief.manager.user) == []
    assert len(subjects(entry.candidate.user)) == len(subjects(entry.consultant.user)) == 1


@pytest.mark.parametrize("status", ["submitted", "in_review"])
def test_withdrawing_after_the_submission_notifies_neutrally_and_ends_the_mandate(status: str):
    entry = put_forward(shortlist(), status=status)

    withdrawals.withdraw(entry, by=entry.candidate.user, now=NOW)

    entry.refresh_from_db()
    assert entry.status == Entry.Status.WITHDRAWN
    assert entry.mandates.get().status == Mandate.Status.REVOKED
    assert subjects(entry.brief.manager.user) == ["Interim site director: no longer available"]
    assert subjects(entry.candidate.user) == ["Interim site director: you have withdrawn"]


def test_withdrawing_twice_notifies_once():
    entry = EntryFactory(mandated=True)

    withdrawals.withdraw(entry, by=entry.candidate.user, now=NOW)
    withdrawals.withdraw(entry, by=entry.candidate.user, now=NOW)

    assert len(subjects(entry.consultant.user)) == 1


def test_a_consultant_without_a_mandate_does_not_read_the_name():
    world = approached()

    withdrawals.withdraw(world.entry, by=world.interim, now=NOW)

    told = notice_of(world.consultant.user)
    assert world.interim.full_name not in told.subject + told.body


@pytest.mark.django_db(transaction=True)
def test_a_concurrent_withdrawal_and_submission_leave_no_live_entry():
    for _ in range(5):
        brief = ready_brief()
        consultant = seat_on(brief)
        entry, _mandate = mandated(brief, consultant)
        start = Barrier(2)

        def leave(entry=entry, start=start):
            start.wait()
            withdrawals.withdraw(entry, by=entry.candidate.user, now=NOW)
            connection.close()

        def submit(entry=entry, start=start, consultant=consultant, brief=brief):
            start.wait()
            try:
                submit_shown(entry, by=consultant.user, now=NOW, **case_for(brief))
            except Refused:
                pass
            finally:
                connection.close()

        threads = [Thread(target=leave), Thread(target=submit)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        entry.refresh_from_db()
        assert entry.status == Entry.Status.WITHDRAWN
        assert not Mandate.objects.active().filter(entry=entry).exists()


# The pages

VERBS = {"ask": {"text": "Is the head of quality staying?"}, "decline": {}, "withdraw": {}}


@pytest.mark.parametrize("verb", VERBS)
def test_access_of_each_action(client: Browser, verb: str):
    world = approached()
    url = reverse(f"shortlists:{verb}", args=[world.entry.ref])

    assert client.post(url).status_code == 302
    assert as_person(client, CandidateFactory().user).post(url).status_code == 404
    assert as_person(client, world.consultant.user).post(url).status_code == 403
    assert as_person(client, world.interim).get(url).status_code == 405
    assert as_person(client, world.interim).post(url, VERBS[verb]).status_code == 302
    let_it_be_heard(timezone.now())

    world.entry.refresh_from_db()
    changed = {
        "ask": Question.objects.count(),
        "decline": world.entry.status,
        "withdraw": world.entry.status,
    }
    assert (
        changed[verb]
        == {
            "ask": 1,
            "decline": Entry.Status.DECLINED_BY_INTERIM,
            "withdraw": Entry.Status.WITHDRAWN,
        }[verb]
    )


def test_an_empty_question_shows_an_error(client: Browser):
    world = approached()

    response = as_person(client, world.interim).post(
        reverse("shortlists:ask", args=[world.entry.ref]), {"text": " "}
    )

    assert response.status_code == 422
    assert "Write your question first." in response.content.decode()


def test_an_open_question_of_an_ended_conversation_promises_no_answer(client: Browser):
    world = approached()
    mandates.ask_question(world.entry, text="Is the budget signed?", by=world.interim, now=NOW)
    as_person(client, world.interim)
    waiting = client.get(world.entry.get_absolute_url()).content.decode()

    withdrawals.withdraw(world.entry, by=world.interim, now=NOW)

    ended = client.get(world.entry.get_absolute_url()).content.decode()
    waits, over = "Your own deadline waits", "This ended before an answer came."
    assert [(waits in page, over in page) for page in (waiting, ended)] == [
        (True, False),
        (False, True),
    ]
