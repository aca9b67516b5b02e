"""The table that the sample tasks write to."""

from collections.abc import Iterator

import pytest
from django.db import connection

from tests.lib.sample_tasks import TABLE


@pytest.fixture
def effects_table(db: None) -> Iterator[None]:
    """Provide the table, empty."""
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
        cursor.execute("DELETE FROM sample_effect")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE sample_effect")
