"""Finding somebody a consultant knows is right, ranked or not."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from candidates.models import Candidate
from engagements.models import Brief, Requirement
from interimhub.lib.search import TextPart
from providers.models import Consultant, Firm
from ranking import profile_words
from ranking.models import FitResult
from ranking.runs import rank_brief
from shortlists.asking import url_for
from shortlists.models import Entry
from sourcing.finding import Finder
from tests.factories import CandidateSkillFactory, ConceptFactory, ConsultantFactory, UserFactory
from tests.shortlists.worlds import match_of, open_to, ready_brief, seat_on

pytestmark = pytest.mark.django_db
WHY = "You closed eleven observations at a fill-finish site in five months."


def url(brief: Brief, query: str = "") -> str:
    return reverse("sourcing:find", args=[brief.ref]) + query


def search(client: Client, brief: Brief, words: str) -> Finder:
    """Return what the page finds once the worker has seen all changes."""
    profile_words.write_all()
    found: Finder = client.get(reverse("sourcing:find", args=[brief.ref]), {"q": words}).context[
        "found"
    ]
    return found


def headlines(client: Client, brief: Brief, words: str) -> list[str]:
    return sorted(person.headline for person in search(client, brief, words).hits)


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

    assert headlines(client, brief, "sterile") == ["One", "Sterile sites, turned round"]
    assert headlines(client, brief, "") == []


def test_a_name_finds_nobody(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    person = open_to(
        ours.firm, headline="Harrow Works again", user=UserFactory(full_name="Ruth Hollis")
    )
    person.record.create(title="Director", organisation="Harrow Works Ltd")
    client.force_login(ours.user)

    for words in ("harrow", "hollis"):
        assert headlines(client, brief, words) == []


def test_everybody_found_links_to_their_reasons(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    ranked = open_to(ours.firm, headline="Sterile, ranked")
    match = match_of(brief, ranked)
    other = open_to(ours.firm, headline="Sterile, not ranked")
    client.force_login(ours.user)

    found = search(client, brief, "sterile")

    assert {person.headline: person.url for person in found.hits} == {
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


def test_words_are_found_in_any_order_with_or_without_accents_and_together_in_quotes(
    client: Client,
):
    brief = ready_brief()
    ours = seat_on(brief)
    person = open_to(ours.firm, headline="Remise à niveau d'un site stérile")
    CandidateSkillFactory(candidate=person, concept=ConceptFactory(label="Quality management"))
    other = open_to(ours.firm, headline="Leiterin Qualitätsmanagement")
    client.force_login(ours.user)

    for words in ("management quality", "sterile quality", "QUALITY stérile", '"quality"'):
        assert headlines(client, brief, words) == [person.headline]
    for words in ("management", "MANAG"):
        assert headlines(client, brief, words) == [other.headline, person.headline]
    assert headlines(client, brief, "qualitatsmanagement") == [other.headline]
    for words in ('"management quality"', "it", "quality finance"):
        assert headlines(client, brief, words) == []


def test_a_skill_is_found_by_its_other_names_which_the_page_shows(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    concept = ConceptFactory(label="Good manufacturing practice")
    concept.labels.create(text="GMP", key="gmp")
    CandidateSkillFactory(candidate=open_to(ours.firm, headline="One"), concept=concept)
    client.force_login(ours.user)

    (person,) = search(client, brief, "gmp").hits

    (skill,) = person.skills
    assert skill.label == [TextPart("Good manufacturing practice", is_hit=False)]
    assert skill.other_name == [TextPart("GMP", is_hit=True)]


def test_what_was_found_is_marked_and_the_place_in_the_ranking_is_said(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    match = match_of(brief, open_to(ours.firm, headline="Sterile, ranked"))
    open_to(ours.firm, headline="Not ranked, stérile")
    client.force_login(ours.user)
    profile_words.write_all()

    page = client.get(url(brief, "?q=sterile")).content.decode()

    assert "<mark>Sterile</mark>, ranked" in page
    assert "Not ranked, <mark>stérile</mark>" in page
    assert f"Match {match.position}" in page
    assert page.count("Not in the ranking") == 1


def test_those_who_confirmed_their_availability_last_come_first_and_the_others_at_the_end(
    client: Client,
):
    brief = ready_brief()
    ours = seat_on(brief)
    for headline, day in (("Sterile 1", 1), ("Sterile 3", 3), ("Sterile, never", None)):
        on = day and date(2026, 11, day)
        open_to(ours.firm, headline=headline, availability_confirmed_on=on)
    client.force_login(ours.user)

    found = search(client, brief, "sterile").hits

    assert [person.headline for person in found] == ["Sterile 3", "Sterile 1", "Sterile, never"]


def test_who_has_changed_since_the_worker_looked_is_not_shown_by_old_words(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    renamed = open_to(ours.firm, headline="Sterile at Harrow Works")
    reworded = open_to(ours.firm, headline="Sterile at Harrow Works, again")
    skilled = open_to(ours.firm, headline="Harrow Works")
    blocking = open_to(ours.firm, headline="Harrow Works, blocking")
    CandidateSkillFactory(candidate=skilled, concept=ConceptFactory(label="Harrow Works"))
    client.force_login(ours.user)
    assert len(search(client, brief, "harrow").hits) == 4

    renamed.record.create(title="Director", organisation="Harrow Works Ltd")
    Candidate.objects.filter(pk=reworded.pk).update(headline="Something else")
    skilled.skills.all().delete()
    skilled.record.create(title="Director", organisation="Harrow Works Ltd")
    blocking.stances.update(stance="blocked")

    assert client.get(url(brief, "?q=harrow")).context["found"].hits == []


def test_nobody_found_says_which_word_finds_somebody_and_which_skill_is_named_like_it(
    client: Client,
):
    brief = ready_brief()
    ours = seat_on(brief)
    concept = ConceptFactory(label="sterile filling")
    concept.labels.create(text="sterile filling", key="sterile filling", is_preferred=True)
    CandidateSkillFactory(candidate=open_to(ours.firm, headline="One"), concept=concept)
    client.force_login(ours.user)

    found = search(client, brief, "Filling zeppelins")
    similar = search(client, brief, "sterile fillling")

    assert [(word.text, word.is_found, word.url) for word in found.words_alone] == [
        ("Filling", True, "?q=Filling"),
        ("zeppelins", False, "?q=zeppelins"),
    ]
    assert [(skill.label, skill.url) for skill in similar.similar] == [
        ("sterile filling", "?q=%22sterile+filling%22")
    ]
    page = client.get(url(brief, "?q=Filling+zeppelins")).content.decode()
    assert "“Filling zeppelins”" in page


def test_a_search_as_a_part_of_the_page_answers_with_the_list_alone(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    open_to(ours.firm, headline="Sterile")
    client.force_login(ours.user)
    profile_words.write_all()

    part = client.get(url(brief, "?q=sterile"), headers={"HX-Request": "true"}).content.decode()

    assert part.strip().startswith('<div id="found"')


def test_a_search_that_finds_nobody_takes_few_queries(
    client: Client, django_assert_max_num_queries
):
    brief = ready_brief()
    ours = seat_on(brief)
    ConceptFactory(label="sterile filling").labels.create(text="sterile filling", key="sterile")
    client.force_login(ours.user)

    with django_assert_max_num_queries(20):
        found = client.get(url(brief, "?q=sterile+b+c+d+e+f+g+h+i")).context["found"]

    assert len(found.words_alone) == 8


@pytest.mark.parametrize("count", [1, 3])
def test_searching_takes_the_same_queries_however_many(
    client: Client, count: int, django_assert_num_queries
):
    brief = ready_brief()
    ours = seat_on(brief)
    for _ in range(count):
        open_to(ours.firm, headline="Sterile").record.create(title="Director")
    client.force_login(ours.user)
    assert len(search(client, brief, "sterile").hits) == count

    with django_assert_num_queries(QUERIES):
        client.get(url(brief, "?q=sterile"))


QUERIES = 12
