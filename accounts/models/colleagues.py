"""The people of an organisation: what a firm's consultants and a client's members share."""

from typing import Self, TypeVar

from django.db import models

P_co = TypeVar("P_co", bound=models.Model, covariant=True)


class ColleagueQuerySet(models.QuerySet[P_co]):
    """Questions about the people of one kind of organisation."""

    def working(self) -> Self:
        """Keep those who have not left."""
        return self.filter(left_at__isnull=True)

    def running(self) -> Self:
        """Keep the administrators who have not left."""
        return self.working().filter(is_admin=True)

    def besides(self, person: models.Model) -> Self:
        """Keep everybody but one."""
        return self.exclude(pk=person.pk)

    def by_name(self) -> Self:
        """Alphabetically by person."""
        return self.order_by(models.functions.Lower("user__full_name"), "ref")
