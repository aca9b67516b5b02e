"""The database backend. `ENGINE` names the package, in which Django expects this module."""

import select

from django.db.backends.postgresql import base, operations

from interimhub.lib.postgresql.statements import Statement

MOST_STATEMENTS = 300
"""The most statements that a connection keeps.

One takes the server 370 kB on average, 1 MB at most. The 23 pages of `bench/pages.py` have 139.
"""


class DatabaseOperations(operations.DatabaseOperations):
    """Django's, with a compiler of its own."""

    compiler_module = "interimhub.lib.postgresql.compiler"


class DatabaseWrapper(base.DatabaseWrapper):
    """Checks the socket of a kept connection, instead of asking the server before each request.

    The socket of a connection that the server has closed is readable: its end. A half-open
    connection is not detected here; `interimhub.lib.watched` ends its first statement.
    """

    ops_class = DatabaseOperations

    def is_usable(self) -> bool:
        """Return False if the connection is known to be broken."""
        if self.connection is None or self.connection.closed:
            return False
        line = select.poll()
        line.register(self.connection, select.POLLIN)
        return not line.poll(0)

    def prepare(self, statement: Statement) -> None:
        """Have the server prepare a statement, unless this connection has it."""
        self.ensure_connection()
        prepared = self.connection.prepared
        if statement.name in prepared:
            prepared.move_to_end(statement.name)
            return
        with self.wrap_database_errors, self.connection.cursor() as cursor:
            if len(prepared) >= MOST_STATEMENTS:
                oldest = next(iter(prepared))
                cursor.execute(f"DEALLOCATE {oldest}")
                del prepared[oldest]
            cursor.execute(statement.prepare)
        prepared[statement.name] = None
