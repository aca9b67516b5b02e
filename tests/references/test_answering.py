"""What a referee does: write once, say no, delete; and what the clock does when they do nothing."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from accounts.models import Deadline, Mail
from interimhub.lib.refused import MovedOn
from references import actions, clock
from references.models import Loan, Referee, Reference
from tests.factories import NOW, LoanFactory, ReferenceFactory
from tests.notices import codes_of, notice_of, subjects
from tests.references.requests import EMAIL, ask, letters_to, secret_in, write
from tests.trail import Event, trail_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_what_a_referee_writes_is_kept_and_the_interim_is_told():
    reference = ask()

    write(reference, verdict="partly", is_named=False)

    reference.refresh_from_db()
    assert (reference.status, reference.verdict, reference.email) == ("answered", "partly", "")
    assert reference.shown_name == "Chief operating officer"
    assert reference.candidate.user is not None
    assert "Dagmar Lind has written" in notice_of(reference.candidate.user).body
    assert not Deadline.objects.about(reference).open().exists()
    event = Event("referee", "reference.answered", "asked", "answered")
    assert trail_of(reference)[1:] == [event]


def test_a_referee_writes_once():
    reference = ask()
    write(reference)

    with pytest.raises(MovedOn):
        write(reference, verdict="no")
    with pytest.raises(MovedOn):
        actions.decline(reference, never_again=False, now=NOW)


def test_nobody_writes_after_the_time_is_over_even_if_the_clock_is_late():
    reference = ask()

    with pytest.raises(MovedOn):
        write(reference, now=NOW + 21 * DAY)


@pytest.mark.parametrize("field", ["saw", "verdict", "basis", "name", "role"])
def test_the_database_refuses_to_change_what_was_written(field: str):
    reference = ReferenceFactory(written=True)

    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        Reference.objects.filter(pk=reference.pk).update(**{field: "no"})


def test_a_no_ends_the_request_and_keeps_nothing_of_the_referee():
    reference = ask()

    actions.decline(reference, never_again=True, now=NOW)

    reference.refresh_from_db()
    assert (reference.status, reference.name, reference.email) == ("declined", "", "")
    assert Referee.objects.get().never_again_at == NOW
    assert not Mail.objects.about(reference).exists()
    assert letters_to() == []
    assert reference.candidate.user is not None
    assert codes_of(reference.candidate.user) == ["reference.declined"]


def test_a_referee_deletes_what_they_wrote_and_nobody_reads_it_any_more():
    loan = LoanFactory()
    reader = loan.entry.consultant.user
    assert loan in Loan.objects.visible_to(reader)

    actions.erase(loan.reference, never_again=False, now=NOW)

    loan.reference.refresh_from_db()
    left = {getattr(loan.reference, name) for name in ("saw", "basis", "verdict", "name", "role")}
    assert left == {""}
    assert not Loan.objects.visible_to(reader).exists()
    assert codes_of(loan.reference.candidate.user) == ["reference.erased"]


def test_the_clock_reminds_once_then_ends_the_wait_and_tells_the_interim():
    reference = ask()
    first = letters_to()

    for day in range(30):
        clock.send_reminders(NOW + day * DAY)
        letters_to()

    reminder = letters_to()[len(first) :]
    assert [letter.subject.startswith("Reminder: ") for letter in reminder] == [True]
    assert secret_in(reminder[0]) != secret_in(first[0])
    reference.refresh_from_db()
    assert (reference.status, reference.name, reference.email) == ("lapsed", "", "")
    assert not Deadline.objects.about(reference).open().exists()
    assert reference.candidate.user is not None
    assert subjects(reference.candidate.user) == [
        "Interim operations director: no answer to your request for a reference"
    ]
    assert [event.kind for event in trail_of(reference)] == [
        "reference.asked",
        "reference.reminded",
        "reference.lapsed",
    ]


def test_the_first_link_still_opens_after_the_reminder():
    reference = ask()
    letters_to()
    clock.send_reminders(NOW + 15 * DAY)

    assert reference.links.count() == 2


def test_who_has_answered_is_not_reminded():
    reference = ask()
    write(reference)

    for day in range(30):
        clock.send_reminders(NOW + day * DAY)

    assert len(letters_to()) == 0
    reference.refresh_from_db()
    assert reference.is_written


def test_an_interim_is_told_that_the_letter_could_not_be_delivered():
    reference = ask()
    blank = {"to": "", "subject": "", "text": "", "html": ""}
    Mail.objects.about(reference).update(failed_at=NOW, **blank)

    clock.end_undelivered_requests(NOW)
    clock.end_undelivered_requests(NOW)

    reference.refresh_from_db()
    assert reference.status == "lapsed"
    assert reference.candidate.user is not None
    assert codes_of(reference.candidate.user) == ["reference.undelivered"]


def test_the_address_leaves_the_database_with_the_answer():
    reference = ask()
    letters_to()
    write(reference)

    assert not Mail.objects.filter(to=EMAIL).exists()
    assert not Reference.objects.filter(email=EMAIL).exists()
