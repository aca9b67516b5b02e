"""Every route × the people on a brief: what each may do is what somebody of the table may do.

So co-owners and acting deputies have the access of the manager, everybody else on a brief that of a
colleague. On a limited brief colleagues who are not on it have that of somebody without a role.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from engagements.models import Amendment, Brief, BriefPerson, DeletedDraft
from shortlists.models import Entry
from tests.browsers import browser_of
from tests.factories import NOW, BriefPersonFactory, ClientMemberFactory
from tests.frame.access_table import ROWS, Row
from tests.frame.cells import ask, letter, undone
from tests.frame.routes import routes
from tests.worlds import PRINCIPALS, World

pytestmark = pytest.mark.django_db

Role = BriefPerson.Role
ROUTES = {route.name: route for route in routes()}
ASKED = [row for row in ROWS if row.route in ROUTES]
# What only the manager, co-owners and administrators change: no deputy.
OWNERS = ("engagements:people", "engagements:remove_person", "engagements:limit")

# As whom of the table each of them is answered.
AS = {
    "co-owner": "manager",
    "acting deputy": "manager",
    "deputy before their time": "colleague",
    "deputy after their time": "colleague",
    "sponsor": "colleague",
    "reader": "colleague",
}


def _briefs(world: World) -> dict[str, Brief]:
    return {name: row for name, row in world.rows.items() if isinstance(row, Brief)}


def _brief_of(world: World, row: Row) -> bool:
    """Whether an address names a brief of the world, or something on one."""
    return any(
        isinstance(world.rows.get(name), Brief | Entry | BriefPerson | Amendment)
        for name in row.of.values()
    )


@pytest.fixture(scope="module")
def people(world: World) -> dict[str, Browser]:
    """Give members of the world's client a role on each of its briefs."""
    now, day = timezone.now(), timedelta(days=1)
    spans: dict[str, tuple[str, dict[str, Any]]] = {
        "co-owner": (Role.CO_OWNER, {}),
        "acting deputy": (Role.DEPUTY, {"starts_at": now - day, "ends_at": now + day}),
        "deputy before their time": (
            Role.DEPUTY,
            {"starts_at": now + day, "ends_at": now + 2 * day},
        ),
        "deputy after their time": (
            Role.DEPUTY,
            {"starts_at": NOW - 2 * day, "ends_at": NOW - day},
        ),
        "sponsor": (Role.SPONSOR, {}),
        "reader": (Role.READER, {}),
    }
    made: dict[str, Browser] = {}
    for name, (role, facts) in spans.items():
        member = ClientMemberFactory(client=world.rows["client"])
        for brief in _briefs(world).values():
            BriefPersonFactory(brief=brief, member=member, role=role, **facts)
        made[name] = browser_of(member.user)
    return made


@pytest.mark.parametrize("row", ASKED, ids=str)
def test_access_of_the_people_on_a_brief(row: Row, world: World, people: dict[str, Browser]):
    url = ROUTES[row.route].url(**world.arguments(row.of))

    told = _told(people, url)

    assert told == _expected(row, AS)


@pytest.fixture
def limited(world: World) -> None:
    """Limit the world's briefs to their people."""
    Brief.objects.filter(client=world.rows["client"]).update(is_limited=True)
    DeletedDraft.objects.filter(client=world.rows["client"]).update(is_limited=True)


@pytest.mark.parametrize("row", ASKED, ids=str)
@pytest.mark.usefixtures("limited")
def test_access_to_a_limited_brief(
    row: Row, world: World, people: dict[str, Browser], browsers: dict[str, Browser]
):
    url = ROUTES[row.route].url(**world.arguments(row.of))
    everybody = people | {name: browsers[name] for name in PRINCIPALS if name != "anonymous"}

    told = _told(everybody, url)

    roles = AS | {name: name for name in PRINCIPALS if name != "anonymous"}
    if _brief_of(world, row):
        roles["colleague"] = "nobody"
    assert told == _expected(row, roles)


def _told(browsers: dict[str, Browser], url: str) -> dict[tuple[str, str], str]:
    told = {}
    for name, browser in browsers.items():
        for method in ("GET", "POST"):
            with undone():
                told[name, method] = letter(ask(browser, method, url))
    return told


def _expected(row: Row, roles: dict[str, str]) -> dict[tuple[str, str], str]:
    told = {
        (name, method): answers[PRINCIPALS.index(as_whom)]
        for name, as_whom in roles.items()
        for method, answers in (("GET", row.get), ("POST", row.post))
    }
    if row.route in OWNERS:
        told["acting deputy", "POST"] = row.post[PRINCIPALS.index("colleague")]
    return told
