"""Fixtures for tests of the whole site."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client as Browser

from tests.browsers import browser_of
from tests.frame.organisation_kinds import CLIENT, FIRM, Kind
from tests.worlds import PRINCIPALS, World, build


@pytest.fixture(params=[FIRM, CLIENT], ids=lambda kind: kind.name)
def kind(request: pytest.FixtureRequest) -> Kind:
    """Run the test for firms and for clients."""
    param: Kind = request.param
    return param


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Build one world for all tests of a module; each test rolls back its changes."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def browsers(world: World) -> dict[str, Browser]:
    """Sign every principal in, each in a browser of their own."""
    return {principal: browser_of(world.user(principal)) for principal in PRINCIPALS}
