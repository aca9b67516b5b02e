"""A crawl: no page, mail, notice or answer in JSON tells a client or a firm somebody's amount."""

import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from accounts.delivery import email_of
from accounts.models import Activity, ActivityNote, Notice
from accounts.notices import KINDS, render
from engagements.models import Brief
from interimhub.lib.models import Job
from shortlists.models import Entry
from terms import clock
from terms.models import Floor, PayRange, SealedCheck
from tests.factories import NOW, NoticeFactory, PayRangeFactory
from tests.frame.access_table import ROWS, Row
from tests.frame.cells import ALLOWED, ask, text_of, undone
from tests.frame.routes import routes
from tests.frame.test_notice_kinds import SAMPLES
from tests.worlds import ENVELOPE, PRINCIPALS, World

pytestmark = pytest.mark.django_db

ROUTES = {route.name: route for route in routes()}
OWN_PAGES = {"terms:envelope", "terms:keep_envelope", "terms:pay_range"}
LOWEST, HIGHEST = 76123, 76987
OTHERS = [name for name in PRINCIPALS if name not in {"interim", "asked", "other_interim"}]
# Of every interim: two floors that differ from those of the others in their last figures.
REMOTE = 54000


def amounts(world: World) -> set[str]:
    """Return every amount of the world, as it is stored and as pages of money write it."""
    floors = [int(one.rate) for one in world.canaries.values()]
    numbers = [*floors, *(REMOTE + one for one in floors), ENVELOPE, LOWEST, HIGHEST]
    return {written for number in numbers for written in (f"{number}", f"{number:,}")}


@pytest.fixture(autouse=True)
def money(world: World) -> Iterator[None]:
    """Give every interim a second amount, and the brief a pay range that is to be shown."""
    brief = world.rows["brief"]
    with undone():
        for floor in Floor.objects.all():
            floor.outside_remote = REMOTE + int(floor.outside_on_site or 0)
            floor.save()
        PayRangeFactory(brief=brief, lowest=LOWEST, highest=HIGHEST)
        Brief.objects.filter(pk=brief.pk).update(
            contract_form=Brief.Contract.EMPLOYMENT, region="de-west"
        )
        yield


def told(text: str, secrets: set[str]) -> list[str]:
    """Return the amounts that a text holds as whole numbers."""
    return sorted(one for one in secrets if re.search(rf"(?<![\d,]){one}(?![\d,])", text))


@pytest.mark.parametrize("row", [row for row in ROWS if row.route in ROUTES], ids=str)
def test_no_page_tells_a_client_or_a_firm_an_amount(
    row: Row, world: World, browsers: dict[str, Browser]
):
    secrets, url = amounts(world), ROUTES[row.route].url(**world.arguments(row.of))
    for method, expected in (("GET", row.get), ("POST", row.post)):
        for principal, letter in zip(PRINCIPALS, expected, strict=True):
            is_own = principal == "manager" and row.route in OWN_PAGES
            if principal not in OTHERS or is_own or letter != ALLOWED:
                continue
            accepts = {"HTTP_ACCEPT": "application/json"} if method == "GET" else {}
            with undone():
                page = text_of(ask(browsers[principal], method, url))
                part = text_of(ask(browsers[principal], "GET", url, HTTP_HX_REQUEST="true"))
                data = text_of(ask(browsers[principal], "GET", url, **accepts))
            for text in (page, part, data):
                assert told(text, secrets) == [], f"{principal} reads an amount at {url}"


@pytest.mark.parametrize("principal", ["lead", "second", "outsider", "colleague", "manager"])
def test_pages_of_lists_and_reviews_ask_for_no_money(
    principal: str, world: World, browsers: dict[str, Browser]
):
    """Only the page of a brief says to those who decide whether an envelope is set."""
    for row in ROWS:
        letter = row.get[PRINCIPALS.index(principal)]
        is_own = row.route in OWN_PAGES or (row.route == "brief" and principal == "manager")
        if letter != ALLOWED or is_own or row.route not in ROUTES:
            continue
        url = ROUTES[row.route].url(**world.arguments(row.of))
        with undone(), CaptureQueriesContext(connection) as asked:
            ask(browsers[principal], "GET", url)
        assert [one for one in asked.captured_queries if '"terms_' in one["sql"]] == [], url


@pytest.mark.parametrize("code", sorted(KINDS))
def test_no_notice_and_no_mail_tells_an_amount(code: str, world: World):
    reader, make = SAMPLES[code]
    with undone():
        row = NoticeFactory(user=world.user(reader), what=make(world))
        (text,) = render([row], reader=row.user)
        mail = email_of(row)

        assert mail is not None
        read = f"{text.subject} {text.body} {mail.subject} {mail.text} {mail.html}"
        assert told(read, amounts(world)) == []


def test_nothing_that_the_checks_leave_behind_holds_an_amount(world: World):
    with undone():
        Entry.objects.filter(pk=world.rows["asked"].pk).update(
            status="interested", interested_at=NOW
        )

        clock.run_checks(NOW)

        assert SealedCheck.objects.count() == 3
        left = [*Activity.objects.all(), *ActivityNote.objects.all(), *Notice.objects.all()]
        left += [*Job.objects.all()]
        text = " ".join(repr(vars(row)) for row in left)
        assert told(text, amounts(world)) == []


def test_an_amount_would_be_found(world: World, browsers: dict[str, Browser]):
    """A control: those whose the amounts are do read them."""
    asked, brief = world.rows["asked"], world.rows["brief"]
    own = {
        "manager": (ROUTES["terms:envelope"].url(ref=brief.ref), {"98,123", "76123"}),
        "interim": (ROUTES["rate"].url(), {world.canaries["interim"].rate}),
        "asked": (asked.get_absolute_url(), {"76,123", "76,987"}),
    }
    for principal, (url, expected) in own.items():
        page = text_of(ask(browsers[principal], "GET", url))
        assert expected <= set(told(page, amounts(world))), principal
    assert PayRange.objects.exists()
