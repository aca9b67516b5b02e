"""PostgreSQL is stopped and restarted while relay and worker keep running."""

import signal
import sys
import time
from collections.abc import Callable

import psycopg2
import pytest
from django.db import connection
from django.test import Client as Browser

from interimhub.local import postgres
from tests.browsers import browser_of
from tests.factories import UserFactory
from tests.lib.sample_tasks import TABLE
from tests.machinery import Machinery, eventually, machinery

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]

LEAVE = """
    INSERT INTO lib_job (key, task, payload)
    VALUES (%(name)s, 'tests.lib.sample_tasks.toil', jsonb_build_object('name', %(name)s::text))
"""


def start(made: Machinery) -> tuple[postgres.Cluster, Callable[..., list[tuple[str, ...]]]]:
    """Start the test's own cluster, and return a function to query it."""
    cluster = postgres.start(
        made.supervisor, data_home=made.folder, sockets=made.folder, throw_away=True
    )

    def ask(statement: str, **facts: str) -> list[tuple[str, ...]]:
        line = psycopg2.connect(host=str(cluster.sockets), user=postgres.USER, dbname="interimhub")
        line.autocommit = True
        with line.cursor() as cursor:
            cursor.execute(statement, facts)
            rows = cursor.fetchall() if cursor.description else []
        line.close()
        return rows

    return cluster, ask


def test_readyz_reports_a_hanging_server_within_seconds(client: Browser, monkeypatch):
    with machinery() as made:
        cluster, ask = start(made)
        ask("SELECT 1")
        facts = {"HOST": str(cluster.sockets), "USER": postgres.USER, "NAME": "interimhub"}
        for name, value in facts.items():
            monkeypatch.setitem(connection.settings_dict, name, value)
        server = next(child for child in made.supervisor.children if child.name == "postgres")
        server.process.send_signal(signal.SIGSTOP)
        began = time.monotonic()
        try:
            answer = client.get("/readyz")
        finally:
            server.process.send_signal(signal.SIGCONT)

        assert (answer.status_code, answer.json()["database"]) == (503, False)
        assert time.monotonic() - began < 5


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/today/", "/me/notices/", "/nowhere/"])
@pytest.mark.parametrize("is_signed_in", [True, False])
def test_without_the_database_every_page_says_so_and_when_to_try_again(
    path: str, is_signed_in: bool, monkeypatch, caplog
):
    browser = browser_of(UserFactory()) if is_signed_in else Browser()
    browser.raise_request_exception = False
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "HOST", "/nowhere")

    answer = browser.get(path)

    needs_none = not is_signed_in and path != "/today/"
    if needs_none and answer.status_code != 503:
        return  # this page asks the database nothing
    if answer.status_code == 302:
        assert not is_signed_in
        return
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert "We cannot reach our data at the moment" in answer.content.decode()


def test_a_form_that_is_sent_without_the_database_gets_503(monkeypatch):
    browser = browser_of(UserFactory())
    browser.raise_request_exception = False
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "HOST", "/nowhere")

    answer = browser.post("/me/notices/read/", {})

    assert (answer.status_code, "Retry-After" in answer) == (503, True)


def test_a_restart_of_postgresql_loses_nothing():
    with machinery("tests.lib.sample_tasks") as made:
        cluster, ask = start(made)
        made.env["DATABASE_URL"] = cluster.url()
        migrate = [sys.executable, "manage.py", "migrate", "lib", "--verbosity=0"]
        assert made.supervisor.call(migrate, env=made.env) == 0
        ask(TABLE)
        relay, worker = made.start_relay(), made.start_worker(wait=False)
        ask(LEAVE, name="before")
        eventually(
            lambda: ask("SELECT name FROM sample_effect WHERE kind = 'done'") == [("before",)]
        )

        server = next(child for child in made.supervisor.children if child.name == "postgres")
        server.process.send_signal(signal.SIGQUIT)
        server.process.wait()
        made.supervisor.children.remove(server)
        cluster, ask = start(made)
        ask(LEAVE, name="then")

        eventually(lambda: ask("SELECT 1 FROM lib_job WHERE done_at IS NULL") == [])
        done = ask("SELECT name FROM sample_effect WHERE kind = 'done' ORDER BY name")
        assert done == [("before",), ("then",)]
        assert (relay.process.poll(), worker.process.poll()) == (None, None)
