"""Folders with predictable names, created safely: another user cannot have prepared them."""

import fcntl
import hashlib
import os
import pwd
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# A socket path may have at most 107 bytes; paths of checkouts are often longer.
SOCKETS = Path("/tmp")  # noqa: S108 - each folder made in it is checked to be ours
OUTGROWN_SECONDS = 600


class NotOurFolder(Exception):
    """A folder is not ours; the message says which."""


def home() -> Path:
    """Return the folder of the demo's data (`INTERIMHUB_HOME`, default `.local/`)."""
    return Path(os.environ.get("INTERIMHUB_HOME") or ".local").absolute()


def server_user() -> pwd.struct_passwd | None:
    """Return the account PostgreSQL runs under when we are root (it refuses root), else None."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NotOurFolder(
        "PostgreSQL does not run as root, and there is neither a user `postgres` nor a user "
        "`nobody` to run it as."
    )


def own(path: Path) -> Path:
    """Create `path` as a folder that others can traverse but not read.

    Raises:
        NotOurFolder: it exists and is not a folder of this user.
    """
    mode = 0o711 if os.geteuid() == 0 else 0o700
    try:
        path.mkdir(mode=mode)
    except FileExistsError:
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
            raise NotOurFolder(
                f"{path} exists and is not our folder; its owner has to remove it."
            ) from None
    path.chmod(mode)  # the umask may have removed bits
    return path


def inner(path: Path, user: pwd.struct_passwd | None) -> Path:
    """Create a folder that only its server can enter."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    if user:
        os.chown(path, user.pw_uid, user.pw_gid)
    path.chmod(0o700)
    return path


def name_for(place: Path) -> str:
    """Return a short name, stable for one folder and one user."""
    return "ih-" + hashlib.sha256(f"{os.geteuid()}:{place.resolve()}".encode()).hexdigest()[:12]


def reaches(user: pwd.struct_passwd | None, path: Path) -> bool:
    """Return whether `user` can traverse `path`, tested in a child process of that user."""
    if user is None:
        return True
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.setgroups([])
            os.setgid(user.pw_gid)
            os.setuid(user.pw_uid)
            code = 0 if os.access(path, os.X_OK) else 1
        finally:
            os._exit(code)
    return os.waitpid(child, 0)[1] == 0


@contextmanager
def throw_away() -> Iterator[Path]:
    """Create a temporary folder for one test run; remove those that killed runs have left."""
    for old in SOCKETS.glob("ih-test-*"):
        _sweep(old)
    folder = own(Path(tempfile.mkdtemp(prefix="ih-test-", dir=SOCKETS)))
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _sweep(old: Path) -> None:
    try:
        found = old.lstat()
        young = time.time() - found.st_mtime < OUTGROWN_SECONDS
        if found.st_uid != os.geteuid() or not stat.S_ISDIR(found.st_mode) or young:
            return
        with (old / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(old, ignore_errors=True)
    except OSError:
        return  # in use, or already removed
