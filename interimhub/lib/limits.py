"""Rate limits, stored in their own database table."""

from datetime import datetime
from typing import Any

from django.core.cache.backends.db import DatabaseCache
from django.db import connections


class LimitsCache(DatabaseCache):
    """A database cache whose entries are deleted by age only.

    Django's cache also deletes entries when it is full. Requests of others could then reset the
    number of somebody's failed sign-ins.
    """

    def __init__(self, table: str, params: dict[str, Any]) -> None:
        super().__init__(table, params)
        self._name = table
        # Every write deletes expired entries.
        self._max_entries = 0

    def _cull(self, db: str, cursor: Any, now: datetime, num: int) -> None:
        table = connections[db].ops.quote_name(self._name)
        moment = connections[db].ops.adapt_datetimefield_value(now)
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [moment])  # noqa: S608 - a setting
