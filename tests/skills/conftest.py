"""The vocabulary, loaded once for a module and rolled back after it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import transaction

from skills import vocabulary

NOW = datetime(2026, 11, 19, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Load the shipped vocabulary; use together with `db`."""
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        # As Django's own TestCase marks its transactions, so that durable blocks may stand inside.
        outer._from_testcase = True
        with outer:
            vocabulary.load(now=NOW)
            yield
            transaction.set_rollback(True)
