"""How much of the best fifty a firm cannot approach: a count for the client, and nobody's name."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from candidates.models import Candidate, FirmStance
from coordination.reach import FLOOR, in_words, reach_of
from engagements.models import Brief
from providers.models import Firm
from ranking.models import FitRun
from shortlists.actions import NotAvailable, approach
from shortlists.models import Approach
from tests.browsers import browser_of
from tests.factories import (
    NOW,
    BriefFactory,
    CandidateFactory,
    FitResultFactory,
    FitRunFactory,
    OffLimitsFactory,
    PanelSeatFactory,
    PastAssignmentFactory,
)
from tests.shortlists.worlds import open_to, ready_brief, seat_on

pytestmark = pytest.mark.django_db

BEFORE = NOW - timedelta(days=30)
OURS = "Northline Biologics Ltd"


def at(candidate: Candidate, organisation: str, *, ended_on: date | None = None) -> None:
    started = date(2024, 1, 1)
    PastAssignmentFactory(
        candidate=candidate, organisation=organisation, started_on=started, ended_on=ended_on
    )


def ranked(brief: Brief, people: list[Candidate]) -> None:
    run: FitRun = FitRunFactory(brief=brief, brief_version=brief.version)
    for position, person in enumerate(people, start=1):
        FitResultFactory(run=run, candidate=person, position=position)


def many(firm: Firm, *, trusting: int, blocking: int) -> list[Candidate]:
    people: list[Candidate] = CandidateFactory.create_batch(trusting + blocking)
    for number, person in enumerate(people):
        stance = FirmStance.Stance.TRUSTED if number < trusting else FirmStance.Stance.BLOCKED
        FirmStance.objects.create(candidate=person, firm=firm, stance=stance)
    return people


def opened(**facts: Any) -> Brief:
    return BriefFactory(opened=True, **facts)  # type: ignore[no-any-return]


def test_off_limits_and_closed_people_are_one_count():
    brief = opened()
    firm = PanelSeatFactory(brief=brief).firm
    people = many(firm, trusting=24, blocking=6)
    OffLimitsFactory(firm=firm, name=OURS, added_at=BEFORE)
    for person in people[:3]:
        at(person, "Northline Biologics")
    ranked(brief, people)

    (line,) = reach_of(brief).firms

    assert line.closed == "9 of the best 30"


@pytest.mark.parametrize(
    ("closed", "words"),
    [
        (0, "fewer than 5 of the best 50"),
        (4, "fewer than 5 of the best 50"),
        (5, "5 of the best 50"),
        (45, "45 of the best 50"),
        (46, "more than 45 of the best 50"),
        (50, "more than 45 of the best 50"),
    ],
)
def test_near_nobody_and_near_everybody_only_a_bound_is_told(closed: int, words: str):
    assert in_words(closed, 50) == words


def test_one_interim_who_blocks_a_firm_changes_nothing_that_the_client_reads():
    brief = opened()
    firm = PanelSeatFactory(brief=brief).firm
    people = many(firm, trusting=30, blocking=0)
    ranked(brief, people)
    before = reach_of(brief).firms[0].closed

    FirmStance.objects.filter(candidate=people[0]).update(stance=FirmStance.Stance.BLOCKED)

    assert reach_of(brief).firms[0].closed == before


def test_below_the_floor_nothing_is_told():
    brief = opened()
    firm = PanelSeatFactory(brief=brief).firm
    ranked(brief, many(firm, trusting=2, blocking=FLOOR - 3))

    page = browser_of(brief.manager.user).get(reverse("reach", args=[brief.ref]))

    assertContains(page, "Not enough people are ranked")
    assertNotContains(page, "of the best")


def test_the_page_names_nobody_and_takes_as_many_queries_for_five_firms(
    django_assert_max_num_queries: Any,
):
    brief = opened()
    firm = PanelSeatFactory(brief=brief).firm
    for _ in range(4):
        PanelSeatFactory(brief=brief)
    people = many(firm, trusting=20, blocking=10)
    ranked(brief, people)

    browser, url = browser_of(brief.manager.user), reverse("reach", args=[brief.ref])
    browser.get(url)  # the first run of each prepared query is compared, in tests

    with django_assert_max_num_queries(20):
        page = browser.get(url)

    assertContains(page, "10 of the best 30")
    text = page.content.decode()
    assert not [person for person in people if person.user and person.user.full_name in text]


def test_a_firm_does_not_read_its_own_reach():
    brief = opened()
    consultant = seat_on(brief)

    page = browser_of(consultant.user).get(reverse("reach", args=[brief.ref]))

    assert page.status_code == 403


def test_a_search_among_the_same_people_elsewhere_is_told_as_a_number():
    brief, other = opened(), opened(title="A second site")
    firm = PanelSeatFactory(brief=brief).firm
    PanelSeatFactory(brief=other, firm=firm)
    people = many(firm, trusting=25, blocking=0)
    ranked(brief, people)
    ranked(other, people[:1])

    page = browser_of(brief.manager.user).get(reverse("reach", args=[brief.ref]))

    assertContains(page, "1 other open")
    assertNotContains(page, "A second site")
    assertNotContains(page, other.client.name)


# An approach to somebody off limits


def off_limits_world(added_at: Any, ended_on: date | None = None) -> tuple[Brief, Any, Candidate]:
    brief = ready_brief()
    consultant = seat_on(brief)
    OffLimitsFactory(firm=consultant.firm, name=OURS, added_at=added_at)
    candidate = open_to(consultant.firm)
    at(candidate, "NORTHLINE biologics", ended_on=ended_on)
    return brief, consultant, candidate


@pytest.mark.parametrize("left", [None, NOW.date() - timedelta(days=300)])
def test_an_approach_to_somebody_off_limits_is_refused_in_words(left: date | None):
    brief, consultant, candidate = off_limits_world(BEFORE, left)

    with pytest.raises(NotAvailable, match="Your own off-limits list"):
        approach(brief, candidate, by=consultant.user, why_you="You fit.", now=NOW)

    assert not Approach.objects.exists()


def test_who_left_more_than_a_year_ago_is_not_off_limits():
    brief, consultant, candidate = off_limits_world(BEFORE, NOW.date() - timedelta(days=400))

    assert approach(brief, candidate, by=consultant.user, why_you="You fit.", now=NOW)


def test_a_name_added_during_the_search_tells_nothing_of_anybody_on_it():
    brief, consultant, candidate = off_limits_world(NOW + timedelta(hours=1))

    assert approach(brief, candidate, by=consultant.user, why_you="You fit.", now=NOW)
