"""Organisations and their members: the abstract models for all kinds of organisations."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar, cast

from django.db import models
from django.urls import reverse

from accounts.models.activity import Role
from accounts.models.users import User

if TYPE_CHECKING:
    from accounts.models.invitations import Invitation

# Marks a membership that was not loaded with its user; None means that there is none.
_NOT_LOADED: Any = object()

O_co = TypeVar("O_co", bound="Organisation", covariant=True)
M_co = TypeVar("M_co", bound="Membership", covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationWording:
    """The words for one kind of organisation and its members, on pages and in notices.

    Attributes:
        noun: as in "Only members of this organisation can change it."
        one: the noun with its article, as in "You are invited to an organisation".
        belong: the verb for "you", as in "You belong to Kestrel already."
        belongs: the verb for others, as in "ann@example.com belongs to Kestrel already."
        belongs_here: the same without a name, as in "Ann Lee no longer belongs here."
        name_taken: for a founder whose organisation's name is in use.
        leave_first: for a member of one organisation who wants to join another.
        leave_instead: for an administrator who wants to remove themselves.
        page_lead: the line under the title of the edit page.
        member_can: what a new member can do, as in "write briefs".
        admin_can: what a new administrator can do, as in "invite colleagues".
        member_does: what a former member no longer does, as in "reads or decides".
    """

    noun: str = "organisation"
    one: str = "an organisation"
    belong: str = "belong to"
    belongs: str = "belongs to"
    belongs_here: str = "belongs here"
    name_taken: str = "This organisation has already joined. Ask a colleague there to invite you."
    leave_first: str = "Leave it first."
    leave_instead: str = "To end your own membership, leave the organisation."
    page_lead: str
    member_can: str
    admin_can: str
    member_does: str


class OrganisationQuerySet(models.QuerySet[O_co]):
    """Queries on the organisations of one kind. A subclass adds `visible_to`."""

    def of_member(self, user: User) -> Self:
        """Keep the organisation that `user` belongs to."""
        return self.filter(members__user=user, members__left_at__isnull=True)

    def named(self, name: str) -> Self:
        """Keep the one with this name, whatever its case."""
        return self.filter(name__iexact=name)

    def by_name(self) -> Self:
        """Alphabetically, whatever the case."""
        return self.order_by(models.functions.Lower("name"), "ref")


class Organisation(models.Model):
    """A company or firm whose members work together here.

    A subclass has a membership model that refers to it by the related name `members`, and an
    invitation model that refers to it by `invitations`.

    Attributes:
        namespace: the namespace of its routes, which `accounts.organisations.urls` makes.
        role: the role in which its members act, for the trail.
        words: the words for it on pages and in notices.
    """

    namespace: ClassVar[str]
    role: ClassVar[Role]
    words: ClassVar[OrganisationWording]
    members: Any
    invitations: Any

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=140)
    about = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.UniqueConstraint(models.functions.Lower("name"), name="%(class)s_name_once")
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"

    @classmethod
    def membership_model(cls) -> "type[Membership]":
        """Return the model of its members."""
        model = cls._meta.get_field("members").related_model
        assert model is not None
        assert issubclass(model, Membership)
        return model

    @classmethod
    def invitation_model(cls) -> "type[Invitation]":
        """Return the model of its invitations."""
        model: Any = cls._meta.get_field("invitations").related_model
        return cast("type[Invitation]", model)

    @classmethod
    def route(cls, name: str) -> str:
        """Return the full name of one of its routes."""
        return f"{cls.namespace}:{name}"

    @property
    def own_url(self) -> str:
        """The page of its own members."""
        return reverse(self.route("organisation"))


class OfOrganisation(models.Model):
    """A row that belongs to one organisation.

    A subclass adds the foreign key to its organisation and names it in `organisation_field`.
    """

    organisation_field: ClassVar[str]

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"#{self.pk} of {self.organisation_field} {self.organisation_id}"

    @classmethod
    def in_organisation_of(cls, user: User) -> models.Q:
        """Return the condition that a row belongs to the organisation of `user`."""
        members = f"{cls.organisation_field}__members"
        return models.Q(**{f"{members}__user": user, f"{members}__left_at__isnull": True})

    # Facts

    @property
    def organisation(self) -> Organisation:
        """The organisation."""
        organisation: Organisation = getattr(self, self.organisation_field)
        return organisation

    @property
    def organisation_id(self) -> int:
        """The organisation's key, without a query."""
        key: int = getattr(self, f"{self.organisation_field}_id")
        return key


