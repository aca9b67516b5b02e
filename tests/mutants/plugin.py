"""Run the tests against small wrong changes of the code: mutation testing.

bin/test -p tests.mutants.plugin --mutate shortlists/policy --sample 100 tests/shortlists
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

STARTS_PROCESSES = ("worker", "browser", "alone")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("mutants")
    group.addoption("--mutate", action="append", default=[], help="files or folders to change")
    group.addoption("--sample", type=int, default=0, help="changes to try of each; 0: all")
    group.addoption("--seed", type=int, default=1, help="of the sample")
    group.addoption("--part", default="1/1", help="one of several equal parts, such as 2/2")
    group.addoption("--calls", default="", help="a file that keeps which tests call what")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip tests that commit or start processes, since they cannot run in a fork."""
    if config.option.mutate:
        items[:] = [item for item in items if not _commits(item)]


def _commits(item: pytest.Item) -> bool:
    database = item.get_closest_marker("django_db")
    return (
        any(item.get_closest_marker(name) for name in STARTS_PROCESSES)
        or bool(database and database.kwargs.get("transaction"))
        or "transactional_db" in getattr(item, "fixturenames", ())
    )


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Try the changes instead of running the tests."""
    if not session.config.option.mutate:
        return None
    # Models can be imported only now that Django is set up.
    from django.db import connection
    from pytest_django.plugin import blocking_manager_key

    from tests.databases import DATABASES, PLAIN, WITH_VOCABULARY
    from tests.mutants.campaign import Campaign

    blocker = session.config.stash[blocking_manager_key]
    with DATABASES.served(blocker), TemporaryDirectory() as folder:
        for kind in (WITH_VOCABULARY, PLAIN):
            DATABASES.choose(kind)
        connection.close()
        campaign = Campaign(session, Path(folder))
        campaign.learn()
        campaign.run()
    return True
