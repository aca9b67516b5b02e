"""Measures every main page with 300,000 interims, compared with 2,000 and with `/healthz`.

    .venv/bin/python bench/pages.py --interims 300000 --briefs 1000
    .venv/bin/python bench/pages.py --interims 300000 --briefs 1000 --keep .local/pages

Writes two worlds (`hiring`), starts a web server for each as in production, and opens the
pages of clients, firms and interims: one person at a time, alternating with the small world and
`/healthz`, and then many people at once. JSON on standard output, a table on standard error.
"""

import argparse
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.endtoend import answers, free_port  # noqa: E402 - after the path to it
from bench.page_load import HEALTH, Answers, at_once, in_turns  # noqa: E402
from bench.processor import seconds_of  # noqa: E402
from interimhub.local import folders, postgres, web  # noqa: E402
from interimhub.local.supervisor import Failed, Supervisor  # noqa: E402

SMALL = 2_000
TARGETS = {
    "ratio_to_small": 1.3,
    "p50_ms": 40.0,
    "ratio_to_floor": 30.0,
    "queries": 20,
    "pages_a_second": 100.0,
    "p95_at_once_ms": 400.0,
}
MOST_REQUESTS = 200_000
SOURCES = ("copying", "crowd", "hiring", "population")


def main() -> int:
    """Measure and print; return 1 if a target was missed."""
    options = _options()
    os.chdir(ROOT)
    os.environ.pop("DATABASE_URL", None)
    os.environ.setdefault("REDIS_URL", "redis://127.0.0.1:1/0")  # pages never use the broker
    load_before = os.getloadavg()
    with _home(options.keep) as home, Supervisor(home / "logs", say=_say) as supervisor:
        sockets = folders.own(folders.SOCKETS / folders.name_for(home))
        try:
            cluster = postgres.start(supervisor, data_home=home, sockets=sockets, throw_away=True)
            sizes = [options.interims, min(SMALL, options.interims)]
            worlds = {size: World(size, options.briefs, cluster, home) for size in sizes}
            for world in worlds.values():
                world.write(supervisor)
            found = _measure(supervisor, list(worlds.values()), options)
        finally:
            supervisor.stop()
            shutil.rmtree(sockets, ignore_errors=True)
    found["machine"] |= {"load_before": load_before, "load_after": os.getloadavg()}
    json.dump(found, sys.stdout, indent=1)
    sys.stdout.write("\n")
    _print_table(found)
    return 1 if found["missed"] else 0


class World:
    """One database of the cluster, with a number of interims and briefs."""

    def __init__(self, interims: int, briefs: int, cluster: postgres.Cluster, home: Path) -> None:
        self.interims, self.briefs, self.cluster = interims, briefs, cluster
        self.name = f"pages_{interims}_{briefs}_{_stamp()}"
        self.base = f"base_{_stamp()}"
        self.home = home / self.name
        self.port = free_port()

    def env(self, database: str = "") -> dict[str, str]:
        """Return the environment of a process that uses this world."""
        return os.environ | {
            "DATABASE_URL": self.cluster.url(database or self.name),
            "INTERIMHUB_HOME": str(self.home),
            "DJANGO_SETTINGS_MODULE": "interimhub.settings",
            "PYTHONUNBUFFERED": "1",
        }

    def write(self, supervisor: Supervisor) -> None:
        """Write it unless it exists; an unfinished world is written again."""
        done = self.home / "written"
        if done.exists():
            return
        self._write_base(supervisor)
        _say(f"Writing {self.interims:,} interims and {self.briefs:,} briefs")
        self.cluster.drop_database(self.name)
        self.cluster.create_database(self.name, template=self.base)
        size = ["--interims", str(self.interims), "--briefs", str(self.briefs)]
        supervisor.run("write", [sys.executable, "-m", "bench.hiring", *size], env=self.env())
        manage = [sys.executable, "manage.py", "collectstatic", "--no-input"]
        supervisor.run("collectstatic", manage, env=self.env())
        done.touch()

    def _write_base(self, supervisor: Supervisor) -> None:
        """Create the database that all worlds are copied from: tables, vocabulary, vectors."""
        done = self.home.parent / f"{self.base}.written"
        if done.exists():
            return
        self.home.parent.mkdir(parents=True, exist_ok=True)
        _say("Writing the vocabulary")
        self.cluster.drop_database(self.base)
        self.cluster.create_database(self.base)
        for name, *more in (
            ("migrate", "--no-input"),
            ("createcachetable",),
            ("load_vocabulary",),
        ):
            command = [sys.executable, "manage.py", name, *more]
            supervisor.run(name, command, env=self.env(self.base))
        done.touch()

    def visits(self, people: int) -> dict[str, Any]:
        """Return the visits, and what each page reads."""
        command = [sys.executable, "-m", "bench.page_visits", "--people", str(people)]
        answer = subprocess.run(  # noqa: S603 - our own command
            command, env=self.env(), capture_output=True, check=False
        )
        if answer.returncode:
            raise Failed(answer.stderr.decode(errors="replace")[-2000:])
        found: dict[str, Any] = json.loads(answer.stdout)
        return found


