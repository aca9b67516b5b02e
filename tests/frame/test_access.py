"""Every route × every principal: who gets access, who reads why not, for whom it is hidden.

The routes come from the URLconf, the expected answers from `access_table`. A new route fails
here until it is in the table.
"""

import re

import pytest
from django.db import connection
from django.test import Client as Browser
from django.urls import reverse

from tests.browsers import without_what_passes
from tests.frame.access_table import DEMO, PUBLIC, ROWS, Row
from tests.frame.cells import (
    ALLOWED,
    BROKEN,
    FORBIDDEN,
    LOGIN,
    METHOD,
    MISSING,
    ask,
    letter,
    text_of,
    undone,
)
from tests.frame.routes import Route, routes
from tests.worlds import CLIENT_NAME, PRINCIPALS, World

pytestmark = pytest.mark.django_db

ROUTES = {route.name: route for route in routes()}
ASKED = [row for row in ROWS if row.route in ROUTES]

# Who may know what of which interim, anywhere on the site: the interim, and those they allowed.
MAY_READ = {
    "interim": {"interim", "lead", "manager", "colleague"},
    "asked": {"asked"},
    "chosen": {"lead"},
    "fresh": set(),
    "other_interim": {"other_interim"},
}
MAY_NAME_CLIENT = {"manager", "colleague", "lead", "second", "interim"}


def test_every_route_has_its_own_name():
    found = [route.name for route in routes()]

    assert [route.pattern for route in routes() if not route.name] == []
    assert len(found) == len(set(found))


def test_every_route_is_in_the_table():
    said = {row.route for row in ROWS} | PUBLIC

    unsaid = sorted(set(ROUTES) - said)

    assert unsaid == [], (
        "Say in tests/frame/access_table who may come: add one Row for each of these routes "
        "(with the rows of tests/worlds.py that its address names), or put it on PUBLIC if "
        f"everybody may read it without signing in: {unsaid}"
    )


def test_table_has_no_route_that_no_longer_exists():
    assert sorted(({row.route for row in ROWS} | PUBLIC) - set(ROUTES) - DEMO) == []


@pytest.mark.parametrize("row", ASKED, ids=str)
def test_access(row: Row, world: World, browsers: dict[str, Browser]):
    url = ROUTES[row.route].url(**world.arguments(row.of))
    told = {}
    for method in ("GET", "POST"):
        told[method] = ""
        for principal, expected in zip(PRINCIPALS, row.get, strict=True):
            reads = method == "GET" and expected == ALLOWED
            with undone():
                before = _writes() if reads else []
                response = ask(browsers[principal], method, url)
                told[method] += letter(response)
                _assert_tells_nothing_secret(world, principal, _bare(response))
                if reads:
                    assert _writes() == before, f"{principal} reads {url}, and rows change"

    assert told == {"GET": row.get, "POST": row.post}


@pytest.mark.parametrize("route", ROUTES.values(), ids=lambda route: route.name)
def test_strangers_are_sent_to_sign_in_unless_the_page_is_public(
    route: Route, world: World, browsers: dict[str, Browser]
):
    for method in ("GET", "POST"):
        with undone():
            response = ask(browsers["anonymous"], method, route.url())

            if route.name not in PUBLIC:
                assert letter(response) == LOGIN, method
            elif not route.name.startswith("account_"):
                assert letter(response) != LOGIN, method


@pytest.mark.parametrize("row", [row for row in ASKED if ROUTES[row.route].refs], ids=str)
def test_unknown_rows_are_not_found(row: Row, world: World, browsers: dict[str, Browser]):
    route = ROUTES[row.route]
    known = world.arguments(row.of)
    method, answers = ("POST", row.post) if METHOD in row.get else ("GET", row.get)
    for principal, answer in zip(PRINCIPALS, answers, strict=True):
        if answer == LOGIN:
            continue
        with undone():
            nothing = ask(browsers[principal], method, route.url())
        # A page for one role says so for any URL; everything else is not found.
        assert letter(nothing) in ({FORBIDDEN} if answer == FORBIDDEN else set()) | {MISSING}
        if answer == MISSING:
            with undone():
                hidden = ask(browsers[principal], method, route.url(**known))
            assert _bare(hidden) == _bare(nothing)


@pytest.mark.parametrize("route", ROUTES.values(), ids=lambda route: route.name)
def test_no_post_is_accepted_without_a_token(route: Route, browsers: dict[str, Browser]):
    browser = Browser(enforce_csrf_checks=True)
    browser.cookies = browsers["manager"].cookies

    response = ask(browser, "POST", route.url())

    assert response.status_code == 403
    assert "The page was open too long" in text_of(response)


def test_nobody_gets_access_by_mistake():
    """A control for all tests above: a page that lets everybody in would be detected."""
    assert {answer for row in ROWS for answer in row.get + row.post} <= {
        ALLOWED, FORBIDDEN, LOGIN, METHOD, MISSING,
    }  # fmt: skip
    assert all(row.get[0] == row.post[0] == LOGIN for row in ROWS)
    assert BROKEN not in "".join(row.get + row.post for row in ROWS)


def test_a_page_that_writes_would_be_detected(world: World):
    """A control for the pages that must not write."""
    with undone():
        before = _writes()
        world.user("manager").save(update_fields=["full_name"])

        assert _writes() != before


def test_canaries_would_be_detected(world: World, browsers: dict[str, Browser]):
    """A control for the secrets: their owner's own pages do show them."""
    sung = {
        "name": ("accounts:account", "interim"),
        "employer": ("candidates:profile", "interim"),
        "address": ("candidates:details", "interim"),
        "rate": ("rate", "interim"),
    }
    for kind, (route, principal) in sung.items():
        page = text_of(ask(browsers[principal], "GET", reverse(route)))
        assert getattr(world.canaries["interim"], kind) in page


def _assert_tells_nothing_secret(world: World, principal: str, text: str) -> None:
    for owner, canaries in world.canaries.items():
        if principal != owner:
            assert canaries.rate not in text, f"{principal} reads {owner}'s rate"
            assert canaries.address not in text, f"{principal} reads {owner}'s address"
        if principal not in MAY_READ[owner]:
            assert canaries.name not in text, f"{principal} reads {owner}'s name"
            assert canaries.email not in text, f"{principal} reads {owner}'s e-mail"
            assert canaries.employer not in text, f"{principal} reads {owner}'s employer"
    if principal not in MAY_NAME_CLIENT:
        assert CLIENT_NAME not in text, f"{principal} reads who the client is"


def _writes() -> list[tuple[str, int]]:
    """Return the number of rows written to each table so far, except sessions and limits."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname, n_tup_ins + n_tup_upd + n_tup_del from pg_stat_xact_user_tables"
            " where relname not in ('django_session', 'django_cache') order by relname"
        )
        return list(cursor.fetchall())


def _bare(response: object) -> str:
    """Return a page without what differs from request to request."""
    text = text_of(response)  # type: ignore[arg-type]
    # The frame's link to sign in again names the address; that of each is its own.
    own = r"(?i)(x-request-id|set-cookie): .*|\?next=[^\"]*"
    return re.sub(own, "", without_what_passes(text))
