import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from interimhub.local.supervisor import Failed, Stopped, Supervisor
from tests.machinery import eventually

# Writes its name down when it is told to end.
WRITER = """
import signal, sys, time
def write(*_):
    open(sys.argv[1], "a").write(sys.argv[2])
    sys.exit()
signal.signal(signal.SIGTERM, write)
print("up", flush=True)
time.sleep(60)
"""
DEAF = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("up", flush=True)
time.sleep(60)
"""
SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
# Starts a sleeper, says its number, and sleeps itself until it is killed.
PARENT = """
import os, sys, time
from pathlib import Path
from interimhub.local.supervisor import Supervisor
supervisor = Supervisor(Path(sys.argv[1]))
child = supervisor.start("sleeper", [sys.executable, "-c", "import time; time.sleep(60)"],
                         env=dict(os.environ))
print(child.process.pid, flush=True)
time.sleep(60)
"""


def lives(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_children_are_stopped_in_reverse_order(tmp_path):
    order = tmp_path / "order"
    with Supervisor(tmp_path) as supervisor:
        for name in "abc":
            command = [sys.executable, "-c", WRITER, str(order), name]
            child = supervisor.start(name, command, env=dict(os.environ))
            supervisor.wait_until(child.log.read_bytes, child, seconds=20, what=name)

    assert order.read_text() == "cba"


def test_a_child_that_ignores_the_signal_is_killed(tmp_path):
    with Supervisor(tmp_path) as supervisor:
        child = supervisor.start(
            "deaf", [sys.executable, "-c", DEAF], env=dict(os.environ), patience_seconds=0.2
        )
        supervisor.wait_until(child.log.read_bytes, child, seconds=20, what="deaf")

    assert child.process.returncode == -signal.SIGKILL


def test_a_child_that_died_is_named_with_the_end_of_its_log(tmp_path):
    with Supervisor(tmp_path) as supervisor:
        supervisor.start("poet", [sys.executable, "-c", "raise SystemExit('farewell')"], env={})

        with pytest.raises(Failed, match=r"(?s)poet ended with code 1.*farewell"):
            supervisor.watch()


def test_a_child_that_keeps_exiting_is_restarted_after_growing_pauses(tmp_path, monkeypatch):
    said: list[str] = []
    clock = [1000.0]
    monkeypatch.setattr("interimhub.local.supervisor.time.monotonic", lambda: clock[0])
    with Supervisor(tmp_path, say=said.append) as supervisor:
        weak = [sys.executable, "-c", "raise SystemExit(3)"]
        child = supervisor.start("weak", weak, env={}, restarts=True)
        for pause in (0, 1, 2, 4, 8, 16, 30, 30):
            child.process.wait()
            ended = child.process
            supervisor.check()
            if pause:
                clock[0] += pause - 0.1
                supervisor.check()
                assert child.process is ended
                clock[0] += 0.1
                supervisor.check()
            assert child.process is not ended

    assert said[:3] == [
        "weak ended with code 3; restarting it at once.",
        "weak ended with code 3; restarting it in 1 s.",
        "weak ended with code 3; restarting it in 2 s.",
    ]


def test_a_child_that_ran_for_long_is_restarted_at_once(tmp_path, monkeypatch):
    said: list[str] = []
    clock = [1000.0]
    monkeypatch.setattr("interimhub.local.supervisor.time.monotonic", lambda: clock[0])
    with Supervisor(tmp_path, say=said.append) as supervisor:
        weak = [sys.executable, "-c", "raise SystemExit(3)"]
        child = supervisor.start("weak", weak, env={}, restarts=True)
        for _ in range(3):
            child.process.wait()
            supervisor.check()
            clock[0] += 301

    assert said == ["weak ended with code 3; restarting it at once."] * 3


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_watch_and_every_child(tmp_path, number):
    with Supervisor(tmp_path) as supervisor:
        child = supervisor.start("sleeper", SLEEP, env=dict(os.environ))
        os.kill(os.getpid(), number)

        with pytest.raises(Stopped):
            supervisor.watch()

    assert not lives(child.process.pid)


@pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells children of their parent's end"
)
def test_children_end_even_when_their_parent_is_killed(tmp_path):
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    sleeper = int(parent.stdout.readline())

    parent.kill()
    parent.wait()
    parent.stdout.close()

    eventually(lambda: not lives(sleeper), seconds=10)
    assert not lives(sleeper)


def test_a_step_that_is_asked_to_stop_ends_at_once(tmp_path):
    began = time.monotonic()
    with Supervisor(tmp_path) as supervisor:
        supervisor.asked_to_stop = True
        with pytest.raises(Stopped):
            supervisor.call(SLEEP, env=dict(os.environ))

    assert time.monotonic() - began < 5