def _measure(
    supervisor: Supervisor, worlds: list[World], options: argparse.Namespace
) -> dict[str, Any]:
    visits, servers = {}, {}
    for world in worlds:
        _say(f"Explaining the queries of {world.interims:,} interims")
        visits[world.name] = world.visits(options.people)
        server = supervisor.start(f"web-{world.interims}", web.command(world.port), env=world.env())
        servers[world.name] = server.process.pid
        supervisor.wait_until(
            lambda port=world.port: answers(port, HEALTH),  # type: ignore[misc]
            server,
            seconds=60,
            what="The web server",
        )
    served = {world.name: (world.port, visits[world.name]["people"]) for world in worlds}
    _say("Warming up")
    in_turns(served, rounds=3)
    _say(f"One person, {options.rounds} times each page")
    alone = in_turns(served, rounds=options.rounds)
    many, used = {}, {}
    for world in worlds:
        _say(
            f"{options.people} people at once for {options.seconds} s, {world.interims:,} interims"
        )
        before = _seconds_used(servers[world.name])
        many[world.name] = at_once(*served[world.name], seconds=options.seconds, most=MOST_REQUESTS)
        after = _seconds_used(servers[world.name])
        used[world.name] = {who: after[who] - before[who] for who in after}
    return _summary(worlds, visits, alone, many, used)


def _seconds_used(server: int) -> dict[str, float]:
    """Return the processor seconds of the web server, and of the readers in this process."""
    return {"server": seconds_of(server), "readers": time.process_time()}


def _summary(
    worlds: list[World],
    visits: dict[str, Any],
    alone: dict[str, Answers],
    many: dict[str, tuple[Answers, float]],
    used: dict[str, dict[str, float]],
) -> dict[str, Any]:
    large, small = worlds[0].name, worlds[-1].name
    floor = _spread([s for one in alone.values() for s in one.seconds[HEALTH]])
    pages = {}
    for page, asked in visits[large]["pages"].items():
        there = _spread(alone[small].seconds[page])
        here = _spread(alone[large].seconds[page])
        pages[page] = {
            **asked,
            "rows_small": visits[small]["pages"][page]["rows"],
            **here,
            "p50_small_ms": there["p50_ms"],
            "ratio_to_small": round(here["p50_ms"] / there["p50_ms"], 2),
            "ratio_to_floor": round(here["p50_ms"] / floor["p50_ms"], 1),
            "p50_at_once_ms": _spread(many[large][0].seconds[page])["p50_ms"],
            "p95_at_once_ms": _spread(many[large][0].seconds[page])["p95_ms"],
        }
    crowd = {
        name: {
            "pages_a_second": round(len(answers.all_seconds) / took, 1),
            "errors": answers.errors,
            "cpu_ms_a_page": round(1000 * used[name]["server"] / len(answers.all_seconds), 1),
            "readers_share": round(used[name]["readers"] / sum(used[name].values()), 3),
            **_spread(answers.all_seconds),
        }
        for name, (answers, took) in many.items()
    }
    found = {
        "machine": {"python": platform.python_version(), "cores": os.cpu_count()},
        "interims": worlds[0].interims,
        "interims_small": worlds[-1].interims,
        "briefs": worlds[0].briefs,
        "targets": TARGETS,
        "floor": floor,
        "errors_alone": sum(one.errors for one in alone.values()),
        "pages": pages,
        "at_once": crowd[large],
        "at_once_small": crowd[small],
    }
    return found | {"missed": _missed(found)}


