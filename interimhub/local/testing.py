"""`bin/test` and commands on servers that exist for one run only."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree as ET

from . import folders, postgres, services, touched
from .supervisor import Supervisor

PYTEST = [sys.executable, "-m", "pytest"]
FRESH = "--fresh"
# Each process has its own PostgreSQL, so no test sees the transactions of the other process. A
# process that has finished takes over half of the other's remaining tests.
IN_TWO_PROCESSES = ["-n", "2", "--dist", "worksteal"]
# For both processes together: half a minute of wall time, plus the start.
QUICK_SECONDS = 60


@contextmanager
def throw_away_machine(
    *, database_url: str = ""
) -> Iterator[tuple[Supervisor, dict[str, str], Path]]:
    """Provide temporary servers for one run: the supervisor, the environment and a folder."""
    with folders.throw_away() as folder, Supervisor(folder / "logs") as supervisor:
        env = services.start(
            supervisor, home=folder, sockets=folder, throw_away=True, database_url=database_url
        )
        # Keep mail, logs and snapshots of tests apart from the demo's.
        env |= {"INTERIMHUB_HOME": str(folder / "home"), "INTERIMHUB_ENV": "development"}
        # Building the index takes a minute of one core for each test that loads the vocabulary.
        env["INTERIMHUB_LINKER"] = "0"
        env.pop("INTERIMHUB_DEMO", None)
        yield supervisor, env, folder


def test(arguments: list[str]) -> int:
    """Run pytest with these arguments, or all tests, and return the exit code.

    `quick` and a commit select the tests nearest to the changes since that commit; without a
    commit, since the parent of the last one. Tests start their own PostgreSQL servers
    (`tests/servers.py`) and keep them, stopped, in `.local/tests/` for the next run; `--fresh`
    keeps nothing. With DATABASE_URL they share that server and run in one process.
    """
    given = [one for one in arguments if one != FRESH]
    kept = folders.home() / "tests"
    parallel = [] if os.environ.get("DATABASE_URL") else IN_TWO_PROCESSES
    if given[:1] == ["quick"]:
        given = [*parallel, *_quick(given[1:2], kept), *given[2:]]
        if not given[len(parallel) :]:
            return 0
    # Django requires a URL before a test process has started its server.
    with throw_away_machine(database_url=f"postgres://{postgres.USER}@/interimhub") as machine:
        supervisor, env, folder = machine
        if not os.environ.get("DATABASE_URL"):
            env["INTERIMHUB_TEST_CLUSTERS"] = "" if FRESH in arguments else str(kept)
        report = folder / "report.xml"
        command = [*PYTEST, f"--junitxml={report}", *(given or parallel)]
        code = supervisor.call(command, env=env)
        if FRESH not in arguments:
            _keep_seconds(report, kept)
        return code


def _quick(base: list[str], kept: Path) -> list[str]:
    """Return the test files that a change touches, and print them."""
    root = Path.cwd()
    changed = touched.changed_since(base[0] if base else "HEAD~1", root)
    known = _seconds(kept)
    tests, left_out = touched.nearest_tests(
        touched.DependencyGraph(root), changed, known=known, seconds=QUICK_SECONDS
    )
    print(f"{len(changed)} files changed; the nearest tests are {', '.join(tests) or 'none'}.")
    if left_out:
        print(f"Not run, since they are slow or distant: {len(left_out)} files. bin/test runs all.")
    return tests


def _seconds(kept: Path) -> dict[str, float]:
    try:
        return dict(json.loads((kept / "seconds.json").read_text()))
    except (OSError, ValueError):
        return {}


def _keep_seconds(report: Path, kept: Path) -> None:
    """Store how long each test file took."""
    if not report.exists():
        return
    took: dict[str, float] = {}
    for case in ET.parse(report).iter("testcase"):  # noqa: S314 - our pytest's
        name = case.get("classname", "").replace(".", "/") + ".py"
        took[name] = took.get(name, 0.0) + float(case.get("time", 0))
    kept.mkdir(parents=True, exist_ok=True)
    (kept / "seconds.json").write_text(json.dumps(_seconds(kept) | took, indent=0, sort_keys=True))


def run(arguments: list[str]) -> int:
    """Run one command on temporary servers; `manage.py …` means that of this project."""
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if command[:1] == ["manage.py"]:
        command = [sys.executable, *command]
    with throw_away_machine() as (supervisor, env, _):
        env["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{env.get('PATH', '')}"
        return supervisor.call(command, env=env)
