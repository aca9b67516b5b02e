"""The backend: `ENGINE` names the package, and Django looks for this module in it."""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Looks at the socket of a kept connection, instead of asking the server before each request.

    A connection that the server has closed has something to read: its end. One that is half-open
    has not; `interimhub.lib.watched` ends its first statement.
    """

    def is_usable(self) -> bool:
        """Whether nothing is known against the connection."""
        if self.connection is None or self.connection.closed:
            return False
        line = select.poll()
        line.register(self.connection, select.POLLIN)
        return not line.poll(0)
