"""What every test can ask for."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import TransactionTestCase, override_settings
from pytest_django import DjangoDbBlocker

from tests.databases import DATABASES, PLAIN, WITH_VOCABULARY
from tests.machinery import Machinery, machinery

CHROMIUM = next(
    (
        path
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (path := shutil.which(name))
    ),
    None,
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the browser journeys, each by name, where no browser is installed."""
    if CHROMIUM:
        return
    skip = pytest.mark.skip(reason="no Chromium on this machine (Debian: apt-get install chromium)")
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(skip)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Connect to the database that the test asks for, before any of its fixtures is made."""
    asked = getattr(item, "fixturenames", ())
    DATABASES.choose(WITH_VOCABULARY if "shipped_vocabulary" in asked else PLAIN)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Give this process its databases, in place of those that pytest-django would make."""
    with DATABASES.served(django_db_blocker), pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: DATABASES.empty())
        yield


@pytest.fixture(scope="session")
def shipped_vocabulary(django_db_setup: None) -> None:
    """Run the test on a database that holds the shipped vocabulary.

    `pytest_runtest_setup` above sees the name. A test that commits leaves the vocabulary as it is.
    """


@pytest.fixture(scope="session", autouse=True)
def plain_static_files() -> Iterator[None]:
    """Name static files as they lie in the tree: the manifest exists only after collectstatic."""
    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with override_settings(STORAGES=storages):
        yield


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """Give the browser for tests marked `browser`."""
    assert CHROMIUM, "mark the test with @pytest.mark.browser"
    return Path(CHROMIUM)


@pytest.fixture
def relay_and_worker(transactional_db: None) -> Iterator[Machinery]:
    """Run a real relay and worker on this test's database; mark such a test `worker`."""
    with machinery() as made:
        made.start_relay()
        made.start_worker()
        yield made
