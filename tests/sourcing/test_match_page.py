"""One match: reasons, next and previous, set aside, restore."""

import pytest
from django.test import Client
from django.urls import reverse

from engagements.models import Brief
from ranking.models import FitResult
from shortlists.asking import url_for
from shortlists.models import FirmReview
from tests.factories import NOW, ConsultantFactory, EntryFactory
from tests.shortlists.worlds import evidence, match_of, open_to, own_id, ready_brief, seat_on

pytestmark = pytest.mark.django_db
PAGES = ["match", "read_match", "set_aside", "restore", "approach"]


def url(match: FitResult, name: str = "match", query: str = "") -> str:
    return reverse(f"sourcing:{name}", args=[match.run.brief.ref, own_id(match)]) + query


def send(client: Client, match: FitResult, name: str):
    ask = client.get if name in {"match", "approach"} else client.post
    return ask(url(match, name))


@pytest.fixture
def brief() -> Brief:
    return ready_brief()


@pytest.mark.parametrize("name", PAGES)
def test_an_anonymous_user_is_redirected_to_login(client: Client, brief: Brief, name: str):
    match = match_of(brief, open_to(seat_on(brief).firm))

    response = send(client, match, name)

    assert (response.status_code, response.url.split("?")[0]) == (302, reverse("account_login"))


@pytest.mark.parametrize("name", PAGES)
def test_a_stranger_finds_nothing(client: Client, brief: Brief, name: str):
    match = match_of(brief, open_to(seat_on(brief).firm))
    client.force_login(ConsultantFactory().user)

    assert send(client, match, name).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_the_manager_reads_why_not(client: Client, brief: Brief, name: str):
    match = match_of(brief, open_to(seat_on(brief).firm))
    client.force_login(brief.manager.user)

    response = send(client, match, name)

    assert response.status_code == 403
    assert "Matches are read by the firms on the panel" in response.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_somebody_closed_to_the_firm_does_not_exist(client: Client, brief: Brief, name: str):
    ours = seat_on(brief)
    match = match_of(brief, open_to(ConsultantFactory().firm))
    client.force_login(ours.user)

    assert send(client, match, name).status_code == 404


@pytest.mark.parametrize("name", ["read_match", "set_aside", "restore"])
def test_changes_require_a_post(client: Client, brief: Brief, name: str):
    ours = seat_on(brief)
    match = match_of(brief, open_to(ours.firm))
    client.force_login(ours.user)

    assert client.get(url(match, name)).status_code == 405


def test_the_reasons_are_on_the_page(client: Client, brief: Brief):
    ours = seat_on(brief)
    match = match_of(
        brief,
        open_to(ours.firm, headline="Releases sites"),
        evidence=[evidence("GMP remediation", "have"), evidence("Sterile filling", "missing")],
        gaps=[
            {
                "code": "x",
                "label": "Sterile filling",
                "points_if": 9.0,
                "sentence": "Must-have missing: Sterile filling is not shown.",
            }
        ],
        asks=["Where have you done sterile filling?"],
        low=61.0,
        high=78.0,
    )
    client.force_login(ours.user)

    body = " ".join(client.get(url(match)).content.decode().split())

    for words in [
        "Releases sites",
        "GMP remediation: leads others in it, last used 2025.",
        "Not shown in the profile.",
        "Plus 9 points if it were shown.",
        "Must-have missing: Sterile filling is not shown.",
        "Must-haves that are not shown",
        "Where have you done sterile filling?",
        "One level above the brief: costs no points",
        "Could be up to 78 once what is not known is stated.",
        "Price plays no part here.",
        "1 of 1",
    ]:
        assert words in body, words


def test_a_get_changes_nothing_and_the_page_posts_that_it_was_read(client: Client, brief: Brief):
    ours = seat_on(brief)
    match = match_of(brief, open_to(ours.firm))
    client.force_login(ours.user)

    body = client.get(url(match)).content.decode()
    assert not FirmReview.objects.exists()
    assert f'hx-post="{url(match, "read_match")}" hx-trigger="load"' in body
    assert client.post(url(match, "read_match")).status_code == 204

    assert FirmReview.objects.get().read_at is not None
    assert "hx-trigger" not in client.get(url(match)).content.decode()


