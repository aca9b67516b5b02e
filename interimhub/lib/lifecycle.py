"""Statuses that move only along drawn arrows, by one guarded UPDATE."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models

from interimhub.lib.refused import Refused


class InvalidMove(Refused):
    """The row's status allows no such move, or somebody moved it first."""


class Lifecycle(models.Model):
    """A row with a `status` and `MOVES`, the arrows between its statuses.

    Subclasses declare `MOVES`: each status with the set of statuses it may become; a status
    that maps to an empty set is an end. Nothing but `move_to` writes the column.
    """

    MOVES: ClassVar[Mapping[str, frozenset[str]]]
    status: Any

    class Meta:
        abstract = True

    def move_to(self, target: str, **changes: Any) -> bool:
        """Move along an arrow and write `changes` in the same UPDATE.

        Returns:
            Whether the row moved: False when it stood there already (nothing is written then).

        Raises:
            InvalidMove: no arrow leads from the stored status to `target`.
        """
        sources = [source for source, targets in self.MOVES.items() if target in targets]
        model: Any = type(self)  # a subclass, which has the column that this class only asks for
        rows = model._base_manager.filter(pk=self.pk)
        moved = rows.filter(status__in=sources).update(status=target, **changes)
        if not moved:
            standing = rows.values_list("status", flat=True).first()
            if standing == target:
                return False
            name = self._meta.verbose_name
            label = dict(model._meta.get_field("status").flatchoices).get(target, target)
            raise InvalidMove(f"This {name} can no longer become “{label}”; it has moved on.")
        self.status = target
        for field, value in changes.items():
            setattr(self, field, value)
        return True
