"""`bin/test`: pytest, on a PostgreSQL and a Valkey that exist for this run only."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree as ET

from . import folders, services
from .supervisor import Supervisor

PYTEST = [sys.executable, "-m", "pytest"]
# Tests that start a relay, a worker or a browser want the machine to themselves, and those that ask
# which transactions are open on the server want no others.
STAGES = (
    ["-n", "2", "-m", "not worker and not browser and not alone"],
    ["-m", "worker or browser or alone"],
)
NOTHING_COLLECTED = 5
COUNTS = ("tests", "failures", "errors", "skipped")


@contextmanager
def _machine() -> Iterator[tuple[Supervisor, dict[str, str], Path]]:
    with folders.throw_away() as folder, Supervisor(folder / "logs") as supervisor:
        env = services.start(supervisor, home=folder, sockets=folder, throw_away=True)
        # Mail, logs and snapshots of a test must not mix with the demo's.
        env |= {"INTERIMHUB_HOME": str(folder / "home"), "INTERIMHUB_ENV": "development"}
        # A minute of one core for each test that loads the vocabulary.
        env["INTERIMHUB_LINKER"] = "0"
        env.pop("INTERIMHUB_DEMO", None)
        yield supervisor, env, folder


def test(arguments: list[str]) -> int:
    """Run pytest with these arguments, or every test in two stages, and give the exit code."""
    with _machine() as (supervisor, env, folder):
        if arguments:
            return supervisor.call([*PYTEST, *arguments], env=env)
        reports = [folder / f"stage{number}.xml" for number in range(len(STAGES))]
        codes = [
            supervisor.call([*PYTEST, *stage, f"--junitxml={report}"], env=env)
            for stage, report in zip(STAGES, reports, strict=True)
        ]
        print(summary(reports), flush=True)
    bad = [code for code in codes if code not in (0, NOTHING_COLLECTED)]
    return bad[0] if bad else min(codes)


def summary(reports: Sequence[Path]) -> str:
    """Add up pytest's reports in one line."""
    total = dict.fromkeys(COUNTS, 0)
    for report in reports:
        if report.exists():
            for suite in ET.parse(report).iter("testsuite"):  # noqa: S314 - our pytest's
                for name in COUNTS:
                    total[name] += int(suite.get(name, 0))
    failed = total["failures"] + total["errors"]
    passed = total["tests"] - failed - total["skipped"]
    return f"{passed} passed, {failed} failed, {total['skipped']} skipped"


def run(arguments: list[str]) -> int:
    """Run one command on throw-away servers; `manage.py …` means this project's."""
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if command[:1] == ["manage.py"]:
        command = [sys.executable, *command]
    with _machine() as (supervisor, env, _):
        env["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{env.get('PATH', '')}"
        return supervisor.call(command, env=env)