def _missed(found: dict[str, Any]) -> list[str]:
    """Return a sentence for each missed target."""
    missed = []
    for page, cost in found["pages"].items():
        if cost["whole"]:
            missed.append(f"{page} reads all of {', '.join(cost['whole'])}")
        missed += [
            f"{page}: {name} {cost[name]}, wanted at most {TARGETS[name]}"
            for name in ("ratio_to_small", "p50_ms", "ratio_to_floor", "queries")
            if cost[name] > TARGETS[name]
        ]
    crowd = found["at_once"]
    if crowd["pages_a_second"] < TARGETS["pages_a_second"]:
        missed.append(
            f"{crowd['pages_a_second']} pages a second, wanted {TARGETS['pages_a_second']}"
        )
    if crowd["p95_ms"] > TARGETS["p95_at_once_ms"]:
        missed.append(f"95 % at once {crowd['p95_ms']} ms, wanted {TARGETS['p95_at_once_ms']}")
    if errors := crowd["errors"] + found["at_once_small"]["errors"] + found["errors_alone"]:
        missed.append(f"{errors} errors, wanted none")
    return missed


def _spread(seconds: list[float]) -> dict[str, float]:
    """Return the median and the 95th percentile in milliseconds; 0 without responses."""
    ordered = sorted(seconds) or [0.0]
    return {
        "p50_ms": round(1000 * ordered[len(ordered) // 2], 1),
        "p95_ms": round(1000 * ordered[max(0, -(-95 * len(ordered) // 100) - 1)], 1),
    }


def _print_table(found: dict[str, Any]) -> None:
    head = ("page", "queries", "rows", "rows small", "p50", "p95", "× small", "× floor", "p95 many")
    keys = ("queries", "rows", "rows_small", "p50_ms", "p95_ms", "ratio_to_small")
    keys += ("ratio_to_floor", "p95_at_once_ms")
    rows = [head] + [
        (page, *(str(cost[key]) for key in keys)) for page, cost in found["pages"].items()
    ]
    for row in rows:
        sys.stderr.write(f"{row[0]:24}" + "".join(f"{cell:>11}" for cell in row[1:]) + "\n")
    crowd, floor = found["at_once"], found["floor"]
    sys.stderr.write(
        f"/healthz p50 {floor['p50_ms']} ms. At once: {crowd['pages_a_second']} pages a second,"
        f" p50 {crowd['p50_ms']} ms, p95 {crowd['p95_ms']} ms, {crowd['errors']} errors,"
        f" {crowd['cpu_ms_a_page']} ms of a processor a page"
        f" (readers {crowd['readers_share']:.0%} of all);"
        f" small world {found['at_once_small']['pages_a_second']} a second.\n"
    )
    for line in found["missed"]:
        sys.stderr.write(f"MISSED {line}\n")


@contextmanager
def _home(keep: Path | None) -> Iterator[Path]:
    """Yield the folder of the worlds; without `keep` a temporary one."""
    if keep is None:
        with folders.throw_away() as folder:
            yield folder
        return
    keep.mkdir(parents=True, exist_ok=True)
    keep.chmod(0o711)
    yield keep.resolve()


def _stamp() -> str:
    """Return a short hash of everything that a written world depends on."""
    found = hashlib.sha256()
    paths = [*ROOT.glob("*/migrations/0*.py"), *ROOT.glob("interimhub/*/migrations/0*.py")]
    paths += [ROOT / "bench" / f"{name}.py" for name in SOURCES]
    for path in sorted(paths):
        found.update(path.read_bytes())
    return found.hexdigest()[:8]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--interims", type=int, default=300_000)
    parser.add_argument("--briefs", type=int, default=1_000)
    parser.add_argument("--people", type=int, default=20, help="at once")
    parser.add_argument("--seconds", type=float, default=60, help="duration of reading")
    parser.add_argument("--rounds", type=int, default=40, help="rounds through all pages")
    parser.add_argument("--keep", type=Path, help="a folder to keep the worlds in")
    return parser.parse_args()


def _say(text: str) -> None:
    sys.stderr.write(f"· {text}\n")


if __name__ == "__main__":
    sys.exit(main())
