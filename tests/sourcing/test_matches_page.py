"""The list of matches."""

import pytest
from django.test import Client
from django.urls import reverse

from engagements.models import Brief
from shortlists.models import Entry
from shortlists.policy import firms as policy
from sourcing import actions
from tests.factories import (
    NOW,
    CandidateSkillFactory,
    ConceptFactory,
    ConsultantFactory,
    EntryFactory,
    UserFactory,
)
from tests.shortlists.worlds import evidence, match_of, open_to, ready_brief, seat_on

pytestmark = pytest.mark.django_db


def url(brief: Brief, query: str = "") -> str:
    return reverse("sourcing:matches", args=[brief.ref]) + query


def headlines(response) -> list[str]:
    return [line.headline for line in response.context["lines"]]


def test_an_anonymous_user_is_redirected_to_login(client: Client):
    response = client.get(url(ready_brief()))

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_a_stranger_finds_nothing(client: Client):
    client.force_login(ConsultantFactory().user)

    assert client.get(url(ready_brief())).status_code == 404


def test_an_interim_finds_nothing(client: Client):
    brief = ready_brief()
    interim = open_to(seat_on(brief).firm)
    client.force_login(interim.user)

    assert client.get(url(brief)).status_code == 404


def test_the_manager_reads_why_not(client: Client):
    brief = ready_brief()
    client.force_login(brief.manager.user)

    response = client.get(url(brief))

    assert response.status_code == 403
    assert "Matches are read by the firms on the panel" in response.content.decode()


def test_a_firm_whose_seat_was_withdrawn_finds_nothing(client: Client):
    brief = ready_brief()
    gone = seat_on(brief)
    brief.seats.update(withdrawn_at=NOW)
    client.force_login(gone.user)

    assert client.get(url(brief)).status_code == 404


