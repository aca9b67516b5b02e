"""The list of conversations, as each reader sees it."""

import pytest
from django.test import Client
from django.urls import reverse

from ranking import profile_words
from shortlists import actions
from shortlists.models import Entry, Question
from tests.factories import (
    NOW,
    CandidateFactory,
    ClientFactory,
    ConsultantFactory,
    EntryFactory,
    QuestionFactory,
    UserFactory,
)
from tests.shortlists.worlds import mandated, open_to, ready_brief, seat_on

pytestmark = pytest.mark.django_db
LIST = "/conversations/"
WHY = "You closed eleven observations at a fill-finish site in five months."


def asked(entry: Entry, text: str = "Is the head of quality staying?") -> Question:
    question: Question = QuestionFactory(entry=entry, text=text)
    return question


def titles(response) -> list[str]:
    return [line.title for line in response.context["lines"]]


# The list


def test_an_anonymous_user_is_redirected_to_login(client: Client):
    assert client.get(LIST).url.startswith(reverse("account_login"))


def test_a_client_reads_where_they_meet_people(client: Client):
    client.force_login(ready_brief().manager.user)

    response = client.get(LIST)

    assert response.status_code == 403
    assert "You meet people on your briefs" in response.content.decode()


def test_a_firm_sees_its_conversations_and_only_names_of_interims_who_chose_it(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    blind = open_to(ours.firm, headline="Releases sites", user=UserFactory(full_name="Ruth Hollis"))
    EntryFactory(approached=True, brief=brief, candidate=blind, consultant=ours)
    named = open_to(ours.firm, user=UserFactory(full_name="Anja Vermeer"))
    mandated(brief, ours, named)
    EntryFactory(approached=True, brief=brief)
    client.force_login(ConsultantFactory(firm=ours.firm).user)

    response = client.get(LIST)

    assert sorted(titles(response)) == ["Anja Vermeer", "Releases sites"]
    assert "Hollis" not in response.content.decode()


def test_search_does_not_find_a_name_before_the_mandate(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    blind = open_to(ours.firm, user=UserFactory(full_name="Ruth Hollis"))
    EntryFactory(approached=True, brief=brief, candidate=blind, consultant=ours)
    client.force_login(ours.user)

    assert titles(client.get(LIST + "?q=hollis")) == []
    assert len(titles(client.get(LIST + "?q=site+director"))) == 1


def test_a_firm_finds_words_of_a_headline_without_names_until_the_line_says_a_name(
    client: Client,
):
    brief = ready_brief()
    ours = seat_on(brief)
    blind = open_to(ours.firm, headline="Ruth Hollis: Qualitätsleitung steriler Werke")
    type(blind.user).objects.filter(pk=blind.user_id).update(full_name="Ruth Hollis")
    EntryFactory(approached=True, brief=brief, candidate=blind, consultant=ours)
    hidden = open_to(ours.firm, headline="Werksleiterin", is_discoverable=False)
    EntryFactory(approached=True, brief=brief, candidate=hidden, consultant=ours)
    named = open_to(ours.firm, headline="Werke", user=UserFactory(full_name="Anja Vermeer"))
    mandated(brief, ours, named)
    profile_words.write_all()
    client.force_login(ours.user)

    for words in ("qualitat", "WERKE steril", '"steriler werke"', "leitung site"):
        assert titles(client.get(LIST, {"q": words})) == [
            "This interim: Qualitätsleitung steriler Werke"
        ]
    assert titles(client.get(LIST, {"q": "werksleiterin"})) == ["Werksleiterin"]
    for words in ("hollis", "ruth", '"werke steriler"'):
        assert titles(client.get(LIST, {"q": words})) == []
    client.force_login(blind.user)
    assert titles(client.get(LIST, {"q": "qualitat"})) == []


@pytest.mark.parametrize("words", ["director SITE", "marechal", "Élan injectables", '"site dir"'])
def test_a_firm_finds_words_of_a_row_in_any_order_without_accents(client: Client, words: str):
    brief = ready_brief(client=ClientFactory(name="Elan Injectables"))
    ours = seat_on(brief, ConsultantFactory(user__full_name="Aurélie Maréchal"))
    EntryFactory(approached=True, brief=brief, consultant=ours)
    client.force_login(ours.user)

    assert len(titles(client.get(LIST, {"q": words}))) == 1
    assert titles(client.get(LIST, {"q": f"{words} elsewhere"})) == []


def test_an_interim_finds_a_conversation_by_any_firm_that_asked(client: Client):
    brief = ready_brief()
    first, second = seat_on(brief), seat_on(brief)
    interim = open_to(first.firm)
    interim.stances.create(firm=second.firm, stance="trusted")
    for consultant in (first, second):
        actions.approach(brief, interim, by=consultant.user, why_you=WHY, now=NOW)
    client.force_login(interim.user)

    for consultant in (first, second):
        assert len(titles(client.get(LIST, {"q": f"director {consultant.firm.name}"}))) == 1
        assert len(titles(client.get(LIST, {"q": consultant.user.full_name}))) == 1


def test_filters_show_who_acts_next(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    waiting = EntryFactory(approached=True, brief=brief, consultant=ours)
    asked(EntryFactory(approached=True, brief=brief, consultant=ours))
    mandated(brief, ours)
    EntryFactory(submitted=True, brief=brief, consultant=ours)
    ended = EntryFactory(approached=True, brief=brief, consultant=ours)
    ended.approaches.get().decline(now=NOW)
    ended.end(Entry.Status.DECLINED_BY_INTERIM, now=NOW, by=None, text="")
    client.force_login(ours.user)

    counts = {chip.label: chip.count for chip in client.get(LIST).context["found"].chips}

    assert counts == {
        "All": 5,
        "For us to do": 2,
        "With the interim": 2,
        "With the client": 1,
        "Ended": 1,
    }
    assert waiting.awaits_interim


def test_an_interim_reads_the_pack_they_were_sent(client: Client):
    brief = ready_brief(
        client=ClientFactory(name="Kestrelmount Injectables", alias="a maker of injectables"),
        is_confidential=True,
    )
    ours = seat_on(brief)
    interim = open_to(ours.firm)
    actions.approach(brief, interim, by=ours.user, why_you=WHY, now=NOW)
    EntryFactory(brief=brief)
    client.force_login(interim.user)

    response = client.get(LIST)

    line = response.context["lines"][0]
    assert (line.title, line.pill_label) == ("Interim site director", "Waiting for your answer")
    assert line.facts == ["a maker of injectables", ours.firm.name, ours.user.full_name]
    assert titles(client.get(LIST + "?q=kestrelmount")) == []
    assert "Kestrelmount" not in response.content.decode()


def test_an_interim_does_not_see_an_entry_under_review(client: Client):
    interim = CandidateFactory()
    EntryFactory(candidate=interim)
    client.force_login(interim.user)

    assert titles(client.get(LIST)) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_however_many(
    client: Client, count: int, django_assert_num_queries
):
    brief = ready_brief()
    ours = seat_on(brief)
    for _ in range(count):
        person = open_to(ours.firm)
        person.record.create(title="Director", organisation="Harrow Works")
        asked(EntryFactory(approached=True, brief=brief, candidate=person, consultant=ours))
    client.force_login(ours.user)

    with django_assert_num_queries(QUERIES):
        client.get(LIST)


QUERIES = 7
