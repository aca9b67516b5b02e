"""The pool: everyone who can be found, as arrays that the processes of a machine share.

Most of it is a snapshot on disk, mapped into memory. Just before a ranking, interims who have
changed since are masked in the snapshot and loaded into small delta segments of this process. The
day rate is not in the pool, and `matching` has no field for it.
"""

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from django.conf import settings
from django.db import connection
from django.utils import timezone

from candidates.models import ChangeReader, Mark, ProfileChange
from candidates.models.changes import uncommitted
from matching import without
from ranking import fingerprint, proof, snapshot
from ranking.loader import PoolSegment, Shard, load_segment, one_state, year_of
from ranking.snapshot_store import SnapshotStore
from skills import encoder, vectors
from skills.graph import SkillGraph
from skills.graph import load as load_graph

logger = logging.getLogger(__name__)

COMPACT_MIN, COMPACT_SHARE = 1_000, 0.02
"""Build a new snapshot once more people than this, and more than this share, have changed."""


@dataclass(frozen=True, slots=True)
class LoadedPool:
    """The pool, or a shard of it, at one point in time, with the vocabulary of its columns.

    Attributes:
        segments: their live rows together contain each person once.
        content: the fingerprint of its people; those of all shards add up to the whole pool's.
    """

    segments: tuple[PoolSegment, ...]
    graph: SkillGraph
    content: int

    @property
    def size(self) -> int:
        """The number of people."""
        return sum(int(np.count_nonzero(segment.pool.live)) for segment in self.segments)

    @property
    def version(self) -> str:
        """A string that identifies vocabulary, people and year."""
        return version_of(fingerprint.of_graph(self.graph), self.content)


def version_of(graph: str, content: int) -> str:
    """Return the version of a pool.

    It includes the year, since recency is counted from it.

    Args:
        graph: the fingerprint of the vocabulary.
        content: the fingerprint of the people.
    """
    return f"{graph}-{year_of(timezone.now())}-{content % 2**64:016x}"


class ShardCache:
    """One shard as kept by this process: a snapshot and the deltas to it."""

    def __init__(
        self,
        graph: SkillGraph,
        store: SnapshotStore,
        base: PoolSegment,
        mark: Mark,
        path: Path | None,
    ) -> None:
        self.graph, self.store, self.mark = graph, store, mark
        self.path = path  # of the snapshot; a newer one replaces this cache
        self.tables = proof.tables()
        self.next_block = 0
        self.segments = [base]
        self.changed: set[int] = set()
        self._loaded: LoadedPool | None = None

    def refresh(self) -> None:
        """Load everybody who has changed since the last refresh."""
        changed, mark = ProfileChange.objects.all().since(self.mark)
        ours = {one for one in changed if one in self.store.shard}
        if ours:
            self._add_delta(ours)
        self.mark = mark

    def _add_delta(self, changed: set[int]) -> None:
        # Merge small deltas into the new one, so that there are few segments and people are not
        # reloaded for every change.
        ids, kept = set(changed), list(self.segments)
        while len(kept) > 1 and kept[-1].pool.size <= 2 * len(ids):
            ids |= set(kept.pop().pool.ids.tolist())
        delta, _ = load_segment(self.graph, shard=self.store.shard, ids=ids)
        self.segments = [
            *(replace(one, pool=without(one.pool, one.rows_of(ids))) for one in kept),
            *([delta] if delta.pool.size else []),
        ]
        self.changed |= changed
        self._loaded = None

    def differing(self, block: proof.Ids | None = None) -> int:
        """Return how many people differ from the database, except for logged changes."""
        shard = self.store.shard
        ids = block or proof.Ids(number=shard.number, of=shard.of)
        here = [
            (one.pool.ids[kept], one.checksums[kept])
            for one in self.segments
            for kept in [one.pool.live & ids.holds(one.pool.ids)]
        ]
        people, sums = (np.concatenate(part) for part in zip(*here, strict=True))
        with one_state():
            changed, _ = ProfileChange.objects.all().since(self.mark)
            found = proof.checksums(ids)
        return proof.differing((people, sums), found, but=changed)

    def differing_in_next_block(self) -> int:
        """Return the same for one block of ids; each call takes the next block."""
        last = int(self.segments[0].pool.ids[-1]) if self.segments[0].pool.size else 0
        shard = self.store.shard
        block = proof.block(self.next_block, last=last, shard=(shard.number, shard.of))
        self.next_block = 0 if block.high is None else self.next_block + 1
        return self.differing(block)

    @property
    def needs_compaction(self) -> bool:
        """Whether enough people have changed to make a new snapshot worth its cost."""
        return len(self.changed) > max(COMPACT_MIN, COMPACT_SHARE * self.segments[0].pool.size)

    def loaded(self) -> LoadedPool:
        """Return the pool as it is now; a later refresh does not change it."""
        if self._loaded is None:
            self._loaded = _loaded_pool(self.graph, self.segments)
        return self._loaded


def _loaded_pool(graph: SkillGraph, segments: Sequence[PoolSegment]) -> LoadedPool:
    content = sum(int(one.fingerprints[one.pool.live].sum(dtype=np.uint64)) for one in segments)
    return LoadedPool(tuple(segments), graph, content % 2**64)


_caches: dict[Shard, ShardCache] = {}
_lock = threading.Lock()
_compactor: threading.Thread | None = None


