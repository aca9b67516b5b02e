"""Every page that a role may read, opened once in a browser where the role is signed in."""

from collections.abc import Iterator

from django.conf import settings

from tests.browsers import browser_of
from tests.frame.access_table import ROWS
from tests.frame.routes import routes
from tests.journeys.conftest import Visitor
from tests.worlds import PRINCIPALS, World

# Whose pages are opened; a page that an earlier one of the same role has opened is left out.
ROLES: dict[str, list[str]] = {"manager": [], "lead": [], "interim": [], "asked": ["interim"]}
# Pages that everybody reads are opened by one role, except those that differ by role.
ONCE = "manager"
OF_EACH_ROLE = {"today", "engagements:briefs"}
# Answers that are parts of pages, files, or lead elsewhere.
NO_PAGES = {"skills:search", "candidates:photo", "ranking:progress"}


def signed_in(visitor: Visitor, world: World, principal: str) -> None:
    """Sign a person of the world in, without the page of signing in."""
    session = browser_of(world.user(principal)).cookies[settings.SESSION_COOKIE_NAME]
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session.value, "url": visitor.base}
    visitor.page.context.add_cookies([cookie])  # type: ignore[list-item]


def pages(world: World, principal: str) -> Iterator[tuple[str, str]]:
    """Yield the name and path of each page that this person may read."""
    known = {route.name: route for route in routes()}
    others = [PRINCIPALS.index(other) for other in ROLES[principal]]
    for row in ROWS:
        if row.route not in known or row.route in NO_PAGES:
            continue
        if row.get[PRINCIPALS.index(principal)] != "+" or any(row.get[n] == "+" for n in others):
            continue
        is_everybodys = set(row.get[1:]) == {"+"} and row.route not in OF_EACH_ROLE
        if is_everybodys and principal != ONCE:
            continue
        yield str(row), known[row.route].url(**world.arguments(row.of))
