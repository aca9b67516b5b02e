"""The pool: everyone who can be found, as arrays that the processes of a machine share.

A snapshot on disk holds most of it, mapped into memory. Whoever has changed since is masked there
and comes again in a small layer of this process's own, read just before a ranking. The day rate is
not in it, and `matching` has no field that could carry it.
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

from candidates.models import Mark, ProfileChange
from candidates.models.changes import uncommitted
from matching import without
from ranking import fingerprint, snapshot
from ranking.loader import Layer, Shard, gather, year_of
from ranking.snapshot_store import Shelf
from skills import encoder
from skills.graph import Graph
from skills.graph import load as load_graph

logger = logging.getLogger(__name__)

# A snapshot is made anew once so many of its people, and such a part of them, have changed.
OUTGROWN_AT, OUTGROWN_SHARE = 1_000, 0.02


@dataclass(frozen=True, slots=True)
class Loaded:
    """The pool of one moment, with the vocabulary it is numbered by.

    Attributes:
        layers: whose live rows together are everyone, each person once.
        content: the sum of everybody's prints; over all shards, that of the whole pool.
    """

    layers: tuple[Layer, ...]
    graph: Graph
    content: int

    @property
    def size(self) -> int:
        """How many people there are."""
        return sum(int(np.count_nonzero(layer.pool.live)) for layer in self.layers)

    @property
    def version(self) -> str:
        """What stands for vocabulary and people: the same wherever the arrays say the same."""
        return version_of(fingerprint.of_graph(self.graph), self.content)


def version_of(graph: str, content: int) -> str:
    """Return the version of a pool whose people add up to `content`; fits age with the year."""
    return f"{graph}-{year_of(timezone.now())}-{content % 2**64:016x}"


class Held:
    """What this process holds of one shard."""

    def __init__(
        self, graph: Graph, shelf: Shelf, base: Layer, mark: Mark, path: Path | None
    ) -> None:
        self.graph, self.shelf, self.mark = graph, shelf, mark
        self.path = path  # whatever is newer than this takes its place
        self.layers = [base]
        self.changed: set[int] = set()
        self._loaded: Loaded | None = None

    def catch_up(self) -> None:
        """Take in whoever has changed since the last time."""
        changed, mark = ProfileChange.objects.all().since(self.mark)
        mine = {one for one in changed if one in self.shelf.shard}
        if mine:
            self._take_in(mine)
        self.mark = mark

    def _take_in(self, changed: set[int]) -> None:
        # Small layers melt into the one that comes, so that there are few, and none is read again
        # for every change.
        ids, kept = set(changed), list(self.layers)
        while len(kept) > 1 and kept[-1].pool.size <= 2 * len(ids):
            ids |= set(kept.pop().pool.ids.tolist())
        fresh, _ = gather(self.graph, shard=self.shelf.shard, ids=ids)
        self.layers = [
            *(replace(one, pool=without(one.pool, one.rows_of(ids))) for one in kept),
            *([fresh] if fresh.pool.size else []),
        ]
        self.changed |= changed
        self._loaded = None

    @property
    def is_outgrown(self) -> bool:
        """Whether so many have changed that a new snapshot is worth its making."""
        return len(self.changed) > max(OUTGROWN_AT, OUTGROWN_SHARE * self.layers[0].pool.size)

    def loaded(self) -> Loaded:
        """Return the pool as it stands; what is taken in later leaves it alone."""
        if self._loaded is None:
            self._loaded = _loaded(self.graph, self.layers)
        return self._loaded


def _loaded(graph: Graph, layers: Sequence[Layer]) -> Loaded:
    content = sum(int(layer.prints[layer.pool.live].sum(dtype=np.uint64)) for layer in layers)
    return Loaded(tuple(layers), graph, content % 2**64)


_held: dict[Shard, Held] = {}
_holding = threading.Lock()
_builder: threading.Thread | None = None


def load(shard: Shard = Shard()) -> Loaded:  # noqa: B008 - frozen
    """Return the pool, or one shard of it, as the profiles stand now."""
    graph = load_graph()
    if uncommitted():
        # What may yet be undone is nobody else's: neither in a file nor in this process's memory.
        layer, _ = gather(graph, shard=shard)
        return _loaded(graph, [layer])
    with _holding:
        shelf = Shelf(shard, key=_key(graph))
        held = _held.get(shard)
        if held is None or not _is_good(held, shelf):
            _held.pop(shard, None)
            held = _held[shard] = _opened(graph, shelf) or _built(graph, shelf)
        held.catch_up()
        return held.loaded()


def shards() -> list[Shard]:
    """Return the shards that a ranking of the whole pool consists of."""
    return [Shard(number, settings.FIT_SHARDS) for number in range(settings.FIT_SHARDS)]


def facts() -> dict[str, str]:
    """Return what a worker says of its pool with each sign of life.

    It also sees to it that an outgrown snapshot is made anew, in a thread beside the work.
    """
    _warm_up()
    parts = [load(shard) for shard in shards()]
    if any(held.is_outgrown for held in _held.values()):
        _compact_beside()
    graph = fingerprint.of_graph(parts[0].graph)
    return {"pool": version_of(graph, sum(part.content for part in parts))}


@lru_cache(maxsize=1)
def _warm_up() -> None:
    """Load the encoder before the first brief with criteria waits for it."""
    if encoder.is_available():
        encoder.encode(["ready"])


def compact() -> None:
    """Make outgrown snapshots anew, unless another process of this machine is at it."""
    for held in list(_held.values()):
        if not held.is_outgrown:
            continue
        with held.shelf.building(wait=False) as is_ours:
            # Another one may have finished in the meantime; then this process opens that.
            if is_ours and held.shelf.newest() == held.path:
                held.shelf.build(held.graph)


def _compact_beside() -> None:
    global _builder  # noqa: PLW0603 - one at a time in each process

    def work() -> None:
        try:
            compact()
        except Exception:
            logger.exception("the pool's snapshot could not be made anew; the old one serves on")
        finally:
            connection.close()

    if _builder is None or not _builder.is_alive():
        _builder = threading.Thread(target=work, name="pool's builder", daemon=True)
        _builder.start()


def _key(graph: Graph) -> str:
    """Return what arrays mean: a running assignment ends this year, so that the year is in it."""
    year = year_of(timezone.now())
    return f"{snapshot.FORMAT}-{fingerprint.of_graph(graph)}-{encoder.MODEL}-{year}"


def _is_good(held: Held, shelf: Shelf) -> bool:
    """Whether what is held needs nothing but catching up."""
    if held.shelf.key != shelf.key or held.shelf.folder != shelf.folder:
        return False
    newest = shelf.newest()
    if newest is not None and (held.path is None or newest.name > held.path.name):
        return False
    return ProfileChange.objects.all().can_answer(held.mark)


def _opened(graph: Graph, shelf: Shelf) -> Held | None:
    found = shelf.open()
    if found is None:
        return None
    layer, mark, path = found
    if not ProfileChange.objects.all().can_answer(mark):
        logger.info("the snapshot %s is too old to be brought up to date", path)
        return None
    return Held(graph, shelf, layer, mark, path)


def _built(graph: Graph, shelf: Shelf) -> Held:
    """Build and open a snapshot, or hold the pool in this process alone where that cannot be."""
    try:
        with shelf.building():
            # Whoever waited for the lock finds what its holder has built.
            if found := _opened(graph, shelf):
                return found
            _leave_proof()
            shelf.build(graph)
            if found := _opened(graph, shelf):
                return found
    except OSError:
        logger.exception("no snapshot can be written to %s", shelf.folder)
    layer, mark = gather(graph, shard=shelf.shard)
    return Held(graph, shelf, layer, mark, shelf.newest())


def _leave_proof() -> None:
    """See to it that a row older than the snapshot exists, which `can_answer` goes by."""
    if not ProfileChange.objects.all().can_answer(ProfileChange.objects.all().mark()):
        ProfileChange.objects.all().note([0])
