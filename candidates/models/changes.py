"""A change log of profiles, written by triggers, and read by the ranking and by the finder.

`updated_at` would miss deletions and transactions that commit late. A trigger adds a row here for
every change, with the id of its transaction. A reader continues from the oldest transaction that
was running at its last read, so it misses nothing. Old rows are deleted; a reader that is too far
behind notices it (`can_answer`).
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import Q

from accounts.models import User

KEPT = 200_000
"""The number of latest changes that are never deleted."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A watermark: how far a reader has read the change log.

    Attributes:
        xid: the oldest transaction that was running at the last read. All changes of earlier
            transactions have been read.
        seen: ids of the rows of this or later transactions that have been read too.
    """

    xid: int
    seen: frozenset[int] = frozenset()


class ProfileChangeQuerySet(models.QuerySet["ProfileChange"]):
    """Queries on `ProfileChange`."""

    def mark(self) -> Mark:
        """Return the current watermark. Call it before loading profiles."""
        return Mark(_transactions()[0])

    def since(self, mark: Mark) -> tuple[set[int], Mark]:
        """Return the ids of the candidates changed since `mark`, and the next mark.

        An id may be repeated without a new change, but no changed id is ever missing.
        """
        oldest, following, own = _transactions()
        # Rows with a later xid come from a restored dump, with the numbers of another cluster.
        committed = self.filter(Q(xid__lt=following) | Q(xid=own), xid__gte=mark.xid)
        rows = list(committed.values_list("pk", "candidate_id", "xid"))
        changed = {candidate for pk, candidate, _ in rows if pk not in mark.seen}
        return changed, Mark(oldest, frozenset(pk for pk, _, xid in rows if xid >= oldest))

    def can_answer(self, mark: Mark) -> bool:
        """Whether all rows after `mark` are still in the table.

        `forget_old` deletes all rows below one transaction at once. So a row that is older than
        the mark proves that nothing after the mark is deleted. After a restore of the database the
        mark can be in the future; then the answer is no.
        """
        return mark.xid <= _transactions()[0] and self.filter(xid__lt=mark.xid).exists()

    def forget_old(self, keep: int = KEPT) -> int:
        """Delete the oldest rows, all below one transaction; keep at least `keep` rows."""
        last = self.order_by("-xid").values_list("xid", flat=True)[keep - 1 : keep]
        return self.filter(xid__lt=last[0]).delete()[0] if last else 0

    def note(self, candidate_ids: Collection[int]) -> None:
        """Log a change of each of these candidates: something that rankings read has changed."""
        self.bulk_create([self.model(candidate_id=one) for one in sorted(set(candidate_ids))])


class ProfileChange(models.Model):
    """A change of one profile in transaction `xid`. No foreign key: the profile may be deleted."""

    candidate_id = models.BigIntegerField()
    xid = models.BigIntegerField(db_default=models.Func(function="txid_current"), db_index=True)

    objects = ProfileChangeQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["candidate_id"], name="change_candidate")]

    def __str__(self) -> str:
        return f"#{self.pk} candidate {self.candidate_id}"


class ChangeReader(models.Model):
    """The stored watermark of one reader, so that it survives a restart."""

    name = models.TextField(primary_key=True)
    xid = models.BigIntegerField()
    seen = ArrayField(models.BigIntegerField(), default=list)

    def __str__(self) -> str:
        return f"#{self.pk} at {self.xid}"

    # Facts

    @property
    def mark(self) -> Mark:
        """Its watermark."""
        return Mark(self.xid, frozenset(self.seen))

    # Moves

    @classmethod
    def at(cls, name: str) -> "ChangeReader | None":
        """Return the reader of this name, or None if it has never read."""
        return cls._default_manager.filter(pk=name).first()

    @classmethod
    def has_unread(cls, name: str) -> bool:
        """Whether there are changes that the reader of this name has not read."""
        changes, reader = ProfileChange.objects.all(), cls.at(name)
        if reader is None or not changes.can_answer(reader.mark):
            return changes.exists()
        return bool(changes.since(reader.mark)[0])

    @classmethod
    def move(cls, name: str, to: Mark) -> None:
        """Store the watermark of the reader."""
        cls._default_manager.bulk_create(
            [cls(name=name, xid=to.xid, seen=sorted(to.seen))],
            update_conflicts=True,
            unique_fields=["name"],
            update_fields=["xid", "seen"],
        )

    @classmethod
    def forget(cls, prefix: str) -> None:
        """Delete the readers whose names begin like this."""
        cls._default_manager.filter(pk__startswith=prefix).delete()

    @classmethod
    def forget_all(cls) -> None:
        """Make every reader start again, as at its first start."""
        cls._default_manager.all().delete()


def uncommitted() -> bool:
    """Whether this connection is in a transaction that has written."""
    return connection.in_atomic_block and _transactions()[2] > 0


def _transactions() -> tuple[int, int, int]:
    """Return the ids of the oldest running, the next and our own transaction (0: none)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT txid_snapshot_xmin(now), txid_snapshot_xmax(now),"
            " coalesce(txid_current_if_assigned(), 0) FROM txid_current_snapshot() AS now"
        )
        oldest, following, own = cursor.fetchone()
    return oldest, following, own


class InterimName(User):
    """A proxy of `User` for a trigger: a new name of an interim is a change of the profile.

    Names matter to rankings, since they are removed from the texts that rankings compare.
    """

    class Meta:
        proxy = True
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="log_new_name",
                operation=pgtrigger.Update,
                when=pgtrigger.After,
                condition=pgtrigger.Condition(
                    "OLD.full_name IS DISTINCT FROM NEW.full_name"
                    " OR OLD.preferred_name IS DISTINCT FROM NEW.preferred_name"
                ),
                func=(
                    "INSERT INTO candidates_profilechange (candidate_id, xid)"
                    " SELECT id, txid_current() FROM candidates_candidate WHERE user_id = NEW.id;"
                    " RETURN NULL;"
                ),
            )
        ]


def change_triggers(column: str) -> list[pgtrigger.Trigger]:
    """Return the triggers that log a change of the candidate whose id is in `column`."""
    note = (
        "INSERT INTO candidates_profilechange (candidate_id, xid)"
        " VALUES ({row}.{column}, txid_current());"
    )
    written = pgtrigger.Trigger(
        name="log_change",
        operation=pgtrigger.Insert | pgtrigger.Update,
        when=pgtrigger.After,
        func=note.format(row="NEW", column=column) + " RETURN NULL;",
    )
    gone = pgtrigger.Trigger(
        name="log_deletion",
        operation=pgtrigger.Delete,
        when=pgtrigger.After,
        func=note.format(row="OLD", column=column) + " RETURN NULL;",
    )
    return [written, gone]
