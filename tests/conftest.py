"""Fixtures for all tests."""

import os
import shutil
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.test import Client as Browser
from django.test import TransactionTestCase, override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from accounts.sessions import SIGNED_IN_AT
from interimhub.lib.prepared import Prepared
from tests.databases import DATABASES, PLAIN, WITH_VOCABULARY
from tests.machinery import Machinery, machinery

# No test is timed: a busy machine is no failure.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

# Every prepared query of every test is compared with the one that Django builds.
Prepared.is_compared = True

# The shell draws pages as the whole browser does, without windows, which cost more than most pages.
CHROMIUM = next(
    (
        path
        for name in ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
        if (path := shutil.which(name))
    ),
    None,
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the slow tests first in each process, and skip browser journeys without a browser."""
    items[:] = slow_ones_first(items, int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))
    if CHROMIUM:
        return
    skip = pytest.mark.skip(
        reason="no Chromium on this machine (Debian: apt-get install chromium-headless-shell)"
    )
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(skip)


def slow_ones_first(items: list[pytest.Item], processes: int) -> list[pytest.Item]:
    """Distribute the modules with a browser or a worker to the processes; then the others.

    Each process starts with an equal part of the list, and a process that has finished takes over
    tests from the end of another's part, so that all finish at about the same time.
    """
    slow: dict[str, list[pytest.Item]] = {}
    for item in items:
        if item.get_closest_marker("browser") or item.get_closest_marker("worker"):
            slow.setdefault(item.nodeid.partition("::")[0], []).append(item)
    dealt: list[list[pytest.Item]] = [[] for _ in range(processes)]
    for number, module in enumerate(sorted(slow)):
        dealt[number % processes].extend(slow[module])
    taken = {item.nodeid for module in slow.values() for item in module}
    rest = iter([item for item in items if item.nodeid not in taken])
    parts = []
    for number, mine in enumerate(dealt):
        # The way xdist splits a list: the remaining tests among the remaining processes.
        size = (len(items) - sum(map(len, parts))) // (processes - number)
        parts.append([*mine, *islice(rest, max(0, size - len(mine)))])
    return [item for part in parts for item in part]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Connect to the database that the test needs, before its fixtures are set up."""
    asked = getattr(item, "fixturenames", ())
    DATABASES.choose(WITH_VOCABULARY if "shipped_vocabulary" in asked else PLAIN)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Set up the databases of this process, in place of pytest-django's."""
    with DATABASES.served(django_db_blocker), pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: DATABASES.empty())
        yield


@pytest.fixture(scope="session")
def shipped_vocabulary(django_db_setup: None) -> None:
    """Run the test on a database that holds the shipped vocabulary.

    `pytest_runtest_setup` above reads this fixture's name. A test that commits must not change the
    vocabulary.
    """


@pytest.fixture(scope="session", autouse=True)
def plain_static_files() -> Iterator[None]:
    """Use static files without hashes: the manifest exists only after collectstatic."""
    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "tests.static_files.StaticFiles"},
    }
    with override_settings(STORAGES=storages):
        yield


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Hash passwords with less work than production does."""
    with override_settings(PASSWORD_HASHERS=["tests.hashers.QuickArgon2"]):
        yield


@pytest.fixture(scope="session", autouse=True)
def sessions_begun() -> Iterator[None]:
    """Start the lifetime of sessions made by `force_login`, as signing in does."""
    force_login = Browser.force_login

    def begun(browser: Browser, *args: Any, **kwargs: Any) -> None:
        force_login(browser, *args, **kwargs)
        session, now = browser.session, timezone.now()
        session[SIGNED_IN_AT] = now.isoformat()
        session.set_expiry(now + timedelta(seconds=settings.SESSION_COOKIE_AGE))
        session.save()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Browser, "force_login", begun)
        yield


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """Give the browser for tests marked `browser`."""
    assert CHROMIUM, "mark the test with @pytest.mark.browser"
    return Path(CHROMIUM)


@pytest.fixture(scope="module")
def machinery_of_module(django_db_setup: None) -> Iterator[Machinery]:
    """Provide a broker for the tests of a module; relay and worker start with the first test."""
    with machinery() as made:
        yield made


@pytest.fixture
def relay_and_worker(transactional_db: None, machinery_of_module: Machinery) -> Iterator[Machinery]:
    """Run a real relay and worker on this module's database; mark such a test `worker`.

    They are kept for the module's next test, with the worker's pool of people. So a test that ranks
    must end the worker by `without("worker")`.
    """
    machinery_of_module.follow()
    machinery_of_module.relay()
    machinery_of_module.worker()
    yield machinery_of_module
    machinery_of_module.settle()
