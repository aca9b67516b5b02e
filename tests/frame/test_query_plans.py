"""Every page × every principal with thousands of people: no page scans a whole table of people."""

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from bench.copying import copy_briefs
from bench.crowd import write_people
from bench.plans import grown_tables, reads_of, selects
from bench.population import write_belongings
from candidates.models import Candidate
from tests.factories import (
    ClientMemberFactory,
    ConceptFactory,
    ConsultantFactory,
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
    write_people(PEOPLE, held=6, is_encoded=False)
    write_belongings()
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

    most, _ = ALLOWED_MORE.get(row.route, (MOST_QUERIES, ""))
    assert {name: len(asked[name]) for name in readers if len(asked[name]) > most} == {}
    whole = {name: _read_whole(asked[name], grown) for name in readers}
    assert {name: reads for name, reads in whole.items() if reads} == {}


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