class MembershipQuerySet(models.QuerySet[M_co]):
    """Queries on the memberships of one kind of organisation."""

    def visible_to(self, user: User) -> Self:
        """Keep the current and former members of the organisation that `user` belongs to."""
        return self.filter(self.model.in_organisation_of(user))

    def active(self) -> Self:
        """Keep those who have not left."""
        return self.filter(left_at__isnull=True)

    def admins(self) -> Self:
        """Keep the administrators who have not left."""
        return self.active().filter(is_admin=True)

    def with_email(self, email: str) -> Self:
        """Keep those who sign in with this address, whatever its case."""
        return self.filter(user__email__iexact=email)

    def latest_of(self, user: User) -> M_co | None:
        """Return the membership of `user` that ended last, or the one that has not ended."""
        return self.filter(user=user).order_by(models.F("left_at").desc(nulls_first=True)).first()

    def other_than(self, membership: "Membership") -> Self:
        """Keep all but one."""
        return self.exclude(pk=membership.pk)

    def names_of(self, user_ids: Iterable[int]) -> dict[int, str]:
        """Return names by user id, for those of `user_ids` who have one of these memberships."""
        return dict(self.filter(user__in=user_ids).values_list("user_id", "user__full_name"))

    def names_by_membership(self, memberships: Iterable[int]) -> dict[int, str]:
        """Return names by membership, for those of `memberships` that are among these."""
        return dict(self.filter(pk__in=memberships).values_list("pk", "user__full_name"))

    def by_name(self) -> Self:
        """Alphabetically by person."""
        return self.order_by(models.functions.Lower("user__full_name"), "ref")


class Membership(OfOrganisation):
    """One person's time in one organisation, from joining to leaving.

    A person has at most one membership of each kind at a time. Joining another organisation, or
    coming back, makes a new row, so that past work stays with the organisation that it was done
    for.

    Attributes:
        successor: the colleague who took over when they left.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="%(class)ss")
    title = models.CharField(max_length=120, blank=True)
    is_admin = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True, blank=True)
    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(left_at__isnull=True),
                name="%(class)s_one_at_a_time",
            )
        ]

    @classmethod
    def active_of(cls, user: User) -> Self | None:
        """Return the membership of `user`, or None if they have none or have left.

        Needs no query on a page: the query that loads the signed-in user loads it too.
        """
        membership: Self | None = getattr(user, str(cls._meta.model_name), _NOT_LOADED)
        if membership is _NOT_LOADED:
            rows: Any = cls._default_manager.filter(user=user, left_at__isnull=True)
            membership = rows.select_related(cls.organisation_field).first()
        return membership if membership and membership.left_at is None else None

    @property
    def has_left(self) -> bool:
        """Whether it has ended."""
        return self.left_at is not None

    def at_work(self) -> Self:
        """Return who is responsible now: this member, or the successor if they have left.

        Needs no query for a current member.
        """
        person: Any = self
        while person.has_left and person.successor is not None:
            person = person.successor
        if not person.has_left:
            return cast("Self", person)
        admins = self.organisation.members.admins().select_related("user").by_name()
        found: Self | None = admins.first()
        return found or self

    def colleagues(self) -> "MembershipQuerySet[Membership]":
        """Return the other members of the organisation, current and former."""
        rows: MembershipQuerySet[Membership] = self.organisation.members.other_than(self)
        return rows
