"""The interim's home."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from candidates.models import Candidate
from engagements.models import Brief
from shortlists.actions import approach
from shortlists.models import FirmReview
from tests.browsers import browser_of
from tests.factories import (
    NOW,
    CandidateFactory,
    ClientMemberFactory,
    ConsultantFactory,
    FitRunFactory,
    PastAssignmentFactory,
)
from tests.shortlists.worlds import mandated, match_of, open_to, ready_brief, seat_on

pytestmark = pytest.mark.django_db


def page(candidate: Candidate, **query: str) -> str:
    assert candidate.user is not None
    answer = browser_of(candidate.user).get(reverse("home"), query)
    assert answer.status_code == 200
    return answer.content.decode()


def fitting(title: str = "Rescue the filling line", **facts: Any) -> tuple[Brief, Candidate]:
    brief = ready_brief(title=title, **facts)
    seat_on(brief)
    candidate = CandidateFactory()
    match_of(brief, candidate)
    return brief, candidate


def detail(brief: Brief) -> str:
    return reverse("shortlists:fitting_brief", args=[brief.ref])


def test_an_interim_comes_home_after_signing_in_and_others_come_to_today():
    interim, consultant = CandidateFactory(), ConsultantFactory()
    both = CandidateFactory(user=ConsultantFactory().user)

    first = [browser_of(p.user).get(reverse("start")).url for p in (interim, consultant, both)]

    assert first == [reverse("home"), reverse("today"), reverse("today")]


def test_only_interims_have_a_home():
    answer = browser_of(ClientMemberFactory().user).get(reverse("home"))

    assert (answer.status_code, b"you have no profile here" in answer.content) == (403, True)


def test_a_brief_that_fits_is_read_with_its_reasons_and_no_rank():
    brief, candidate = fitting()
    match_of(brief, CandidateFactory(), score=99.0)

    text = page(candidate)
    answer = browser_of(candidate.user).get(detail(brief))

    assert "Rescue the filling line" in text
    assert ("Fit </span>70" in text, "Fit </span>99" in text) == (True, False)
    assert answer.status_code == 200
    assert b"position" not in answer.content


def test_nobody_reads_a_brief_that_does_not_hold_them():
    brief, _ = fitting()
    other = CandidateFactory()

    assert "Rescue the filling line" not in page(other)
    assert browser_of(other.user).get(detail(brief)).status_code == 404


def test_a_confidential_client_has_its_alias_and_no_name_anywhere():
    brief, candidate = fitting(is_confidential=True)
    brief.client.name, brief.client.alias = "Quillonbury", "a maker of injectables"
    brief.client.save()
    Brief.objects.filter(pk=brief.pk).update(title="Quillonbury: rescue")

    for text in (page(candidate), browser_of(candidate.user).get(detail(brief)).content.decode()):
        assert "Quillonbury" not in text
        assert "a maker of injectables" in text


def test_a_brief_of_the_present_employer_is_left_out_and_one_of_a_former_is_not():
    brief, candidate = fitting()
    now_there = PastAssignmentFactory(
        candidate=candidate, organisation=f"{brief.client.name} Ltd", ended_on=None
    )
    assert "Rescue the filling line" not in page(candidate)
    assert browser_of(candidate.user).get(detail(brief)).status_code == 404

    now_there.ended_on = now_there.started_on + timedelta(days=90)
    now_there.save()

    assert "Rescue the filling line" in page(candidate)


def test_who_cannot_be_found_reads_why_and_no_brief():
    brief, candidate = fitting()
    Candidate.objects.filter(pk=candidate.pk).update(is_discoverable=False)

    text = page(candidate)

    assert "Rescue the filling line" not in text
    assert "Nobody can find you yet" in text
    assert browser_of(candidate.user).get(detail(brief)).status_code == 404


def test_only_the_current_ranking_of_a_brief_in_search_counts():
    brief, candidate = fitting()
    FitRunFactory(brief=brief, pool_version="2", finished_at=NOW + timedelta(hours=1))
    ended, _ = fitting("Close the plant")
    match_of(ended, candidate)
    Brief.objects.filter(pk=ended.pk).update(status=Brief.Status.ON_HOLD, status_before_hold="open")

    text = page(candidate)

    assert ("Rescue the filling line" in text, "Close the plant" in text) == (False, False)


def test_a_brief_about_which_a_firm_has_asked_leads_to_the_conversation():
    brief, _ = fitting()
    ours = seat_on(brief)
    interim = open_to(ours.firm)
    match_of(brief, interim)
    entry = approach(brief, interim, by=ours.user, why_you="You closed such a case.", now=NOW)

    answer = browser_of(interim.user).get(detail(brief))

    assert answer.url == entry.get_absolute_url()
    assert "In conversation" in page(interim)


def test_who_has_read_what_is_told_coarsely_and_never_what_a_firm_decided():
    brief, candidate = fitting(is_confidential=True)
    brief.client.name = "Quillonbury"
    brief.client.save()
    Brief.objects.filter(pk=brief.pk).update(title="Quillonbury: rescue")
    reader = seat_on(brief)
    FirmReview.objects.create(
        firm=reader.firm,
        brief=brief,
        candidate=candidate,
        consultant=reader,
        read_at=NOW,
        set_aside_at=NOW,
        reason=FirmReview.Reason.SENIORITY,
    )

    text = page(candidate)

    assert f"{reader.firm.name}</a> opened why you fit, without your name" in text
    assert "Quillonbury" not in text
    assert "Seniority" not in text


def test_a_mandate_is_listed_with_its_firm_and_what_it_was_given():
    brief = ready_brief()
    ours = seat_on(brief)
    entry, mandate = mandated(brief, ours)

    text = page(entry.candidate)

    assert f"got version {mandate.profile_version} of your profile, with your name" in text
    assert ours.firm.name in text


@pytest.mark.parametrize("count", [1, 3])
def test_home_costs_the_same_with_many_briefs_and_conversations(
    count: int, django_assert_max_num_queries: Any
):
    candidate = CandidateFactory()
    for number in range(count):
        brief = ready_brief(title=f"Brief {number}", is_confidential=True)
        seat_on(brief)
        match_of(brief, candidate)
        mandated(ready_brief(), seat_on(ready_brief()), candidate)
        reader = seat_on(brief)
        facts = {"brief": brief, "candidate": candidate, "consultant": reader, "read_at": NOW}
        FirmReview.objects.create(firm=reader.firm, **facts)
    browser = browser_of(candidate.user)

    with django_assert_max_num_queries(20):
        answer = browser.get(reverse("home"))

    assert answer.content.decode().count("opened why you fit, without") == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_fitting_brief_costs_the_same_with_many_firms(
    count: int, django_assert_max_num_queries: Any
):
    brief, candidate = fitting()
    for _ in range(count):
        seat_on(brief)
    browser = browser_of(candidate.user)

    with django_assert_max_num_queries(20):
        browser.get(detail(brief))


def test_trust_given_on_any_page_returns_there_and_can_be_undone():
    brief, candidate = fitting()
    firm = brief.seats.get().firm
    browser = browser_of(candidate.user)
    url = reverse("candidates:set_stance", args=[firm.ref])

    given = browser.post(url, {"stance": "trusted", "return_to": detail(brief)}, follow=True)
    assert f'action="{url}?stance="' in given.content.decode()
    browser.post(f"{url}?stance=")

    assert not candidate.stances.exists()
