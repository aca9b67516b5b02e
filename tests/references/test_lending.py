"""Lending: for one brief, to the firm that speaks and to the client, until it is taken back."""

import pytest

from interimhub.lib.refused import MovedOn
from references import actions
from references.models import Loan, Reference
from shortlists.models import Entry
from tests.factories import (
    NOW,
    ApproachFactory,
    ClientMemberFactory,
    ConsultantFactory,
    EntryFactory,
    LoanFactory,
    ReferenceFactory,
    SubmissionFactory,
)
from tests.notices import codes_of
from tests.trail import trail_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def reference() -> Reference:
    return ReferenceFactory(written=True)


def chosen(reference: Reference, **facts: object) -> Entry:
    return EntryFactory(candidate=reference.candidate, **({"mandated": True} | facts))


def lend(reference: Reference, entry: Entry) -> None:
    assert reference.candidate.user is not None
    actions.lend(reference, entry, by=reference.candidate.user, now=NOW)


def put_forward(entry: Entry) -> None:
    SubmissionFactory(entry=entry)
    Entry.objects.filter(pk=entry.pk).update(status=Entry.Status.SUBMITTED, submitted_at=NOW)


def readers_of(reference: Reference, *users: object) -> list[bool]:
    return [Loan.objects.visible_to(user).of(reference).exists() for user in users]


def test_the_firm_reads_it_at_once_and_the_client_once_the_interim_is_put_forward(reference):
    entry = chosen(reference)
    firm, client = entry.consultant.user, entry.brief.manager.user
    assert readers_of(reference, firm, client) == [False, False]

    lend(reference, entry)
    assert readers_of(reference, firm, client) == [True, False]
    assert codes_of(firm) == ["reference.lent"]

    put_forward(entry)
    assert readers_of(reference, firm, client) == [True, True]


def test_nobody_else_reads_it(reference):
    entry = chosen(reference)
    asked_too = ConsultantFactory()
    ApproachFactory(entry=entry, consultant=asked_too, status="passed_over", answered_at=NOW)
    lend(reference, entry)
    put_forward(entry)
    other_brief = chosen(reference)

    others = [
        asked_too.user,
        ConsultantFactory(firm=entry.firm, left_at=NOW).user,
        ClientMemberFactory().user,
        other_brief.consultant.user,
        other_brief.brief.manager.user,
        reference.candidate.user,
    ]

    assert readers_of(reference, *others) == [False] * 6


def test_it_is_read_by_nobody_after_the_conversation_has_ended(reference):
    entry = chosen(reference)
    lend(reference, entry)
    put_forward(entry)

    Entry.objects.filter(pk=entry.pk).update(status=Entry.Status.WITHDRAWN)

    assert readers_of(reference, entry.consultant.user, entry.brief.manager.user) == [False] * 2


def test_a_firm_chosen_later_does_not_read_what_was_lent_to_another(reference):
    entry = chosen(reference)
    lend(reference, entry)
    second = ConsultantFactory()
    Entry.objects.filter(pk=entry.pk).update(firm=second.firm, consultant=second)
    entry.refresh_from_db()

    assert readers_of(reference, second.user) == [False]
    lend(reference, entry)
    assert readers_of(reference, second.user) == [True]


def test_it_cannot_be_lent_before_a_firm_speaks(reference):
    with pytest.raises(MovedOn, match="No firm speaks"):
        lend(reference, chosen(reference, mandated=False, approached=True))


def test_lending_twice_is_one_loan_and_one_notice(reference):
    entry = chosen(reference)

    lend(reference, entry)
    lend(reference, entry)

    assert Loan.objects.count() == 1
    assert codes_of(entry.consultant.user) == ["reference.lent"]


def test_the_client_is_told_of_a_reference_that_is_lent_while_it_decides(reference):
    entry = chosen(reference)
    put_forward(entry)

    lend(reference, entry)

    assert codes_of(entry.brief.manager.user) == ["reference.lent_to_client"]


def test_taken_back_it_can_be_opened_by_nobody_and_lent_again(reference):
    entry = chosen(reference)
    lend(reference, entry)
    assert reference.candidate.user is not None

    actions.take_back(reference, entry, by=reference.candidate.user, now=NOW)
    actions.take_back(reference, entry, by=reference.candidate.user, now=NOW)

    assert readers_of(reference, entry.consultant.user) == [False]
    assert codes_of(entry.consultant.user) == ["reference.lent", "reference.taken_back"]
    lend(reference, entry)
    assert readers_of(reference, entry.consultant.user) == [True]
    kinds = [event.kind for event in trail_of(reference)]
    assert kinds == ["reference.lent", "reference.taken_back", "reference.lent"]


def test_hidden_it_is_taken_back_everywhere_and_cannot_be_lent():
    loan = LoanFactory()
    reference, by = loan.reference, loan.reference.candidate.user

    actions.hide(reference, by=by, now=NOW)
    assert readers_of(reference, loan.entry.consultant.user) == [False]
    with pytest.raises(MovedOn, match="hidden"):
        lend(reference, loan.entry)

    actions.show(reference, by=by, now=NOW)
    assert readers_of(reference, loan.entry.consultant.user) == [False]
    lend(reference, loan.entry)
    assert readers_of(reference, loan.entry.consultant.user) == [True]


def test_what_was_never_written_is_not_lent_or_hidden():
    reference = ReferenceFactory()
    assert reference.candidate.user is not None

    with pytest.raises(MovedOn):
        lend(reference, chosen(reference))
    with pytest.raises(MovedOn):
        actions.hide(reference, by=reference.candidate.user, now=NOW)