def load(shard: Shard = Shard()) -> LoadedPool:  # noqa: B008 - frozen
    """Return the pool, or one shard of it, as the profiles are now."""
    graph = load_graph()
    if uncommitted():
        # This transaction may be rolled back, so keep nothing of it, on disk or in memory.
        segment, _ = load_segment(graph, shard=shard)
        return _loaded_pool(graph, [segment])
    with _lock:
        store = SnapshotStore(shard, key=_key(graph))
        cache = _caches.get(shard)
        if cache is None or not _is_fresh(cache, store):
            _caches.pop(shard, None)
            refused = store.newest()
            cache = _open(graph, store) or _build(graph, store, refused)
            _caches[shard] = cache
        cache.refresh()
        return cache.loaded()


def shards() -> list[Shard]:
    """Return the shards that make up the whole pool."""
    return [Shard(number, settings.FIT_SHARDS) for number in range(settings.FIT_SHARDS)]


def heartbeat_facts() -> dict[str, str]:
    """Return the pool's version for a worker's heartbeat.

    It also loads what a first ranking needs, and starts a compaction in a thread if one is due.
    """
    _warm_up()
    parts = [load(shard) for shard in shards()]
    if _prove_next_blocks():
        parts = [load(shard) for shard in shards()]
    if any(cache.needs_compaction for cache in _caches.values()):
        _compact_in_thread()
    graph = fingerprint.of_graph(parts[0].graph)
    return {"pool": version_of(graph, sum(part.content for part in parts))}


def _prove_next_blocks() -> bool:
    """Compare one block of each shard with the database; return whether a cache was dropped."""
    with _lock:
        counts = {shard: one.differing_in_next_block() for shard, one in _caches.items()}
        wrong = {shard: count for shard, count in counts.items() if count}
        for shard, count in wrong.items():
            logger.warning("the pool of shard %s differs from the database: %s", shard, count)
            del _caches[shard]
    return bool(wrong)


@lru_cache(maxsize=1)
def _warm_up() -> None:
    """Load the encoder, so that the first brief with criteria does not wait for it."""
    if encoder.is_available():
        encoder.encode(["ready"])


def compact() -> None:
    """Build new snapshots if they are due, unless another process of this machine does."""
    for cache in list(_caches.values()):
        if not cache.needs_compaction:
            continue
        with cache.store.build_lock(wait=False) as is_ours:
            # Another process may have built one meanwhile; this process opens that one then.
            if is_ours and cache.store.newest() == cache.path:
                cache.store.build(cache.graph)


def _compact_in_thread() -> None:
    global _compactor  # noqa: PLW0603 - one at a time in each process

    def work() -> None:
        try:
            compact()
        except Exception:
            logger.exception("the pool's snapshot could not be rebuilt; the old one stays in use")
        finally:
            connection.close()

    if _compactor is None or not _compactor.is_alive():
        _compactor = threading.Thread(target=work, name="pool compactor", daemon=True)
        _compactor.start()


def _key(graph: SkillGraph) -> str:
    """Return what the arrays depend on; the year too, since running assignments end in it."""
    year = year_of(timezone.now())
    return f"{snapshot.FORMAT}-{fingerprint.of_graph(graph)}-{vectors.MODEL}-{year}"


def _is_fresh(cache: ShardCache, store: SnapshotStore) -> bool:
    """Whether the cache only has to be refreshed."""
    if cache.store.key != store.key or cache.store.folder != store.folder:
        return False
    newest = store.newest()
    if newest is not None and (cache.path is None or newest.name > cache.path.name):
        return False
    if cache.tables != proof.tables():
        return False
    return ProfileChange.objects.all().can_answer(cache.mark)


def _open(graph: SkillGraph, store: SnapshotStore) -> ShardCache | None:
    found = store.open()
    if found is None:
        return None
    segment, mark, path = found
    if not ProfileChange.objects.all().can_answer(mark):
        logger.info("the snapshot %s is too old to be updated", path)
        return None
    cache = ShardCache(graph, store, segment, mark, path)
    if count := cache.differing():
        logger.warning(
            "the snapshot %s is rebuilt: %s interims differ from the database without an entry in"
            " its change log",
            path,
            count,
        )
        # The log misses these changes for all its readers, so all of them start again.
        ChangeReader.forget_all()
        return None
    return cache


def _build(graph: SkillGraph, store: SnapshotStore, refused: Path | None) -> ShardCache:
    """Build and open a snapshot; if it cannot be written, load the pool into memory.

    Args:
        refused: the newest snapshot, which cannot be used.
    """
    try:
        with store.build_lock():
            # If this process had to wait for the lock, its holder has built a snapshot.
            if store.newest() != refused and (found := _open(graph, store)):
                return found
            _ensure_older_change()
            store.build(graph)
            if found := _open(graph, store):
                return found
    except OSError:
        logger.exception("no snapshot can be written to %s", store.folder)
    segment, mark = load_segment(graph, shard=store.shard)
    return ShardCache(graph, store, segment, mark, store.newest())


def _ensure_older_change() -> None:
    """Write a change that is older than the snapshot, since `can_answer` looks for one."""
    if not ProfileChange.objects.all().can_answer(ProfileChange.objects.all().mark()):
        ProfileChange.objects.all().note([0])
