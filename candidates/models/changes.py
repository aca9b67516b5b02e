"""Which profiles have changed: the append-only table that the pool of fit follows.

`updated_at` would miss deletions and rows whose transaction commits late. A row here is written
by the database itself, with the id of its transaction, so that a reader who asks again from the
oldest transaction that was running before misses nothing.
"""

from typing import ClassVar

import pgtrigger
from django.db import models


class ProfileChange(models.Model):
    """Candidate `candidate_id` changed, in transaction `xid`. No foreign key: it outlives them."""

    candidate_id = models.BigIntegerField()
    xid = models.BigIntegerField(db_default=models.Func(function="txid_current"), db_index=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["candidate_id"], name="change_candidate")]

    def __str__(self) -> str:
        return f"#{self.pk} candidate {self.candidate_id}"


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
