"""Every page × every principal with thousands of people: no page scans a whole table of people."""

from urllib.parse import quote

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from bench.copying import copy_briefs
from bench.crowd import write_people
from bench.plans import grown_tables, reads_of, selects
from bench.population import write_belongings
from candidates.models import Candidate, PastAssignment
from engagements.models import Brief, BriefPerson, Client
from ranking import profile_words
from ranking.models import WorkWords
from tests.browsers import browser_of
from tests.factories import (
    BriefPersonFactory,
    ClientMemberFactory,
    ConceptFactory,
    ConsultantFactory,
    RegistrationFactory,
    SectorFactory,
    SituationFactory,
)
from tests.frame.access_table import ROWS, Row
from tests.frame.cells import ask, undone
from tests.frame.routes import routes
from tests.worlds import PRINCIPALS, World

pytestmark = pytest.mark.django_db

PEOPLE, BRIEFS, MANAGERS, OFFICES = 6_000, 500, 60, 40
MANY = 1_000
SHARING = 4  # people on each of the other briefs
MOST_ROWS = 300  # read from one table by one part of one query; a table has thousands
MOST_QUERIES = 20
ROUTES = {route.name: route for route in routes()}
READ = [row for row in ROWS if row.route in ROUTES and "+" in row.get]

ALLOWED_MORE = {"shortlists:difference": (40, "scores one person anew, as a ranking does")}


