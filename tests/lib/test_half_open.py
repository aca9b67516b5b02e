"""Half-open connections to PostgreSQL: no statement waits for ever."""

import socket
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import psycopg2
import pytest
from django.db import connection, transaction

from interimhub.lib.later import later
from interimhub.lib.models import Job
from interimhub.lib.watched import WatchedConnection, WatchedCursor
from interimhub.local import web
from tests.lib import sample_tasks
from tests.lib.sample_tasks import effects
from tests.machinery import eventually, machinery
from tests.proxies import Proxy, proxy

pytestmark = [
    pytest.mark.worker,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("effects_table"),
]

RECOVERS_IN = 20  # seconds


@pytest.fixture
def line(transactional_db: None) -> Iterator[Proxy]:
    """Provide a proxy in front of this test's PostgreSQL."""
    given = connection.settings_dict
    host = given["HOST"] or given["OPTIONS"].get("host", "")
    port = int(given["PORT"] or 5432)
    there = Path(host) / f".s.PGSQL.{port}" if host.startswith("/") else (host, port)
    with proxy(there) as made:
        yield made


def url(line: Proxy) -> str:
    given = connection.settings_dict
    return f"postgres://{given['USER']}@127.0.0.1:{line.port}/{given['NAME']}"


def connect(line: Proxy) -> psycopg2.extensions.connection:
    given = connection.settings_dict
    made = psycopg2.connect(
        host="127.0.0.1",
        port=line.port,
        user=given["USER"],
        dbname=given["NAME"],
        connection_factory=WatchedConnection,
        cursor_factory=WatchedCursor,
    )
    made.autocommit = True
    return made


def test_a_statement_on_a_half_open_connection_fails_within_seconds(line: Proxy):
    with closing(connect(line)) as made, made.cursor() as cursor:
        cursor.execute("SELECT 1")
        line.swallow()

        began = time.monotonic()
        with pytest.raises(psycopg2.OperationalError):
            cursor.execute("SELECT 1")

    assert time.monotonic() - began < 10


def test_a_commit_on_a_half_open_connection_fails_within_seconds(line: Proxy):
    with closing(connect(line)) as made, made.cursor() as cursor:
        made.autocommit = False
        cursor.execute("SELECT 1")
        line.swallow()

        began = time.monotonic()
        with pytest.raises(psycopg2.OperationalError):
            made.commit()

    assert time.monotonic() - began < 10


def test_a_statement_that_the_server_is_executing_is_not_ended(line: Proxy):
    with closing(connect(line)) as made, made.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(8)")
        cursor.execute("SELECT 7")

        assert cursor.fetchone() == (7,)


def test_pages_health_relay_and_worker_recover(line: Proxy):
    with machinery("tests.lib.sample_tasks") as made:
        made.env["DATABASE_URL"] = url(line)
        relay, worker = made.start_relay(), made.start_worker()
        static = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
        assert made.supervisor.call(static, env=made.env) == 0
        with closing(socket.create_server(("127.0.0.1", 0))) as free:
            port = free.getsockname()[1]
        server = made.supervisor.start("web", web.command(port), env=made.env)

        def get(path: str) -> int:
            try:
                with urlopen(f"http://127.0.0.1:{port}{path}", timeout=RECOVERS_IN) as answer:
                    return int(answer.status)
            except HTTPError as error:
                return error.code
            except (URLError, TimeoutError):
                return 0

        made.supervisor.wait_until(
            lambda: get("/healthz") == 200, server, seconds=60, what="The web server"
        )
        get("/readyz")
        with transaction.atomic():
            later(sample_tasks.toil, "toil:before", name="before")
        eventually(lambda: effects("done") == ["before"])

        assert line.swallow() >= 3
        began = time.monotonic()
        with transaction.atomic():
            later(sample_tasks.toil, "toil:after", name="after")

        # Pages first, since people wait there.
        assert get("/readyz") in {200, 503}
        assert time.monotonic() - began < RECOVERS_IN
        assert get("/accounts/login/") in {200, 503}, server.log.read_text()[-3000:]
        eventually(lambda: get("/accounts/login/") == 200, seconds=RECOVERS_IN)
        eventually(lambda: effects("done") == ["after", "before"], seconds=RECOVERS_IN)
        assert time.monotonic() - began < 2 * RECOVERS_IN
        assert not Job.objects.filter(done_at=None).exists()
        ended = [one.process.poll() for one in (relay, worker, server)]
        assert ended == [None, None, None]


def test_a_kept_connection_is_checked_without_a_round_trip(line: Proxy):
    given = connection.copy()
    given.settings_dict |= {"HOST": "127.0.0.1", "PORT": line.port}
    with closing(given) as kept:
        kept.ensure_connection()
        line.delay_seconds = 2

        began = time.monotonic()
        assert kept.is_usable()

    assert time.monotonic() - began < 1


def test_a_kept_connection_that_the_server_has_closed_is_not_used_again(line: Proxy):
    with closing(connection.copy()) as kept:
        kept.ensure_connection()
        assert kept.is_usable()

        with connection.cursor() as cursor:
            pid = kept.connection.info.backend_pid
            cursor.execute("SELECT pg_terminate_backend(%s)", [pid])

        eventually(lambda: not kept.is_usable(), seconds=5)
