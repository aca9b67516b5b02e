"""A firm brings in another: declared, answered, read by all, ended by the client."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from accounts.models import Deadline
from engagements.actions import chain
from engagements.actions.panels import PanelFixed
from engagements.actions.reminders import PLANS
from engagements.models import Brief, PanelSeat, SubFirm
from interimhub.lib.refused import MovedOn
from providers.models import Consultant
from shortlists.voices import voices_for
from tests.browsers import browser_of
from tests.deadlines import verbs
from tests.factories import (
    NOW,
    BriefFactory,
    ConsultantFactory,
    EntryFactory,
    FirmFactory,
    PanelSeatFactory,
)
from tests.notices import subjects

pytestmark = pytest.mark.django_db

WHY = "They know validation in Ireland, and we do not."


def on_panel(brief: Brief, **facts: Any) -> Consultant:
    consultant: Consultant = ConsultantFactory(**facts)
    PanelSeatFactory(brief=brief, firm=consultant.firm, consultant=consultant)
    return consultant


@pytest.fixture
def brief() -> Brief:
    row: Brief = BriefFactory(opened=True)
    return row


@pytest.fixture
def first(brief: Brief) -> Consultant:
    return on_panel(brief, firm__name="Kestrel")


@pytest.fixture
def other() -> Consultant:
    row: Consultant = ConsultantFactory(firm=FirmFactory(name="Merlin"))
    return row


def bring_in(brief: Brief, first: Consultant, other: Consultant) -> SubFirm:
    seat = brief.seats.get(firm=first.firm)
    return chain.bring_in(
        seat, by=first, firm=other.firm, purpose=WHY, engagement="contingent", now=NOW
    )


def test_a_declared_firm_reads_nothing_of_the_brief_before_it_accepts(
    brief: Brief, first: Consultant, other: Consultant
):
    row = bring_in(brief, first, other)

    page = browser_of(other.user).get(row.get_absolute_url())

    assertContains(page, WHY)
    assert brief.title not in page.content.decode()
    assert browser_of(other.user).get(brief.get_absolute_url()).status_code == 404
    assert verbs(other.user) == ["Read it"]


def test_the_client_reads_who_brings_in_whom_and_for_what(
    brief: Brief, first: Consultant, other: Consultant
):
    bring_in(brief, first, other)

    page = browser_of(brief.manager.user).get(reverse("engagements:panel", args=[brief.ref]))

    assertContains(page, WHY)
    assertContains(page, "Through Kestrel")
    assert f"{brief.name}: Kestrel brings in Merlin" in subjects(brief.manager.user)


def test_a_firm_that_accepts_has_its_own_seat_at_once_through_the_first(
    brief: Brief, first: Consultant, other: Consultant
):
    row = bring_in(brief, first, other)

    browser_of(other.user).post(reverse("engagements:accept_sub_firm", args=[row.ref]))

    seat = brief.seats.get(firm=other.firm)
    assert (seat.through, seat.consultant) == (brief.seats.get(firm=first.firm), other)
    assert browser_of(other.user).get(brief.get_absolute_url()).status_code == 200
    assert not Deadline.objects.open().about(row).exists()


def test_an_interim_reads_the_whole_chain_beside_the_firm(
    brief: Brief, first: Consultant, other: Consultant
):
    chain.accept(bring_in(brief, first, other), by=other, now=NOW)
    entry = EntryFactory(brief=brief, firm=first.firm, consultant=first, approached=True)

    engaged = {voice.firm.name: voice.engaged for voice in voices_for(entry)}

    assert engaged["Merlin"].startswith("Brought in by Kestrel. Contingent")


def test_a_refusal_is_read_by_the_first_firm_and_the_client(
    brief: Brief, first: Consultant, other: Consultant
):
    row = bring_in(brief, first, other)
    reason = "We work for a competitor of theirs."

    browser_of(other.user).post(
        reverse("engagements:refuse_sub_firm", args=[row.ref]), {"reason": reason}
    )

    for reader in (first.user, brief.manager.user):
        page = browser_of(reader).get(reverse("engagements:panel", args=[brief.ref]))
        assertContains(page, reason)
    assert not brief.seats.of_firm(other.firm).exists()


def test_a_third_firm_does_not_read_whom_another_brings_in(
    brief: Brief, first: Consultant, other: Consultant
):
    third = on_panel(brief)
    row = bring_in(brief, first, other)

    page = browser_of(third.user).get(reverse("engagements:panel", args=[brief.ref]))

    assert WHY not in page.content.decode()
    assert browser_of(third.user).get(row.get_absolute_url()).status_code == 404


def test_a_firm_that_was_brought_in_brings_in_nobody(
    brief: Brief, first: Consultant, other: Consultant
):
    chain.accept(bring_in(brief, first, other), by=other, now=NOW)
    third: Consultant = ConsultantFactory()

    with pytest.raises(PanelFixed, match="cannot bring in a third"):
        bring_in(brief, other, third)


def test_a_firm_on_the_brief_is_not_brought_in_again(brief: Brief, first: Consultant):
    with pytest.raises(PanelFixed, match="has a seat"):
        bring_in(brief, first, on_panel(brief))


def test_a_firm_is_asked_once(brief: Brief, first: Consultant, other: Consultant):
    bring_in(brief, first, other)

    with pytest.raises(PanelFixed, match="asked already"):
        bring_in(brief, first, other)


def test_a_second_answer_comes_too_late(brief: Brief, first: Consultant, other: Consultant):
    row = bring_in(brief, first, other)
    chain.accept(row, by=other, now=NOW)

    with pytest.raises(MovedOn):
        chain.refuse(row, by=other, reason="We thought again.", now=NOW)


def test_the_client_ends_it_with_a_reason_and_the_firm_reads_the_brief_no_more(
    brief: Brief, first: Consultant, other: Consultant
):
    row = bring_in(brief, first, other)
    chain.accept(row, by=other, now=NOW)
    url = reverse("end_sub_firm", args=[row.ref])

    browser_of(brief.manager.user).post(url, {"reason": "Our framework names three firms."})

    row.refresh_from_db()
    assert (row.state, row.reason) == ("Ended", "Our framework names three firms.")
    assert browser_of(other.user).get(brief.get_absolute_url()).status_code == 404


def test_the_client_does_not_end_it_once_the_firm_has_spoken_to_an_interim(
    brief: Brief, first: Consultant, other: Consultant
):
    row = bring_in(brief, first, other)
    chain.accept(row, by=other, now=NOW)
    EntryFactory(brief=brief, firm=other.firm, consultant=other, approached=True)
    url = reverse("end_sub_firm", args=[row.ref])

    page = browser_of(brief.manager.user).post(url, {"reason": "Our framework names three."})

    assertContains(page, "Merlin has spoken to somebody", status_code=403)
    assert PanelSeat.objects.active().filter(brief=brief, firm=other.firm).exists()


def test_a_firm_does_not_end_what_the_client_may_end(
    brief: Brief, first: Consultant, other: Consultant
):
    row = bring_in(brief, first, other)
    url = reverse("end_sub_firm", args=[row.ref])

    assert browser_of(first.user).post(url, {"reason": "We thought again."}).status_code == 403


def test_a_question_without_an_answer_ends_after_reminders(
    brief: Brief, first: Consultant, other: Consultant
):
    row = bring_in(brief, first, other)
    (remind,) = [act for plan, act in PLANS if plan is chain.SUB_FIRM]
    for day in range(1, 20):
        for deadline in Deadline.objects.open().about(row):
            remind(deadline, now=NOW + timedelta(days=day))

    row.refresh_from_db()
    assert (row.state, row.reason) == ("Ended", chain.UNANSWERED)
    assert subjects(other.user).count("Kestrel would bring your firm in") >= 3
