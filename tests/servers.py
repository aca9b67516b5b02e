"""The PostgreSQL server of a test process, kept between runs if possible."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection

from interimhub.local import folders, postgres
from interimhub.local.supervisor import Failed, Supervisor

# The environment variable with the folder of the kept clusters; if empty, nothing is kept.
CLUSTERS = "INTERIMHUB_TEST_CLUSTERS"
KEPT_MAX = 4


@dataclass(frozen=True, slots=True)
class Server:
    """A server and its permitted use.

    Attributes:
        is_own: only this process uses it, and databases may stay there.
        prefix: with which the names of this process's databases begin.
        address: Django's settings that lead to it, where they are not those of DATABASE_URL.
    """

    is_own: bool
    prefix: str = ""
    address: dict[str, str] = field(default_factory=dict)


@contextmanager
def server() -> Iterator[Server]:
    """Start a server for this process only, or use that of DATABASE_URL."""
    if CLUSTERS not in os.environ:
        worker = os.environ.get("PYTEST_XDIST_WORKER", "")
        yield Server(is_own=False, prefix=f"test_{connection.settings_dict['NAME']}{worker}_")
        return
    kept = os.environ[CLUSTERS]
    with folders.throw_away() as folder, _home(Path(kept) if kept else None, folder) as home:
        supervisor = Supervisor(folder / "logs")
        try:
            cluster = _start(supervisor, home, folder)
            address = {"HOST": str(cluster.sockets), "USER": postgres.USER, "PASSWORD": ""}
            yield Server(is_own=True, address=address)
        finally:
            supervisor.stop()


@contextmanager
def _home(kept: Path | None, folder: Path) -> Iterator[Path]:
    """Lock and return the first free kept cluster, or return the temporary `folder`."""
    for place in [kept / str(number) for number in range(KEPT_MAX)] if kept else []:
        place.mkdir(parents=True, exist_ok=True)
        with (place / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            yield place
            return
    yield folder


def _start(supervisor: Supervisor, home: Path, sockets: Path) -> postgres.Cluster:
    try:
        return postgres.start(supervisor, data_home=home, sockets=sockets, throw_away=True)
    except Failed:
        # A kept cluster runs without fsync, so it may be damaged after a power cut.
        supervisor.stop()
        postgres.forget(home)
        return postgres.start(supervisor, data_home=home, sockets=sockets, throw_away=True)
