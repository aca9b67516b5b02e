import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from interimhub.local import binaries, demo, folders, testing
from interimhub.local.supervisor import Failed

ROOT = Path(__file__).resolve().parents[2]
COUNT_USERS = "from accounts.models import User; print(User.objects.count())"
SQL = "from django.db import connection; connection.cursor().execute('{}')"


def launch(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "interimhub.local", *arguments],
        cwd=ROOT,
        env=dict(os.environ) | env,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_the_launcher_needs_only_the_standard_library():
    code = "import sys, interimhub.local.demo, interimhub.local.testing\n"
    code += "print([name for name in ('django', 'celery', 'environ') if name in sys.modules])"

    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert answer.stdout == "[]\n"


def test_a_port_in_use_gets_an_error_message(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        answer = launch("demo", "--port", str(port), INTERIMHUB_HOME=str(tmp_path))

    assert (answer.returncode, answer.stderr) == (
        1,
        f"Port {port} on 127.0.0.1 is taken. Choose another one: bin/demo --port {port + 1}\n",
    )


def test_fresh_does_not_touch_a_database_given_from_outside(tmp_path):
    answer = launch("demo", "--fresh", DATABASE_URL="postgres:///x", INTERIMHUB_HOME=str(tmp_path))

    assert (answer.returncode, answer.stderr.split(",")[0]) == (
        1,
        "--fresh deletes only the demo's own data",
    )


def test_data_of_an_earlier_version_are_refused_with_a_solution(monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    (tmp_path / "pg18").mkdir()
    with pytest.raises(Failed, match="bin/demo --fresh"):
        demo.check_schema(tmp_path)

    (tmp_path / demo.SCHEMA_FILE).write_text("of another version")
    with pytest.raises(Failed, match="bin/demo --fresh"):
        demo.check_schema(tmp_path)


def test_own_data_and_an_empty_folder_are_accepted(monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    demo.check_schema(tmp_path)
    assert not list(tmp_path.iterdir())

    kept = tmp_path / "pg18" / "a table"
    kept.parent.mkdir()
    kept.write_text("rows")
    (tmp_path / demo.SCHEMA_FILE).write_text(demo._schema())
    demo.check_schema(tmp_path)
    assert kept.read_text() == "rows"


def test_a_second_demo_on_the_same_data_is_refused(tmp_path):
    first, second = demo._alone(tmp_path), demo._alone(tmp_path)

    with first, pytest.raises(Failed, match="A demo already runs"):
        second.__enter__()


def test_a_folder_of_somebody_else_is_refused(tmp_path):
    place = tmp_path / "ih-place"
    place.symlink_to(tmp_path)

    with pytest.raises(folders.NotOurFolder):
        folders.own(place)


def test_folders_of_two_checkouts_have_different_short_names(tmp_path):
    names = {folders.name_for(tmp_path / "one"), folders.name_for(tmp_path / "two")}

    assert [len(name) for name in names] == [15, 15]


def test_a_missing_postgresql_gets_a_message_with_a_solution(monkeypatch, tmp_path):
    monkeypatch.setenv("INTERIMHUB_PG_BIN", str(tmp_path))

    with pytest.raises(binaries.Missing, match=r"(?s)INTERIMHUB_PG_BIN.*DATABASE_URL"):
        binaries.find_postgres()


def test_a_missing_broker_gets_a_message_with_a_solution(monkeypatch):
    monkeypatch.setattr(binaries, "_package", lambda name: None)
    monkeypatch.setenv("PATH", "")

    with pytest.raises(binaries.Missing, match="REDIS_URL"):
        binaries.find_valkey()


def test_seconds_of_a_run_are_kept_by_file_beside_those_of_others(tmp_path):
    report = tmp_path / "report.xml"
    (tmp_path / "seconds.json").write_text('{"tests/test_a.py": 1.0, "tests/lib/test_b.py": 9.0}')
    report.write_text(
        '<testsuites><testsuite><testcase classname="tests.lib.test_b" time="1.5"/>'
        '<testcase classname="tests.lib.test_b" time="0.5"/></testsuite></testsuites>'
    )

    testing._keep_seconds(report, tmp_path)

    assert testing._seconds(tmp_path) == {"tests/test_a.py": 1.0, "tests/lib/test_b.py": 2.0}


def words_of(answer: subprocess.CompletedProcess[str]) -> str:
    assert answer.returncode == 0, answer.stderr
    return answer.stdout.splitlines()[-1]


@pytest.fixture
def home() -> Iterator[Path]:
    """Provide a demo's folder that the user who runs PostgreSQL can reach."""
    with folders.throw_away() as folder:
        yield folders.own(folder / "home")


def test_a_command_without_a_demo_runs_on_empty_servers_with_every_table(tmp_path):
    home = tmp_path / "home"

    answer = launch(
        "manage", "shell", "-c", COUNT_USERS, DATABASE_URL="", INTERIMHUB_HOME=str(home)
    )

    assert words_of(answer) == "0"
    assert not list(home.glob("pg*"))


def test_a_command_uses_the_data_of_a_stopped_demo_and_leaves_no_server(home):
    env = {"DATABASE_URL": "", "REDIS_URL": "", "INTERIMHUB_HOME": str(home)}
    (home / "pg18").mkdir()
    made = launch("manage", "shell", "-c", SQL.format("CREATE TABLE kept (n int)"), **env)

    again = launch("manage", "shell", "-c", SQL.format("DROP TABLE kept"), **env)

    assert (made.returncode, again.returncode) == (0, 0), made.stderr + again.stderr
    assert not list(home.glob("pg*/postmaster.pid"))


def test_a_command_uses_the_servers_of_a_running_demo(tmp_path):
    (tmp_path / "pg18").mkdir()
    (tmp_path / "demo.env").write_text("DATABASE_URL=postgres://x@127.0.0.1:1/the-demo\n")
    asked = "from django.conf import settings; print(settings.DATABASES['default']['NAME'])"

    with demo._alone(tmp_path):
        answer = launch(
            "manage", "shell", "-c", asked, DATABASE_URL="", INTERIMHUB_HOME=str(tmp_path)
        )

    assert words_of(answer) == "the-demo"


def test_a_command_is_refused_with_a_message_while_a_demo_starts(tmp_path):
    (tmp_path / "pg18").mkdir()

    with demo._alone(tmp_path):
        answer = launch("manage", "check", DATABASE_URL="", INTERIMHUB_HOME=str(tmp_path))

    assert (answer.returncode, answer.stderr) == (
        1,
        "The demo is starting; try again once it prints its address.\n",
    )


def test_the_demo_starts_a_worker_for_each_queue():
    from interimhub.lib import queues

    assert tuple(demo.PROCESSES) == queues.ALL
