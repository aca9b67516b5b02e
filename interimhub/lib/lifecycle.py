"""Statuses that change only along defined transitions, by one guarded UPDATE."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models

from interimhub.lib.refused import MovedOn


class InvalidMove(MovedOn):
    """Refused: the row's status allows no such transition, or another request changed it first."""


class Lifecycle(models.Model):
    """A model with a `status` and `MOVES`, the transitions between its statuses.

    Subclasses declare `MOVES`: for each status the set of statuses that may follow; a final status
    maps to an empty set. Only `move_to` writes the column.
    """

    MOVES: ClassVar[Mapping[str, frozenset[str]]]
    status: Any

    class Meta:
        abstract = True

    def move_to(self, target: str, **changes: Any) -> bool:
        """Change the status and write `changes` in the same UPDATE.

        Returns:
            Whether the status changed: False if the row had it already (then nothing is written).

        Raises:
            InvalidMove: there is no transition from the stored status to `target`.
        """
        sources = [source for source, targets in self.MOVES.items() if target in targets]
        model: Any = type(self)  # a subclass, which has the column that this class only declares
        rows = model._base_manager.filter(pk=self.pk)
        moved = rows.filter(status__in=sources).update(status=target, **changes)
        if not moved:
            standing = rows.values_list("status", flat=True).first()
            if standing == target:
                return False
            raise self._invalid(target)
        self.status = target
        for field, value in changes.items():
            setattr(self, field, value)
        return True

    def check_move(self, target: str) -> bool:
        """Ask whether it may move, for what moves it later; the row is locked.

        Returns:
            Whether an arrow leads to `target`: False when it stands there already.

        Raises:
            InvalidMove: no arrow leads from its status to `target`.
        """
        if self.status != target and target not in self.MOVES[self.status]:
            raise self._invalid(target)
        return bool(self.status != target)

    def _invalid(self, target: str) -> InvalidMove:
        model: Any = type(self)
        label = dict(model._meta.get_field("status").flatchoices).get(target, target)
        name = self._meta.verbose_name
        reason = f"This {name} can no longer become “{label}”; it has moved on."
        return InvalidMove(reason, row=self)
