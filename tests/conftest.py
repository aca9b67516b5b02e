"""What every test can ask for."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

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
