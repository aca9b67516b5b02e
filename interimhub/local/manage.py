"""`bin/manage`: runs a management command on the demo's data, or on temporary servers."""

import fcntl
import os
import shlex
import subprocess
from pathlib import Path

from . import folders, services, testing
from .demo import ENVIRONMENT_FILE, MANAGE
from .supervisor import Failed, Supervisor

THROW_AWAY = "--throwaway"
# These commands read no table, and are needed when migrations cannot be applied.
WITHOUT_TABLES = frozenset({"makemigrations", "check", "diffsettings", "help"})


def manage(arguments: list[str]) -> int:
    """Run a management command and return its exit code.

    It runs on the demo's data, whether the demo is running or not; on empty temporary servers if
    there is no demo, or with `--throwaway` as first argument; with DATABASE_URL in the environment,
    on that database.
    """
    home = folders.home()
    command = [*MANAGE, *(one for one in arguments if one != THROW_AWAY)]
    is_throw_away = THROW_AWAY in arguments or not any(home.glob("pg*"))
    if os.environ.get("DATABASE_URL") and THROW_AWAY not in arguments:
        return subprocess.run(command, check=False).returncode
    if is_throw_away:
        return _on_throw_away_servers(command)
    with (home / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return subprocess.run(command, env=_running(home), check=False).returncode
        return _on_kept_data(command, home)


def _on_throw_away_servers(command: list[str]) -> int:
    for name in ("DATABASE_URL", "REDIS_URL"):
        os.environ.pop(name, None)
    with testing.throw_away_machine() as (supervisor, env, _):
        if not WITHOUT_TABLES & set(command):
            supervisor.run("migrate", [*MANAGE, "migrate", "--no-input"], env=env)
        return subprocess.run(command, env=env, check=False).returncode


def _on_kept_data(command: list[str], home: Path) -> int:
    with Supervisor(home / "logs") as supervisor:
        sockets = folders.own(folders.SOCKETS / folders.name_for(home))
        env = services.start(supervisor, home=home, sockets=sockets)
        env |= {"INTERIMHUB_HOME": str(home), "INTERIMHUB_DEMO": "1"}
        return subprocess.run(command, env=env, check=False).returncode


def _running(home: Path) -> dict[str, str]:
    """Return the environment of the running demo."""
    path = home / ENVIRONMENT_FILE
    if not path.exists():
        raise Failed("The demo is starting; try again once it prints its address.")
    given = dict(word.split("=", 1) for word in shlex.split(path.read_text()))
    return dict(os.environ) | given | {"PYTHONUNBUFFERED": "1"}
