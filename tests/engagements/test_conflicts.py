"""A conflict of interest: disclosed to the client, waived or upheld by it."""

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import Deadline
from engagements.actions import conflicts
from engagements.models import Brief, Conflict
from interimhub.lib.refused import MovedOn
from providers.models import Consultant
from shortlists.actions import NotAvailable, approach
from shortlists.models import Approach
from tests.browsers import browser_of
from tests.deadlines import verbs
from tests.factories import NOW
from tests.notices import subjects
from tests.shortlists.worlds import open_to, ready_brief, seat_on

pytestmark = pytest.mark.django_db

WORDS = "We work for another maker of the same medicine until spring."


@pytest.fixture
def brief() -> Brief:
    return ready_brief()


@pytest.fixture
def firm(brief: Brief) -> Consultant:
    return seat_on(brief)


def disclosed(brief: Brief, firm: Consultant) -> Conflict:
    return conflicts.disclose(brief.seats.get(firm=firm.firm), by=firm, words=WORDS, now=NOW)


def panel(brief: Brief) -> str:
    return reverse("engagements:panel", args=[brief.ref])


def test_the_client_reads_a_conflict_in_the_firms_words_and_is_waited_for(
    brief: Brief, firm: Consultant
):
    url = reverse("engagements:disclose_conflict", args=[brief.ref])

    browser_of(firm.user).post(url, {"words": WORDS})

    manager = brief.manager.user
    assertContains(browser_of(manager).get(panel(brief)), WORDS)
    assert subjects(manager) == [f"{brief.name}: {firm.firm.name} discloses a conflict"]
    assert verbs(manager, timezone.now()) == ["Read it"]


def test_no_other_firm_reads_it(brief: Brief, firm: Consultant):
    other = seat_on(brief)
    disclosed(brief, firm)

    assertNotContains(browser_of(other.user).get(panel(brief)), WORDS)
    assertNotContains(browser_of(other.user).get(brief.get_absolute_url()), "disclosed a conflict")


def test_until_it_is_waived_the_firm_approaches_nobody_and_then_it_does(
    brief: Brief, firm: Consultant
):
    row, interim = disclosed(brief, firm), open_to(firm.firm)
    with pytest.raises(NotAvailable, match="the client has not waived it"):
        approach(brief, interim, by=firm.user, why_you="You fit.", now=NOW)

    browser_of(brief.manager.user).post(reverse("engagements:waive_conflict", args=[row.ref]))

    assert approach(brief, interim, by=firm.user, why_you="You fit.", now=NOW)
    assert not Deadline.objects.open().about(row).exists()


def test_upheld_it_binds_to_the_end(brief: Brief, firm: Consultant):
    row, interim = disclosed(brief, firm), open_to(firm.firm)

    browser_of(brief.manager.user).post(reverse("engagements:uphold_conflict", args=[row.ref]))

    with pytest.raises(NotAvailable):
        approach(brief, interim, by=firm.user, why_you="You fit.", now=NOW)
    assert not Approach.objects.exists()
    assert f"{brief.name}: your conflict is upheld" in subjects(firm.user)


def test_another_firm_on_the_brief_approaches_as_before(brief: Brief, firm: Consultant):
    disclosed(brief, firm)
    other = seat_on(brief)

    assert approach(brief, open_to(other.firm), by=other.user, why_you="You fit.", now=NOW)


def test_a_second_answer_comes_too_late(brief: Brief, firm: Consultant):
    row = disclosed(brief, firm)
    conflicts.answer(row, by=brief.manager.user, is_waived=True, now=NOW)

    with pytest.raises(MovedOn):
        conflicts.answer(row, by=brief.manager.user, is_waived=False, now=NOW)


def test_a_firm_does_not_waive_its_own_conflict(brief: Brief, firm: Consultant):
    row = disclosed(brief, firm)

    answer = browser_of(firm.user).post(reverse("engagements:waive_conflict", args=[row.ref]))

    assert answer.status_code == 403
