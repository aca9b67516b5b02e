"""Measures the time from the click on "Open" to the stored ranking, with all real parts.

    .venv/bin/python bench/endtoend.py --interims 100000
    .venv/bin/python bench/endtoend.py --interims 100000 --shards 4

Starts a temporary PostgreSQL and Valkey, migrates, writes interims and briefs, starts web server,
relay, worker and clock as `bin/demo` does, and then opens one brief after another by HTTP as its
signed-in hiring manager. The time is measured from just before the POST until another connection
can read the ranking's row. JSON on standard output, messages on standard error.
"""

import argparse
import http.client
import json
import os
import platform
import socket
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from interimhub.local import folders, services, web  # noqa: E402 - after the path to it
from interimhub.local.supervisor import Failed, Supervisor, tail  # noqa: E402

TARGET_SECONDS = 1.0
CSRF = "b" * 32
MANAGE = [sys.executable, "manage.py"]
CELERY = [sys.executable, "-m", "celery", "-A", "interimhub.celery"]


def main() -> int:
    """Measure; return 1 if the target was missed."""
    options = _options()
    os.chdir(ROOT)
    os.environ.pop("DATABASE_URL", None)
    os.environ.pop("REDIS_URL", None)
    with folders.throw_away() as folder, Supervisor(folder / "logs", say=_say) as supervisor:
        env = services.start(supervisor, home=folder, sockets=folder, throw_away=True)
        env |= {"INTERIMHUB_HOME": str(folder / "home"), "FIT_SHARDS": str(options.shards)}
        for command in ("migrate", "createcachetable", "load_vocabulary", "collectstatic"):
            extra = ["--no-input"] if command in {"migrate", "collectstatic"} else []
            supervisor.run(command, [*MANAGE, command, *extra], env=env)
        os.environ.update(env)
        found = _measure(supervisor, env, options)
    json.dump(found, sys.stdout, indent=1)
    sys.stdout.write("\n")
    return 0 if found["seconds"]["p95"] <= TARGET_SECONDS else 1


def _measure(
    supervisor: Supervisor, env: dict[str, str], options: argparse.Namespace
) -> dict[str, Any]:
    import django  # noqa: PLC0415 - after the environment is known

    django.setup()
    from bench.crowd import read_words, write_briefs, write_people  # noqa: PLC0415 - models

    began = time.perf_counter()
    write_people(options.interims)
    read_words()
    briefs = write_briefs(options.openings)
    written = time.perf_counter() - began
    _say(f"{options.interims} interims and {len(briefs)} briefs in {written:.0f} s")

    began = time.perf_counter()
    port = free_port()
    gunicorn = supervisor.start("web", web.command(port), env=env)
    supervisor.start("relay", [*MANAGE, "relay"], env=env)
    worker = [*CELERY, "worker", "-c", "2", "-n", "bench@%h", "--without-gossip"]
    supervisor.start("worker", [*worker, "--without-mingle", "--loglevel=INFO"], env=env)
    supervisor.start("beat", [*CELERY, "beat", "--pidfile="], env=env)
    supervisor.wait_until(
        lambda: answers(port, "/readyz"), gunicorn, seconds=900, what="Everything"
    )
    ready = time.perf_counter() - began
    _say(f"ready, the pool built, in {ready:.0f} s")
    times = []
    for brief in briefs:
        try:
            times.append(_open(port, brief))
        except Failed:
            for child in supervisor.children:
                _say(f"{child.name}:\n{tail(child.log)}")
            raise
        _say(" ".join(f"{step} {seconds:.3f}" for step, seconds in times[-1].items()))
    steps = sorted({step for one in times for step in one})
    return {
        "machine": {"python": platform.python_version(), "cores": os.cpu_count()},
        "interims": options.interims,
        "shards": options.shards,
        "openings": len(times),
        "written_seconds": round(written, 1),
        "ready_seconds": round(ready, 1),
        "target_p95_seconds": TARGET_SECONDS,
        "first_seconds": {step: round(seconds, 4) for step, seconds in times[0].items()},
        "seconds": _spread([one["whole"] for one in times]),
        "parts": {
            step: _spread([one.get(step, 0.0) for one in times])
            for step in steps
            if step != "whole"
        },
    }


def _open(port: int, brief: Any) -> dict[str, float]:
    """Open one brief and wait for its ranking; return the total seconds and those of its parts."""
    from django.test import Client  # noqa: PLC0415 - models
    from django.urls import reverse  # noqa: PLC0415

    from ranking.models import FitRun  # noqa: PLC0415

    browser = Client()
    browser.force_login(brief.manager.user)
    session = browser.cookies["sessionid"].value
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    line.connect()
    headers = {
        "Cookie": f"sessionid={session}; csrftoken={CSRF}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    began, began_at = time.perf_counter(), time.time()
    body = urlencode({"csrfmiddlewaretoken": CSRF})
    line.request("POST", reverse("open_brief", args=[brief.ref]), body, headers)
    answer = line.getresponse()
    answer.read()
    posted = time.perf_counter() - began
    if answer.status != 302:
        raise Failed(f"The brief could not be opened: {answer.status} {answer.reason}")
    while (run := FitRun.objects.filter(brief=brief).first()) is None:
        if time.perf_counter() - began > 120:
            raise Failed("No ranking within two minutes.")
        time.sleep(0.002)
    whole = time.perf_counter() - began
    line.close()
    computed = sum(run.seconds.values())
    return {
        "whole": whole,
        "post": posted,
        "wait": _since(began_at, run.started_at),
        **run.seconds,
        "other": (run.finished_at - run.started_at).total_seconds() - computed,
        "store": whole - _since(began_at, run.finished_at),
    }


def _since(began_at: float, moment: datetime) -> float:
    return moment.timestamp() - began_at


def _spread(seconds: list[float]) -> dict[str, float]:
    ordered = sorted(seconds)
    # Nearest-rank percentile: the 48th of 50.
    last = ordered[max(0, -(-95 * len(ordered) // 100) - 1)]
    return {
        "median": round(ordered[len(ordered) // 2], 4),
        "p95": round(last, 4),
        "max": round(ordered[-1], 4),
    }


def answers(port: int, path: str) -> bool:
    """Return whether a server answers; waits half a second before asking."""
    time.sleep(0.5)
    try:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        line.request("GET", path)
        return line.getresponse().status == 200
    except OSError:
        return False


def free_port() -> int:
    """Return a free port."""
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--interims", type=int, default=100_000)
    parser.add_argument("--openings", type=int, default=50)
    parser.add_argument("--shards", type=int, default=1)
    return parser.parse_args()


def _say(text: str) -> None:
    sys.stderr.write(f"· {text}\n")


if __name__ == "__main__":
    sys.exit(main())
