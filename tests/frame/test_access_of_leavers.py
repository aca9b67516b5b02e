"""Every route × everybody who has left: they have the access of a person who was never there."""

import pytest
from django.db import transaction
from django.test import Client as Browser

from accounts.models import User
from accounts.organisations import actions
from tests.browsers import browser_of
from tests.factories import NOW, ClientMemberFactory, ConsultantFactory, FirmInvitationFactory
from tests.frame.access_table import ROWS, Row
from tests.frame.cells import ALLOWED, ask, letter, undone
from tests.frame.routes import routes
from tests.worlds import PRINCIPALS, World

pytestmark = pytest.mark.django_db

ROUTES = {route.name: route for route in routes()}
ASKED = [row for row in ROWS if row.route in ROUTES]

# As whom of the table each of them is answered: without a role, or as a firm off the panel.
AS = {
    "left consultant": "nobody",
    "left manager": "nobody",
    "removed administrator": "nobody",
    "consultant of a rival": "outsider",
}


@pytest.fixture(scope="module")
def leavers(world: World) -> dict[str, Browser]:
    """Make the people of the world's brief leave, by the members' actions."""
    firm, client = world.rows["firm"], world.rows["client"]
    mover, leaver = ConsultantFactory(firm=firm), ConsultantFactory(firm=firm)
    removed = ConsultantFactory(firm=firm, is_admin=True)
    manager = ClientMemberFactory(client=client)
    brief, entry = world.rows["brief"], world.rows["asked"]
    brief.seats.filter(firm=firm).update(consultant=mover)
    type(entry).objects.filter(pk=entry.pk).update(consultant=leaver)
    type(brief).objects.filter(pk=brief.pk).update(manager=manager)
    lead, theirs = world.user("lead"), world.user("manager")
    to = firm.members.get(user=lead), client.members.get(user=theirs)
    inside = transaction.atomic()
    inside._from_testcase = True  # type: ignore[attr-defined]  # actions own their transactions
    with inside:
        actions.leave(mover, to=to[0], by=mover.user, now=NOW)
        actions.leave(leaver, to=to[0], by=leaver.user, now=NOW)
        actions.remove(removed, to=to[0], by=world.rows["colleague_of_lead"].user, now=NOW)
        actions.leave(manager, to=to[1], by=manager.user, now=NOW)
        rival = FirmInvitationFactory(email=mover.user.email, firm__name="Rival Search")
        actions.join(rival, by=mover.user, title="", now=NOW)
    people: dict[str, User] = {
        "left consultant": leaver.user,
        "left manager": manager.user,
        "removed administrator": removed.user,
        "consultant of a rival": mover.user,
    }
    return {name: browser_of(user) for name, user in people.items()}


@pytest.mark.parametrize("row", ASKED, ids=str)
def test_access_of_those_who_have_left(row: Row, world: World, leavers: dict[str, Browser]):
    url = ROUTES[row.route].url(**world.arguments(row.of))

    told = {}
    for name, browser in leavers.items():
        for method in ("GET", "POST"):
            with undone():
                told[name, method] = letter(ask(browser, method, url))

    if row.route == "providers:leave_organisation":
        # They may leave the rival, where somebody else is; nobody is at the firm off the panel.
        told = {key: answer for key, answer in told.items() if key[0] != "consultant of a rival"}
    if row.route.endswith(":leave_organisation"):
        # Whoever leaves once more is told that they have left, and nothing else.
        firm = row.route.startswith("providers:")
        whose = ["left consultant", "removed administrator"] if firm else ["left manager"]
        assert [told.pop((name, "POST")) for name in whose] == [ALLOWED] * len(whose)
    place = {name: PRINCIPALS.index(as_whom) for name, as_whom in AS.items()}
    assert told == {
        (name, method): answers[place[name]]
        for name in AS
        for method, answers in (("GET", row.get), ("POST", row.post))
        if (name, method) in told
    }
