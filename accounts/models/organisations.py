"""Organisations and their members: the models that every kind of organisation shares."""

import uuid
from collections.abc import Iterable
from typing import Any, ClassVar, Self, TypeVar

from django.db import models

from accounts.models.users import User

O_co = TypeVar("O_co", bound="Organisation", covariant=True)
M_co = TypeVar("M_co", bound="Membership", covariant=True)


class OrganisationQuerySet(models.QuerySet[O_co]):
    """Queries on the organisations of one kind. A subclass adds `visible_to`."""

    def of_member(self, user: User) -> Self:
        """Keep the one that `user` belongs to."""
        return self.filter(members__user=user, members__left_at__isnull=True)

    def named(self, name: str) -> Self:
        """Keep the one with this name, whatever its case."""
        return self.filter(name__iexact=name)

    def by_name(self) -> Self:
        """Alphabetically, whatever the case."""
        return self.order_by(models.functions.Lower("name"), "ref")


class Organisation(models.Model):
    """A company or firm whose members work together here.

    A subclass's memberships refer to it by the related name `members`, its invitations by
    `invitations`.
    """

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=140, unique=True)
    about = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"


def in_organisation_of(user: User, field: str) -> dict[str, Any]:
    """Return the lookup for rows whose foreign key `field` is the organisation of `user`."""
    return {f"{field}__members__user": user, f"{field}__members__left_at__isnull": True}


class MembershipQuerySet(models.QuerySet[M_co]):
    """Queries on the memberships of one kind of organisation."""

    def visible_to(self, user: User) -> Self:
        """Keep the members, former ones too, of the organisation that `user` belongs to."""
        return self.filter(**in_organisation_of(user, self.model.ORGANISATION))

    def active(self) -> Self:
        """Keep those who have not left."""
        return self.filter(left_at__isnull=True)

    def admins(self) -> Self:
        """Keep the administrators who have not left."""
        return self.active().filter(is_admin=True)

    def with_email(self, email: str) -> Self:
        """Keep those who sign in with this address, whatever its case."""
        return self.filter(user__email__iexact=email)

    def other_than(self, membership: "Membership") -> Self:
        """Keep all but one."""
        return self.exclude(pk=membership.pk)

    def names_of(self, user_ids: Iterable[int]) -> dict[int, str]:
        """Return the names of those of these users who are among them, by user id."""
        return dict(self.filter(user__in=user_ids).values_list("user_id", "user__full_name"))

    def by_name(self) -> Self:
        """Alphabetically by person."""
        return self.order_by(models.functions.Lower("user__full_name"), "ref")


class Membership(models.Model):
    """One person in one organisation. A person has at most one membership of each kind.

    A subclass adds the foreign key to its organisation and names it in `ORGANISATION`.
    """

    ORGANISATION: ClassVar[str]

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="%(class)s")
    title = models.CharField(max_length=120, blank=True)
    is_admin = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"#{self.pk} in {self.ORGANISATION} {self.organisation_id}"

    @classmethod
    def active_of(cls, user: User) -> Self | None:
        """Return the membership of `user`, or None if they have none or have left.

        Costs no query on a page: the sign-in query has loaded it.
        """
        membership: Self | None = getattr(user, str(cls._meta.model_name), None)
        return membership if membership and membership.left_at is None else None

    # Facts

    @property
    def organisation(self) -> Organisation:
        """The organisation."""
        organisation: Organisation = getattr(self, self.ORGANISATION)
        return organisation

    @property
    def organisation_id(self) -> int:
        """The organisation's key, without a query."""
        key: int = getattr(self, f"{self.ORGANISATION}_id")
        return key
