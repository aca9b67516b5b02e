"""Which profiles have changed: the table that the pool of fit follows.

`updated_at` would miss deletions and rows whose transaction commits late. A row here is written
by the database itself, with the id of its transaction, so that a reader who asks again from the
oldest transaction that was running before misses nothing. Rows are only added; the oldest leave
in good time, and a reader who was away for longer can tell (`can_answer`).
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import Q

KEPT = 200_000
"""So many changes stay, at least, for readers to catch up with."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How far somebody has read the changes.

    Attributes:
        xid: the oldest transaction that was still running then; whatever an earlier one changed
            has been read.
        seen: rows of this transaction or later ones that have been read all the same.
    """

    xid: int
    seen: frozenset[int] = frozenset()


class ProfileChangeQuerySet(models.QuerySet["ProfileChange"]):
    """Questions about changes."""

    def mark(self) -> Mark:
        """Return a mark for what the database shows now; ask it before reading profiles."""
        return Mark(_transactions()[0])

    def since(self, mark: Mark) -> tuple[set[int], Mark]:
        """Return who has changed since `mark`, and the mark to ask from next time.

        Somebody may be named again though nothing of theirs is new; nobody is ever left out.
        """
        oldest, following, own = _transactions()
        # Rows from beyond came with a restored dump, out of another cluster's count.
        committed = self.filter(Q(xid__lt=following) | Q(xid=own), xid__gte=mark.xid)
        rows = list(committed.values_list("pk", "candidate_id", "xid"))
        changed = {candidate for pk, candidate, _ in rows if pk not in mark.seen}
        return changed, Mark(oldest, frozenset(pk for pk, _, xid in rows if xid >= oldest))

    def can_answer(self, mark: Mark) -> bool:
        """Whether no row that a reader at `mark` still needs can have left the table.

        All rows below some transaction leave together (`forget_old`), so one that is older than
        the mark and still there proves it. After a restore the mark may lie in the future.
        """
        return mark.xid <= _transactions()[0] and self.filter(xid__lt=mark.xid).exists()

    def forget_old(self, keep: int = KEPT) -> int:
        """Let the oldest leave, all below one transaction, so that `keep` of them stay at least."""
        last = self.order_by("-xid").values_list("xid", flat=True)[keep - 1 : keep]
        return self.filter(xid__lt=last[0]).delete()[0] if last else 0

    def note(self, candidate_ids: Collection[int]) -> None:
        """Add a row for each of these interims: something that rankings read of them is new."""
        self.bulk_create([self.model(candidate_id=one) for one in sorted(set(candidate_ids))])


class ProfileChange(models.Model):
    """Candidate `candidate_id` changed, in transaction `xid`. No foreign key: it outlives them."""

    candidate_id = models.BigIntegerField()
    xid = models.BigIntegerField(db_default=models.Func(function="txid_current"), db_index=True)

    objects = ProfileChangeQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["candidate_id"], name="change_candidate")]

    def __str__(self) -> str:
        return f"#{self.pk} candidate {self.candidate_id}"


class ChangeReader(models.Model):
    """How far one reader has read the changes, where that must outlive its process."""

    name = models.TextField(primary_key=True)
    xid = models.BigIntegerField()
    seen = ArrayField(models.BigIntegerField(), default=list)

    def __str__(self) -> str:
        return f"#{self.pk} at {self.xid}"

    # Facts

    @property
    def mark(self) -> Mark:
        """Where it stands."""
        return Mark(self.xid, frozenset(self.seen))

    # Moves

    @classmethod
    def at(cls, name: str) -> "ChangeReader | None":
        """Return the reader of this name, if it has ever read."""
        return cls._default_manager.filter(pk=name).first()

    @classmethod
    def move(cls, name: str, to: Mark) -> None:
        """Note that the reader has read so far."""
        cls._default_manager.bulk_create(
            [cls(name=name, xid=to.xid, seen=sorted(to.seen))],
            update_conflicts=True,
            unique_fields=["name"],
            update_fields=["xid", "seen"],
        )


def uncommitted() -> bool:
    """Whether this connection is in a transaction that has written something."""
    return connection.in_atomic_block and _transactions()[2] > 0


def _transactions() -> tuple[int, int, int]:
    """Return the oldest running transaction, the one to come, and our own (0: none yet)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT txid_snapshot_xmin(now), txid_snapshot_xmax(now),"
            " coalesce(txid_current_if_assigned(), 0) FROM txid_current_snapshot() AS now"
        )
        oldest, following, own = cursor.fetchone()
    return oldest, following, own


def tell_the_pool(column: str) -> list[pgtrigger.Trigger]:
    """Return the triggers that note a change of the candidate whose id is in `column`."""
    note = (
        "INSERT INTO candidates_profilechange (candidate_id, xid)"
        " VALUES ({row}.{column}, txid_current());"
    )
    written = pgtrigger.Trigger(
        name="tell_pool",
        operation=pgtrigger.Insert | pgtrigger.Update,
        when=pgtrigger.After,
        func=note.format(row="NEW", column=column) + " RETURN NULL;",
    )
    gone = pgtrigger.Trigger(
        name="tell_pool_gone",
        operation=pgtrigger.Delete,
        when=pgtrigger.After,
        func=note.format(row="OLD", column=column) + " RETURN NULL;",
    )
    return [written, gone]
