"""What tests of the frame share."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client as Browser

from tests.browsers import browser_of
from tests.frame.houses import CLIENT, FIRM, House
from tests.worlds import PRINCIPALS, World, build


@pytest.fixture(params=[FIRM, CLIENT], ids=lambda house: house.name)
def kind(request: pytest.FixtureRequest) -> House:
    """Ask firms, then clients."""
    house: House = request.param
    return house


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Build one world for all tests of a module; each test undoes what it does there."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def browsers(world: World) -> dict[str, Browser]:
    """Sign every principal in, each in a browser of their own."""
    return {principal: browser_of(world.user(principal)) for principal in PRINCIPALS}