def test_next_and_previous_follow_the_filtered_list(client: Client, brief: Brief):
    ours = seat_on(brief)
    first, second, third = (match_of(brief, open_to(ours.firm)) for _ in range(3))
    FirmReview.objects.create(
        firm=ours.firm, brief=brief, candidate=second.candidate, consultant=ours, read_at=NOW
    )
    client.force_login(ours.user)

    everyone = client.get(url(second)).context
    new_only = client.get(url(first, query="?show=new")).context

    assert everyone["previous_url"] == url(first)
    assert everyone["following_url"] == url(third)
    assert (everyone["position"].number, everyone["position"].total) == (2, 3)
    assert new_only["previous_url"] is None
    assert new_only["following_url"] == url(third, query="?show=new")


def test_setting_aside_opens_the_next_match(client: Client, brief: Brief):
    ours = seat_on(brief)
    first, second = (match_of(brief, open_to(ours.firm)) for _ in range(2))
    client.force_login(ours.user)

    response = client.post(
        url(first, "set_aside", "?show=new"), {"reason": "context", "note": "Never in pharma."}
    )

    assert (response.status_code, response.url) == (302, url(second, query="?show=new"))
    review = FirmReview.objects.get()
    assert (review.reason, review.note) == ("context", "Never in pharma.")


def test_the_last_one_set_aside_leads_to_the_list(client: Client, brief: Brief):
    ours = seat_on(brief)
    match = match_of(brief, open_to(ours.firm))
    client.force_login(ours.user)

    response = client.post(url(match, "set_aside"), {"reason": "context"})

    assert response.url == reverse("sourcing:matches", args=[brief.ref])


def test_setting_aside_without_a_reason_keeps_the_note(client: Client, brief: Brief):
    ours = seat_on(brief)
    match = match_of(brief, open_to(ours.firm))
    client.force_login(ours.user)

    response = client.post(url(match, "set_aside"), {"note": "Knows the site."})

    assert response.status_code == 422
    assert response.context["form"].has_error("reason", "required")
    assert "Knows the site." in response.content.decode()
    assert not FirmReview.objects.exists()


def test_a_match_set_aside_is_restored(client: Client, brief: Brief):
    ours = seat_on(brief)
    match = match_of(brief, open_to(ours.firm))
    client.force_login(ours.user)
    client.post(url(match, "set_aside"), {"reason": "context"})
    assert "Set aside by your firm" in client.get(url(match)).content.decode()

    response = client.post(url(match, "restore"))

    assert response.url == url(match)
    assert not FirmReview.objects.get().is_set_aside


def test_somebody_another_firm_speaks_with_can_be_asked_like_anybody(client: Client, brief: Brief):
    ours = seat_on(brief)
    match = match_of(brief, open_to(ours.firm))
    EntryFactory(approached=True, brief=brief, candidate=match.candidate)
    client.force_login(ours.user)

    response = client.get(url(match))

    assert "Not available" not in response.content.decode()
    assert url(match, "approach") in response.content.decode()


def test_a_match_links_to_the_firms_own_conversation(client: Client, brief: Brief):
    ours = seat_on(brief)
    match = match_of(brief, open_to(ours.firm))
    entry = EntryFactory(approached=True, brief=brief, candidate=match.candidate, consultant=ours)
    client.force_login(ours.user)

    assert url_for(entry.firm, entry) in client.get(url(match)).content.decode()


def test_an_old_ranking_leads_to_the_same_person_in_the_new_one(client: Client, brief: Brief):
    ours = seat_on(brief)
    person = open_to(ours.firm)
    old = match_of(brief, person)
    Brief.objects.update(version=2, scored_version=2)
    brief.refresh_from_db()
    new = match_of(brief, person)
    client.force_login(ours.user)

    response = client.get(url(old))

    assert (response.status_code, response.url) == (302, url(new))
