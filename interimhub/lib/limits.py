"""Rate limits in a database table of their own."""

from datetime import datetime
from typing import Any

from django.core.cache.backends.db import DatabaseCache
from django.db import connections


class LimitsCache(DatabaseCache):
    """A cache whose entries leave by age alone.

    Django's cache drops entries when it is full, whichever they are: other people's requests would
    make it forget how often somebody has guessed a password.
    """

    def __init__(self, table: str, params: dict[str, Any]) -> None:
        super().__init__(table, params)
        self._name = table
        # Every write removes what has expired.
        self._max_entries = 0

    def _cull(self, db: str, cursor: Any, now: datetime, num: int) -> None:
        table = connections[db].ops.quote_name(self._name)
        moment = connections[db].ops.adapt_datetimefield_value(now)
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [moment])  # noqa: S608 - a setting
