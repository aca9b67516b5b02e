"""PostgreSQL and Valkey: those named in the environment, or our own."""

import os
from pathlib import Path

from . import postgres, valkey
from .supervisor import Supervisor


def start(
    supervisor: Supervisor,
    *,
    home: Path,
    sockets: Path,
    throw_away: bool = False,
    database_url: str = "",
) -> dict[str, str]:
    """Start the servers not given by DATABASE_URL and REDIS_URL; return an environment with both.

    With `database_url`, no PostgreSQL is started; the environment gets this URL.
    """
    env = dict(os.environ)
    if not env.get("DATABASE_URL"):
        env["DATABASE_URL"] = database_url
    if not env.get("DATABASE_URL"):
        cluster = postgres.start(supervisor, data_home=home, sockets=sockets, throw_away=throw_away)
        env["DATABASE_URL"] = cluster.url()
    if not env.get("REDIS_URL"):
        broker = valkey.start(
            supervisor, data=home / "valkey", sockets=sockets, throw_away=throw_away
        )
        env["REDIS_URL"] = broker.url
    env.setdefault("DJANGO_SETTINGS_MODULE", "interimhub.settings")
    env["PYTHONUNBUFFERED"] = "1"
    return env
