import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from interimhub.local import binaries, demo, folders, testing
from interimhub.local.supervisor import Failed

ROOT = Path(__file__).resolve().parents[2]


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


def test_the_launcher_needs_nothing_but_the_standard_library():
    code = "import sys, interimhub.local.demo, interimhub.local.testing\n"
    code += "print([name for name in ('django', 'celery', 'environ') if name in sys.modules])"

    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert answer.stdout == "[]\n"


def test_a_taken_port_is_said_in_words(tmp_path):
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

    assert (answer.returncode, answer.stderr.split(";")[0]) == (
        1,
        "--fresh forgets the demo's own data",
    )


def test_a_second_demo_on_the_same_data_is_refused(tmp_path):
    first, second = demo._alone(tmp_path), demo._alone(tmp_path)

    with first, pytest.raises(Failed, match="A demo already runs"):
        second.__enter__()


def test_a_folder_of_somebody_else_is_refused(tmp_path):
    place = tmp_path / "ih-place"
    place.symlink_to(tmp_path)

    with pytest.raises(folders.Refused):
        folders.own(place)


def test_folders_of_two_checkouts_have_different_short_names(tmp_path):
    names = {folders.name_for(tmp_path / "one"), folders.name_for(tmp_path / "two")}

    assert [len(name) for name in names] == [15, 15]


def test_a_missing_postgresql_names_the_way_out(monkeypatch, tmp_path):
    monkeypatch.setenv("INTERIMHUB_PG_BIN", str(tmp_path))

    with pytest.raises(binaries.Missing, match=r"(?s)INTERIMHUB_PG_BIN.*DATABASE_URL"):
        binaries.find_postgres()


def test_a_missing_broker_names_the_way_out(monkeypatch):
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
