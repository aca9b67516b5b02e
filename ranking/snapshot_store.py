"""Where the snapshots of one machine lie, one builder at a time, the newest for everybody."""

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
from ranking.loader import Layer, Shard, gather
from skills.graph import Graph

logger = logging.getLogger(__name__)

DIGITS = 10
TRIES = 5


class Shelf:
    """The folder of one database's pool, or of one shard of it.

    Attributes:
        key: what an array means here (vocabulary, encoder, year); a snapshot of another is old.
    """

    def __init__(self, shard: Shard, *, key: str) -> None:
        self.shard, self.key = shard, key
        self.folder = Path(settings.FIT_POOL) / _database() / str(shard)

    def newest(self) -> Path | None:
        """Return the newest snapshot's folder."""
        with suppress(FileNotFoundError):
            return max((one for one in self.folder.iterdir() if one.name.isdigit()), default=None)
        return None

    def open(self) -> tuple[Layer, Mark, Path] | None:
        """Map the newest snapshot, unless there is none that can be used."""
        for _ in range(TRIES):
            if (path := self.newest()) is None:
                return None
            try:
                found = snapshot.open(path)
                if found.facts["key"] != self.key:
                    logger.info("the snapshot %s is of another vocabulary or year", path)
                    return None
                layer = Layer(found.pool, found.beside["prints"], found.beside["assignments"])
                return layer, Mark(int(found.facts["xid"])), path
            except (FileNotFoundError, snapshot.Damaged, KeyError) as error:
                if path.exists():
                    logger.warning("the snapshot %s is made anew: %s", path, error)
                    return None
                # A newer one has taken its place while it was being opened.
        return None

    @contextmanager
    def building(self, *, wait: bool = True) -> Iterator[bool]:
        """Let one process of this machine build; say whether it is ours to do."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
                return
            yield True

    def build(self, graph: Graph) -> None:
        """Write a new snapshot, and remove the older ones: who has one open keeps its memory.

        To be called while `building`. What was there stays, if this comes to no end.

        Raises:
            OSError: it cannot be written.
        """
        before = [one for one in self.folder.iterdir() if one.is_dir()]
        newest = self.newest()
        path = self.folder / f"{int(newest.name) + 1 if newest else 1:0{DIGITS}d}"
        with snapshot.drafting(path) as draft:
            layer, mark = gather(graph, shard=self.shard, draft=draft)
            beside = {"prints": layer.prints, "assignments": layer.assignments}
            facts: dict[str, Any] = {"key": self.key, "xid": mark.xid, "people": layer.pool.size}
            snapshot.write(layer.pool, draft, beside=beside, facts=facts)
        logger.info("a snapshot of %s interims lies in %s", layer.pool.size, path)
        for old in before:  # unfinished ones too: nobody else builds now
            shutil.rmtree(old, ignore_errors=True)


_databases: dict[str, str] = {}


def _database() -> str:
    """Return a name for this very database: another cluster's, or one restored, is another."""
    named = str(connection.settings_dict["NAME"])
    if named not in _databases:
        _databases[named] = _identity()
    return _databases[named]


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
        except DatabaseError:  # not every host lets its customers ask
            cluster, timeline = 0, 0
    return f"{cluster:x}-{timeline}-{oid}"
