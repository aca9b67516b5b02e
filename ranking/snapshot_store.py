"""The snapshots of one machine: their folder, and a lock for one builder at a time."""

import fcntl
import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from candidates.models import Mark
from ranking import snapshot
from ranking.loader import PoolSegment, Shard, load_segment
from skills.graph import SkillGraph

logger = logging.getLogger(__name__)

DIGITS = 10
OPEN_TRIES = 5


class SnapshotStore:
    """The folder with the snapshots of one database's pool, or of one shard of it.

    Attributes:
        key: vocabulary, encoder and year of the arrays; a snapshot with another key is stale.
    """

    def __init__(self, shard: Shard, *, key: str) -> None:
        self.shard, self.key = shard, key
        self.folder = Path(settings.FIT_POOL) / _database() / str(shard)

    def newest(self) -> Path | None:
        """Return the folder of the newest snapshot."""
        with suppress(FileNotFoundError):
            return max((one for one in self.folder.iterdir() if one.name.isdigit()), default=None)
        return None

    def open(self) -> tuple[PoolSegment, Mark, Path] | None:
        """Map the newest snapshot into memory; None if there is none or it cannot be used."""
        for _ in range(OPEN_TRIES):
            if (path := self.newest()) is None:
                return None
            try:
                found = snapshot.open(path)
                if found.facts["key"] != self.key:
                    logger.info("the snapshot %s is of another vocabulary or year", path)
                    return None
                segment = PoolSegment(
                    found.pool,
                    found.extra["fingerprints"],
                    found.extra["assignments"],
                    found.extra["checksums"],
                )
                return segment, Mark(int(found.facts["xid"])), path
            except (FileNotFoundError, snapshot.DamagedSnapshot, KeyError) as error:
                if path.exists():
                    logger.warning("the snapshot %s is rebuilt: %s", path, error)
                    return None
                # Another process replaced it while it was being opened.
        return None

    @contextmanager
    def build_lock(self, *, wait: bool = True) -> Iterator[bool]:
        """Hold the machine's lock for building; yield whether this process has it.

        Args:
            wait: whether to wait for another builder.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
                return
            yield True

    def build(self, graph: SkillGraph) -> None:
        """Write a new snapshot and remove the older ones. Call it inside `build_lock`.

        Processes that have an older one open keep it in memory. If the build fails, the older
        snapshots stay.

        Raises:
            OSError: it cannot be written.
        """
        before = [one for one in self.folder.iterdir() if one.is_dir()]
        newest = self.newest()
        path = self.folder / f"{int(newest.name) + 1 if newest else 1:0{DIGITS}d}"
        with snapshot.atomic_folder(path) as draft:
            segment, mark = load_segment(graph, shard=self.shard, draft=draft)
            extra = {
                "fingerprints": segment.fingerprints,
                "assignments": segment.assignments,
                "checksums": segment.checksums,
            }
            facts: dict[str, Any] = {"key": self.key, "xid": mark.xid, "people": segment.pool.size}
            snapshot.write(segment.pool, draft, extra=extra, facts=facts)
        logger.info("a snapshot of %s interims is in %s", segment.pool.size, path)
        for old in before:  # unfinished ones too: no other process builds now
            shutil.rmtree(old, ignore_errors=True)


_databases: dict[str, str] = {}


def _database() -> str:
    """Return a name for this database that differs for other clusters and after a restore."""
    name = str(connection.settings_dict["NAME"])
    if name not in _databases:
        _databases[name] = _identity()
    return _databases[name]


def _identity() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        oid = cursor.fetchone()[0]
        try:
            with transaction.atomic():
                cursor.execute(
                    "SELECT system_identifier, timeline_id"
                    " FROM pg_control_system(), pg_control_checkpoint()"
                )
                cluster, timeline = cursor.fetchone()
        except DatabaseError:  # some hosts do not allow these functions
            cluster, timeline = 0, 0
    return f"{cluster:x}-{timeline}-{oid}"
