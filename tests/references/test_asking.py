"""Asking for a reference: once about a result, a person once a year, never against their word."""

from datetime import timedelta

import pytest

from accounts.models import Activity, Deadline
from engagements.models import Criterion
from references import actions
from references.actions.asking import MOST_WAITING, NOT_NOW, CannotAsk
from references.addresses import address_hash
from references.models import Referee, Reference
from references.results import results_of
from shortlists.models import Entry
from tests.factories import (
    NOW,
    CriterionFactory,
    EntryFactory,
    PastAssignmentFactory,
    ReferenceFactory,
)
from tests.references.requests import EMAIL, ask, letters_to, secret_in
from tests.trail import Event, trail_of

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)


def test_the_referee_gets_one_letter_that_says_who_asks_about_what():
    reference = ask()

    (letter,) = letters_to()
    assert reference.candidate.user is not None
    assert reference.candidate.user.full_name in letter.subject
    assert "Interim operations director, Harrow Works Ltd" in letter.body
    assert "Back to 96 % within five months." in letter.body
    assert "10 December 2026" in letter.body
    assert letters_to() == [letter]


def test_the_secret_is_stored_as_a_hash_only():
    reference = ask()

    secret = secret_in(letters_to()[0])
    assert secret not in reference.links.get().token_hash
    assert not Reference.objects.filter(links__token_hash=secret).exists()


def test_the_trail_and_the_wait_name_nobody():
    reference = ask()

    assert trail_of(reference) == [Event("interim", "reference.asked")]
    assert Activity.objects.about(reference).get().facts == {}
    deadline = Deadline.objects.about(reference).open().get()
    assert deadline.due_at == NOW + timedelta(days=21)


def test_what_was_asked_about_stays_when_the_assignment_changes_or_goes():
    work = PastAssignmentFactory()
    reference = ask(work)

    work.result = "Something far better."
    work.save()
    work.delete()

    reference.refresh_from_db()
    assert reference.assignment is None
    assert reference.result.startswith("Back to 96 % within five months.")


def test_a_referee_is_never_asked_about_the_same_result_again():
    work = PastAssignmentFactory()
    actions.decline(ask(work), never_again=False, now=NOW)

    with pytest.raises(CannotAsk, match="already"):
        ask(work, now=NOW + 3 * YEAR)


@pytest.mark.parametrize(
    "spelling", [EMAIL, "Dagmar.Lind@Example.ORG", " dagmar.lind+interims@example.org "]
)
def test_a_referee_gets_one_request_a_year_from_all_interims_together(spelling: str):
    ask()

    with pytest.raises(CannotAsk) as refusal:
        ask(email=spelling, now=NOW + YEAR - timedelta(days=1))

    assert refusal.value.reason == NOT_NOW
    assert len(letters_to()) == 1
    assert ask(email=spelling.strip(), now=NOW + YEAR).is_asked


def test_who_said_never_again_is_never_asked_again_and_the_words_are_the_same():
    actions.decline(ask(), never_again=True, now=NOW)

    with pytest.raises(CannotAsk) as refusal:
        ask(now=NOW + 9 * YEAR)

    assert refusal.value.reason == NOT_NOW


def test_nobody_is_their_own_referee():
    work = PastAssignmentFactory()

    with pytest.raises(CannotAsk, match="your own address"):
        ask(work, email=work.candidate.user.email.upper())
    assert not Referee.objects.exists()


def test_an_interim_cannot_write_to_any_number_of_people():
    work = PastAssignmentFactory()
    ReferenceFactory.create_batch(MOST_WAITING, candidate=work.candidate, assignment=None)

    with pytest.raises(CannotAsk, match="have not answered"):
        ask(work)


def test_an_interim_asks_about_results_of_their_own_and_criteria_of_their_engagements():
    work = PastAssignmentFactory()
    PastAssignmentFactory(candidate=work.candidate, result="", measure="")
    PastAssignmentFactory()
    mine, others = CriterionFactory(measure="Days to close"), CriterionFactory()
    EntryFactory(brief=mine.brief, candidate=work.candidate, status=Entry.Status.ENGAGED)
    EntryFactory(brief=others.brief, candidate=work.candidate, mandated=True)

    found = results_of(work.candidate)

    assert [result.source for result in found] == [mine, work]


def test_the_client_of_a_confidential_brief_is_not_named_to_the_referee():
    criterion: Criterion = CriterionFactory(brief__is_confidential=True)
    entry = EntryFactory(brief=criterion.brief, status=Entry.Status.ENGAGED)

    (result,) = results_of(entry.candidate)

    assert result.organisation == ""
    assert criterion.brief.client.name not in f"{result.label} {result.text}"


def test_only_a_hash_of_the_address_outlives_the_request():
    reference = ask()
    actions.decline(reference, never_again=False, now=NOW)

    stored = Reference.objects.values().get()
    assert {stored[name] for name in ("name", "email", "role", "relation")} == {""}
    assert Referee.objects.get().address_hash == address_hash(EMAIL)