def test_a_brief_that_is_not_open_has_no_matches(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    Brief.objects.update(status=Brief.Status.CONFIRMED, opened_at=None)
    client.force_login(ours.user)

    response = client.get(url(brief))

    assert response.status_code == 403
    assert "not open yet" in response.content.decode()


def test_only_people_open_to_the_firm_are_shown_best_first(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    good, better = (open_to(ours.firm, headline=words) for words in ("Good", "Better"))
    match_of(brief, better, score=81)
    match_of(brief, open_to(ConsultantFactory().firm, headline="Closed to us"), score=75)
    match_of(brief, good, score=62)
    client.force_login(ours.user)

    response = client.get(url(brief))

    assert headlines(response) == ["Better", "Good"]
    assert "Closed to us" not in response.content.decode()
    assert (
        "At least 1,230 interims were ranked. The best 200 are kept with their reasons."
        " 2 are open to being represented by your firm; showing both."
    ) in " ".join(response.content.decode().split())


def test_the_size_of_a_small_pool_is_not_shown(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    match = match_of(brief, open_to(ours.firm))
    match.run.eligible_count = 3
    match.run.save(update_fields=["eligible_count"])
    client.force_login(ours.user)

    tally = client.get(url(brief)).context["found"].tally

    assert tally == (
        "Fewer than ten interims were ranked. 1 is open to being represented by your firm."
    )


@pytest.mark.parametrize(
    ("show", "left"),
    [
        ("all", ["Read", "Aside", "Asked", "Missing and late", "New", "With another"]),
        ("new", ["Asked", "Missing and late", "New", "With another"]),
        ("read", ["Read", "Aside"]),
        ("aside", ["Aside"]),
        ("approached", ["Asked"]),
        ("missing", ["Missing and late"]),
        ("ready", ["Read", "Aside", "Asked", "New", "With another"]),
        ("nonsense", ["Read", "Aside", "Asked", "Missing and late", "New", "With another"]),
    ],
)
def test_filters_keep_the_right_matches(client: Client, show: str, left: list[str]):
    brief = ready_brief()
    ours = seat_on(brief)
    late = "2027-06-01"
    names = ["Read", "Aside", "Asked", "Missing and late", "New", "With another"]
    people = [
        open_to(ours.firm, headline=n, **({"available_from": late} if "late" in n else {}))
        for n in names
    ]
    gap = {"evidence": [evidence("GMP", "missing")]}
    rows = [match_of(brief, p, **(gap if "Missing" in p.headline else {})) for p in people]
    actions.read_match(rows[0], by=ours.user, now=NOW)
    actions.set_aside(rows[1], by=ours.user, reason="context", now=NOW)
    EntryFactory(approached=True, brief=brief, candidate=people[2], consultant=ours)
    EntryFactory(mandated=True, brief=brief, candidate=people[5])
    client.force_login(ours.user)

    response = client.get(url(brief, f"?show={show}"))

    assert headlines(response) == left
    counts = {chip.label: chip.count for chip in response.context["found"].chips}
    assert counts == {
        "All": 6,
        "Has done this": 6,
        "Could do this": 0,
        "New": 4,
        "Read": 2,
        "Set aside": 1,
        "Approached": 1,
        "Missing a must-have": 1,
        "Available by the start": 5,
    }


@pytest.mark.parametrize(
    "status", ["approached", "mandated", "declined_by_interim", "expired", "dismissed"]
)
def test_the_list_says_nothing_of_somebody_in_a_conversation_with_another_firm(
    client: Client, status: str
):
    brief = ready_brief()
    ours, theirs = seat_on(brief), seat_on(brief)
    person = open_to(ours.firm)
    result = match_of(brief, person)
    EntryFactory(approached=True, brief=brief, candidate=person, consultant=theirs)
    Entry.objects.update(status=status)
    client.force_login(ours.user)

    response = client.get(url(brief))

    (line,) = response.context["lines"]
    assert line.pill_label == "New"
    assert theirs.firm.name not in response.content.decode()
    assert policy.can_be_asked(ours, brief, result.candidate)


def test_a_missing_should_have_is_not_a_missing_must_have(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    lines = [evidence("GMP", "have"), evidence("SAP", "missing", importance="should")]
    match_of(brief, open_to(ours.firm), evidence=lines)
    client.force_login(ours.user)

    assert headlines(client.get(url(brief, "?show=missing"))) == []


def test_an_interim_without_availability_is_listed_and_not_counted_as_ready(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    match_of(brief, open_to(ours.firm, headline="Undated", available_from=None))
    client.force_login(ours.user)

    response = client.get(url(brief))

    assert headlines(response) == ["Undated"]
    counts = {chip.label: chip.count for chip in response.context["found"].chips}
    assert counts["All"] == 1
    assert counts["Available by the start"] == 0


def test_search_finds_headlines_and_skills(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    by_skill = open_to(ours.firm, headline="One")
    CandidateSkillFactory(candidate=by_skill, concept=ConceptFactory(label="aseptic processing"))
    by_headline = open_to(ours.firm, headline="Aseptic sites, turned round")
    for person in (by_skill, by_headline, open_to(ours.firm, headline="Two")):
        match_of(brief, person)
    client.force_login(ours.user)

    response = client.get(url(brief, "?q=aseptic"))

    assert headlines(response) == ["One", "Aseptic sites, turned round"]
    assert "3 are open to being represented by your firm; showing 2 of them." in (
        response.context["found"].tally
    )


def test_search_does_not_find_the_names_that_are_not_shown(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    person = open_to(ours.firm, headline="Harrow Works, on time again")
    person.record.create(
        title="Director", organisation="Harrow Works Ltd", organisation_kind="a pump maker"
    )
    match_of(brief, person)
    client.force_login(ours.user)

    assert headlines(client.get(url(brief, "?q=harrow"))) == []
    assert headlines(client.get(url(brief, "?q=pump+maker"))) == ["A pump maker, on time again"]


def test_an_invalid_query_string_is_not_an_error(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    match_of(brief, open_to(ours.firm))
    client.force_login(ours.user)

    assert client.get(url(brief, "?q=%F0%9F%98%80%27&page=99&show=%27")).status_code == 200


def test_the_page_polls_while_the_ranking_is_running(client: Client):
    brief = ready_brief()
    Brief.objects.update(scored_version=0)
    client.force_login(seat_on(brief).user)

    body = client.get(url(brief)).content.decode()

    assert "Ranking interims by fit" in body
    assert 'hx-trigger="every 2s"' in body


def test_htmx_gets_only_the_matches(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    match_of(brief, open_to(ours.firm))
    client.force_login(ours.user)

    response = client.get(url(brief), headers={"HX-Request": "true"})

    assert response.content.decode().strip().startswith('<div id="matches"')
    assert "HX-Request" in response["Vary"]


def test_an_empty_list_says_what_to_do(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    match_of(brief, open_to(ConsultantFactory().firm))
    client.force_login(ours.user)

    assert "Nobody open to your firm was ranked" in client.get(url(brief)).content.decode()


def test_a_person_without_a_role_is_a_stranger(client: Client):
    client.force_login(UserFactory())

    assert client.get(url(ready_brief())).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_matches_take_the_same_queries_however_many(
    client: Client, count: int, django_assert_num_queries
):
    brief = ready_brief()
    ours = seat_on(brief)
    for number in range(count):
        person = open_to(ours.firm)
        person.record.create(title="Director", organisation=f"Works {number}")
        CandidateSkillFactory(candidate=person)
        match_of(brief, person)
        if number:
            EntryFactory(approached=True, brief=brief, candidate=person)
    client.force_login(ours.user)

    with django_assert_num_queries(QUERIES):
        client.get(url(brief))


QUERIES = 11
