"""Finding somebody a consultant knows is right, ranked or not."""

import pytest
from django.test import Client
from django.urls import reverse

from candidates.models import Candidate
from engagements.models import Brief, Requirement
from providers.models import Consultant, Firm
from ranking.models import FitResult
from ranking.runs import rank_brief
from shortlists.asking import url_for
from shortlists.models import Entry
from tests.factories import CandidateSkillFactory, ConceptFactory, ConsultantFactory, UserFactory
from tests.shortlists.worlds import match_of, open_to, ready_brief, seat_on

pytestmark = pytest.mark.django_db
WHY = "You closed eleven observations at a fill-finish site in five months."


def url(brief: Brief, query: str = "") -> str:
    return reverse("sourcing:find", args=[brief.ref]) + query


def headlines(response) -> list[str]:
    return sorted(person.headline for person in response.context["found"])


def test_only_firms_of_the_panel_can_search(client: Client):
    brief = ready_brief()
    assert client.get(url(brief)).status_code == 302
    client.force_login(ConsultantFactory().user)
    assert client.get(url(brief)).status_code == 404
    client.force_login(brief.manager.user)

    response = client.get(url(brief))

    assert response.status_code == 403
    assert "read by the firms on the panel" in response.content.decode()


def test_search_finds_interims_open_to_the_firm_by_skill_and_headline(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    sterile = ConceptFactory(label="sterile filling")
    by_skill, closed = open_to(ours.firm, headline="One"), open_to(ConsultantFactory().firm)
    for person in (by_skill, closed):
        CandidateSkillFactory(candidate=person, concept=sterile)
    open_to(ours.firm, headline="Sterile sites, turned round")
    open_to(ours.firm, headline="Two")
    client.force_login(ours.user)

    assert headlines(client.get(url(brief, "?q=sterile"))) == ["One", "Sterile sites, turned round"]
    assert headlines(client.get(url(brief))) == []


def test_a_name_finds_nobody(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    person = open_to(
        ours.firm, headline="Harrow Works again", user=UserFactory(full_name="Ruth Hollis")
    )
    person.record.create(title="Director", organisation="Harrow Works Ltd")
    client.force_login(ours.user)

    for words in ("harrow", "hollis"):
        assert headlines(client.get(url(brief, f"?q={words}"))) == []


def test_everybody_found_links_to_their_reasons(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    ranked = open_to(ours.firm, headline="Sterile, ranked")
    match = match_of(brief, ranked)
    other = open_to(ours.firm, headline="Sterile, not ranked")
    client.force_login(ours.user)

    found = client.get(url(brief, "?q=sterile")).context["found"]

    assert {person.headline: person.url for person in found} == {
        "Sterile, ranked": reverse("sourcing:match", args=[brief.ref, ours.firm.own_id(match.ref)]),
        "Sterile, not ranked": page_of(brief, ours, other),
    }


def page_of(brief: Brief, consultant: Consultant, person: Candidate) -> str:
    return reverse("sourcing:found", args=[brief.ref, consultant.firm.own_id(person.ref)])


def must_of(brief: Brief) -> Requirement:
    return brief.requirements.filter(importance=Requirement.Importance.MUST)[0]


def found_by_hand(brief: Brief, firm: Firm) -> Candidate:
    """Return somebody whom the ranking did not keep, with one of the brief's must-haves."""
    person = open_to(
        firm,
        headline="Ruth Hollis turns sterile sites round",
        summary="At Harrow Works I closed eleven findings.",
        user=UserFactory(full_name="Ruth Hollis", email="ruth@hollis.example"),
    )
    person.record.create(
        title="Director", organisation="Harrow Works Ltd", result="Closed at Harrow Works."
    )
    must = must_of(brief)
    CandidateSkillFactory(candidate=person, concept=must.concept, level=5)
    return person


def test_somebody_found_is_shown_like_a_match_before_they_are_asked(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    match_of(brief, open_to(ours.firm))
    person = found_by_hand(brief, ours.firm)
    client.force_login(ours.user)

    response = client.get(page_of(brief, ours, person))

    page = response.content.decode()
    skill = must_of(brief).concept.label
    assert response.context["why"].score > 0
    assert skill in [line.label for line in response.context["why"].lines if line.state == "have"]
    assert "Not in the ranking" in page
    assert (
        reverse("sourcing:approach_found", args=[brief.ref, ours.firm.own_id(person.ref)]) in page
    )
    assert [word for word in ("Ruth", "Hollis", "Harrow") if word in page] == []
    assert not FitResult.objects.filter(candidate=person).exists()


def test_reasons_of_somebody_found_are_those_of_a_ranking(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    person = found_by_hand(brief, ours.firm)
    rank_brief(brief)
    client.force_login(ours.user)
    match = client.get(page_of(brief, ours, person), follow=True)

    # As if two hundred others had been better.
    FitResult.objects.filter(candidate=person).delete()
    by_hand = client.get(page_of(brief, ours, person))

    assert match.redirect_chain
    assert by_hand.status_code == 200
    assert by_hand.context["why"] == match.context["why"]


def test_before_the_first_ranking_somebody_found_is_shown_too(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    person = found_by_hand(brief, ours.firm)
    Brief.objects.filter(pk=brief.pk).update(scored_version=0)
    client.force_login(ours.user)

    page = client.get(page_of(brief, ours, person)).content.decode()

    assert "Not ranked yet" in page


def test_the_letter_to_somebody_found_leads_back_to_their_reasons(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    person = open_to(ours.firm)
    client.force_login(ours.user)
    letter = reverse("sourcing:approach_found", args=[brief.ref, ours.firm.own_id(person.ref)])

    assert client.get(letter).context["back_url"] == page_of(brief, ours, person)


def test_an_interim_outside_the_ranking_can_be_approached(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    person = open_to(ours.firm)
    client.force_login(ours.user)
    letter = reverse("sourcing:approach_found", args=[brief.ref, ours.firm.own_id(person.ref)])

    assert client.get(letter).status_code == 200
    response = client.post(letter, {"why_you": WHY})

    entry = Entry.objects.get()
    assert response.url == url_for(entry.firm, entry)
    assert (entry.candidate, entry.result, entry.awaits_interim) == (person, None, True)
    assert client.get(url_for(entry.firm, entry)).status_code == 200


def test_somebody_closed_to_the_firm_does_not_exist(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    closed = open_to(ConsultantFactory().firm)
    client.force_login(ours.user)
    letter = reverse("sourcing:approach_found", args=[brief.ref, ours.firm.own_id(closed.ref)])

    assert client.get(letter).status_code == 404
    assert client.get(page_of(brief, ours, closed)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_searching_takes_the_same_queries_however_many(
    client: Client, count: int, django_assert_num_queries
):
    brief = ready_brief()
    ours = seat_on(brief)
    for _ in range(count):
        open_to(ours.firm, headline="Sterile").record.create(title="Director")
    client.force_login(ours.user)

    with django_assert_num_queries(QUERIES):
        client.get(url(brief, "?q=sterile"))


QUERIES = 8
