"""Connections to PostgreSQL whose statements do not wait for ever on a half-open connection.

If a firewall, a proxy or a dead host drops packets, a statement waits for ever, whatever timeout
the server has. So a thread checks each statement that takes longer than `PATIENCE_SECONDS`. It
asks the server, by a new connection, whether it is executing the statement. If not, the old
connection's socket is shut down, and the statement fails with `OperationalError`, as with any
lost connection.

TCP's keepalive and user timeout (in the settings) cover a host that is gone. A proxy that still
acknowledges packets is covered only here.
"""

import logging
import os
import socket
import threading
import time
import uuid
import weakref
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from typing import Any

import psycopg2  # type: ignore[import-untyped]  # it has no types
import psycopg2.extensions  # type: ignore[import-untyped]  # as above

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 3.0
LOOK_SECONDS = 1.0
ANSWER_SECONDS = 2  # the minimum that libpq accepts for connecting
LOOKS = 2  # consecutive checks that must find the statement not being executed

# By name and not by process id, which a connection pooler hides.
WORKING = "SELECT 1 FROM pg_stat_activity WHERE application_name = %s AND state NOT LIKE 'idle%%'"


class WatchedConnection(psycopg2.extensions.connection):  # type: ignore[misc]  # as above
    """A connection that records since when it has been waiting for the server."""

    def __init__(self, dsn: str, *rest: Any, **options: Any) -> None:
        self.name = f"interimhub-{uuid.uuid4().hex[:12]}"
        named = psycopg2.extensions.make_dsn(dsn, application_name=self.name)
        super().__init__(named, *rest, **options)
        self.waiting_since: float | None = None
        self.looks = 0
        self.prepared: OrderedDict[str, None] = OrderedDict()  # names, least recently used first
        _watchdog.watch(self)

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Mark the connection as waiting for the server within this block."""
        self.looks = 0
        self.waiting_since = time.monotonic()
        try:
            yield
        finally:
            self.waiting_since = None

    def commit(self) -> None:
        """Commit."""
        with self.waiting():
            super().commit()

    def rollback(self) -> None:
        """Roll back."""
        with self.waiting():
            super().rollback()

    def is_overdue(self) -> bool:
        """Return whether a statement has been waiting longer than `PATIENCE_SECONDS`."""
        since = self.waiting_since
        return since is not None and time.monotonic() - since > PATIENCE_SECONDS

    def look(self) -> None:
        """Ask the server about the waiting statement; shut the connection down if it is lost."""
        since = self.waiting_since
        is_worked_on = _is_worked_on(self.dsn, self.info.password, self.name)
        if self.waiting_since != since or since is None:
            return  # it has ended in the meantime
        self.looks = 0 if is_worked_on else self.looks + 1
        if self.looks < LOOKS:
            return
        logger.warning(
            "a database connection was shut down: the server does not know its statement"
        )
        _shut_down(self.fileno())


class WatchedCursor(psycopg2.extensions.cursor):  # type: ignore[misc]  # as above
    """A cursor that marks its connection as waiting during statements."""

    connection: WatchedConnection

    def execute(self, *args: Any, **options: Any) -> None:
        """Execute a statement."""
        with self.connection.waiting():
            super().execute(*args, **options)

    def executemany(self, *args: Any, **options: Any) -> None:
        """Execute a statement for several rows of parameters."""
        with self.connection.waiting():
            super().executemany(*args, **options)

    def copy_expert(self, *args: Any, **options: Any) -> None:
        """Copy from or to a file."""
        with self.connection.waiting():
            super().copy_expert(*args, **options)

    def fetchmany(self, *args: Any, **options: Any) -> list[tuple[Any, ...]]:
        """Fetch rows; a server-side cursor has to ask the server for them."""
        with self.connection.waiting() if self.name else nullcontext():
            rows: list[tuple[Any, ...]] = super().fetchmany(*args, **options)
        return rows


def _is_worked_on(dsn: str, password: str, name: str) -> bool:
    """Ask by a new connection; also False if the server does not answer in time."""
    given = psycopg2.extensions.parse_dsn(dsn)
    given |= {"password": password or None, "connect_timeout": ANSWER_SECONDS}
    given |= {"application_name": "interimhub-watchdog"}
    given |= {"options": f"-c statement_timeout={ANSWER_SECONDS}s"}
    try:
        with closing(psycopg2.connect(**given)) as line, line.cursor() as cursor:
            # This statement may get lost too, so limit its time.
            timer = threading.Timer(ANSWER_SECONDS, _shut_down, [line.fileno()])
            timer.daemon = True
            timer.start()
            try:
                cursor.execute(WORKING, [name])
                return cursor.fetchone() is not None
            finally:
                timer.cancel()
    except psycopg2.OperationalError as error:
        # A server that refuses, for instance for too many connections, is alive.
        return "FATAL" in str(error)


def _shut_down(fileno: int) -> None:
    with suppress(OSError), closing(socket.socket(fileno=os.dup(fileno))) as line:
        line.shutdown(socket.SHUT_RDWR)


class _Watchdog:
    """One thread per process that checks long statements."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Reset the state: a forked process has no such thread and must not use the connections."""
        self._connections: weakref.WeakSet[WatchedConnection] = weakref.WeakSet()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def watch(self, connection: WatchedConnection) -> None:
        with self._lock:
            self._connections.add(connection)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while True:
            time.sleep(LOOK_SECONDS)
            with self._lock:
                overdue = [one for one in self._connections if one.is_overdue()]
            for one in overdue:
                try:
                    one.look()
                except Exception:
                    logger.exception("a database connection could not be checked")


_watchdog = _Watchdog()
os.register_at_fork(after_in_child=_watchdog.begin)