@pytest.fixture(scope="module")
def grown(world: World) -> set[str]:
    """Add thousands of people and hundreds of briefs to the world; return the tables that grew."""
    ConceptFactory.create_batch(40)
    SituationFactory.create_batch(4)
    SectorFactory.create_batch(6)
    RegistrationFactory.create_batch(4)
    write_people(PEOPLE, held=6)
    write_belongings()
    profile_words.write_all()
    works = PastAssignment.objects.order_by("pk").values_list("pk", "candidate_id")
    # Their texts are not encoded: what counts is the number of rows.
    WorkWords.objects.bulk_create(
        WorkWords(assignment_id=pk, candidate_id=candidate_id, version="none", digests=b"")
        for pk, candidate_id in works[: 3 * MANY]
    )
    brief = world.rows["brief"]
    copy_briefs(
        [brief],
        BRIEFS,
        managers=[member.pk for member in ClientMemberFactory.create_batch(MANAGERS)],
        offices=[member.pk for member in ConsultantFactory.create_batch(OFFICES)],
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return grown_tables(MANY)


@pytest.mark.parametrize("row", READ, ids=str)
def test_page_runs_few_queries_by_key_with_thousands_of_people(
    row: Row, world: World, browsers: dict[str, Browser], grown: set[str]
):
    url = ROUTES[row.route].url(**world.arguments(row.of))
    readers = [name for name, answer in zip(PRINCIPALS, row.get, strict=True) if answer == "+"]

    asked = {name: _asked(browsers[name], url) for name in readers}

    has_search = any(b'role="search"' in browsers[name].get(url).content for name in readers)
    assert has_search == (row.route in SEARCHED)
    most, _ = ALLOWED_MORE.get(row.route, (MOST_QUERIES, ""))
    assert {name: len(asked[name]) for name in readers if len(asked[name]) > most} == {}
    whole = {name: _read_whole(asked[name], grown) for name in readers}
    assert {name: reads for name, reads in whole.items() if reads} == {}


# A search reads the index of words or the order of its list, whichever takes fewer rows: at most
# about the square root of people × lines of a page.
MOST_SEARCHED = 1_500
SEARCHED = {
    "candidates:visibility",
    "engagements:briefs",
    "providers:firms",
    "shortlists:conversations",
    "sourcing:find",
    "sourcing:matches",
}
SEARCHES = {
    "a word of everybody": "executive",
    "a word of one person": "4711",
    "a word of nobody": "zeppelin",
    "two letters": "in",
    "words of everybody, in another order": "executive interim",
    "a word of everybody and one of nobody": "executive zeppelin",
    "words together": '"interim executive"',
}


@pytest.mark.parametrize("row", [row for row in READ if row.route in SEARCHED], ids=str)
def test_search_of_a_list_reads_few_rows_with_thousands_of_people(
    row: Row, world: World, browsers: dict[str, Browser], grown: set[str]
):
    url = ROUTES[row.route].url(**world.arguments(row.of))
    readers = [name for name, answer in zip(PRINCIPALS, row.get, strict=True) if answer == "+"]

    asked = {
        (name, what): _asked(browsers[name], f"{url}?q={quote(words)}")
        for name in readers
        for what, words in SEARCHES.items()
    }

    assert {key: len(sql) for key, sql in asked.items() if len(sql) > MOST_QUERIES} == {}
    many = {key: _read_many(sql, grown) for key, sql in asked.items()}
    assert {key: reads for key, reads in many.items() if reads} == {}


@pytest.fixture(scope="module")
def shared(world: World, grown: set[str]) -> tuple[User, set[str]]:
    """Add thousands of people to briefs, one of them on the world's; return them and the tables."""
    brief, now = world.rows["brief"], timezone.now()
    owner = ClientMemberFactory(client=brief.client)
    BriefPersonFactory(brief=brief, member=owner, role=BriefPerson.Role.CO_OWNER)
    colleagues = {
        client.pk: ClientMemberFactory.create_batch(SHARING, client=client)
        for client in Client.objects.exclude(pk=brief.client_id)
    }
    BriefPerson.objects.bulk_create(
        BriefPerson(brief=row, member=member, role=BriefPerson.Role.READER, added_at=now)
        for row in Brief.objects.exclude(client=brief.client)
        for member in colleagues[row.client_id]
    )
    Brief.objects.update(is_limited=True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return owner.user, grown | grown_tables(MANY)


@pytest.mark.parametrize("route", ["today", "briefs", "brief", "people", "compare", "person"])
def test_pages_of_a_co_owner_of_a_limited_brief_are_read_by_key(
    route: str, world: World, shared: tuple[User, set[str]]
):
    owner, tables = shared
    brief, person = world.rows["brief"], world.rows["shown"]
    url = {
        "today": reverse("today"),
        "briefs": reverse("engagements:briefs"),
        "brief": brief.get_absolute_url(),
        "people": reverse("engagements:people", args=[brief.ref]),
        "compare": reverse("shortlists:compare", args=[brief.ref]),
        "person": reverse("shortlists:person", args=[person.ref]),
    }[route]

    asked = _asked(browser_of(owner), url)

    assert "engagements_briefperson" in tables
    assert len(asked) <= MOST_QUERIES
    assert _read_whole(asked, tables) == []


def test_person_is_found_by_address_without_reading_everybody(grown: set[str]):
    with CaptureQueriesContext(connection) as queries:
        found = User.objects.get_by_natural_key("INTERIM77@bench.example")

    assert found.email == "interim77@bench.example"
    assert _read_whole([query["sql"] for query in queries], grown) == []


def test_every_table_that_refers_to_interims_is_full_enough_to_notice_a_scan(grown: set[str]):
    refer = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_fields
        if field.remote_field and field.remote_field.model is Candidate
    }

    assert refer - grown == set()


def _asked(browser: Browser, url: str) -> list[str]:
    with undone(), CaptureQueriesContext(connection) as queries:
        ask(browser, "GET", url)
    return selects([query["sql"] for query in queries])


def _read_whole(statements: list[str], grown: set[str]) -> list[str]:
    return [
        f"{read.how}, {read.rows} rows of {read.table}: {statement}"
        for statement in statements
        for read in reads_of(statement)
        if read.table in grown and (read.is_sequential or read.rows > MOST_ROWS)
    ]


def _read_many(statements: list[str], grown: set[str]) -> list[str]:
    return [
        f"{read.how}, {read.rows} rows of {read.table}: {statement}"
        for statement in statements
        for read in reads_of(statement)
        if read.table in grown and read.rows > MOST_SEARCHED
    ]
