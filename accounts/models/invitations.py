"""Invitations to join an organisation: the abstract model for all kinds of organisations."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models.functions import Cast, Concat

from accounts.models.mail import Mail
from accounts.models.organisations import OfOrganisation
from accounts.models.users import User

VALID_FOR = timedelta(days=14)

I_co = TypeVar("I_co", bound="Invitation", covariant=True)


def hash_token(token: str) -> str:
    """Return the hash of an invitation's secret, which is stored instead of it."""
    return hashlib.sha256(token.encode()).hexdigest()


def one_pending(organisation: str) -> models.UniqueConstraint:
    """Return the constraint of one open invitation per address.

    Args:
        organisation: the name of the foreign key to the organisation.
    """
    return models.UniqueConstraint(
        fields=[organisation, "email"],
        condition=models.Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
        name=f"{organisation}_invitation_once",
    )


class InvitationQuerySet(models.QuerySet[I_co]):
    """Queries on the invitations to one kind of organisation."""

    def visible_to(self, user: User) -> Self:
        """Keep the invitations of the user's organisation, and those sent to the user."""
        own = self.model._default_manager.filter(self.model.in_organisation_of(user))
        return self.filter(models.Q(email__iexact=user.email) | models.Q(pk__in=own.values("pk")))

    def unanswered(self) -> Self:
        """Keep those that were neither accepted nor withdrawn."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)

    def pending(self, now: datetime) -> Self:
        """Keep those that can still be accepted; their sender must still be an administrator."""
        return self.unanswered().filter(self._inviter_may_invite(), expires_at__gt=now)

    def _inviter_may_invite(self) -> models.Exists:
        field = self.model.organisation_field
        organisation: Any = self.model._meta.get_field(field).related_model
        admins = organisation.membership_model().objects.admins()
        sender = {"user": models.OuterRef("invited_by"), field: models.OuterRef(field)}
        return models.Exists(admins.filter(**sender))

    def sent_by(self, user: User) -> Self:
        """Keep the invitations that one person sent."""
        return self.filter(invited_by=user)

    def for_user(self, user: User) -> Self:
        """Keep those sent to this person's address."""
        return self.to_address(user.email)

    def to_address(self, email: str) -> Self:
        """Keep those sent to this address, whatever its case."""
        return self.filter(email__iexact=email)

    def with_secret(self, secret: str) -> Self:
        """Keep the one whose link has this secret."""
        return self.filter(token_hash=hash_token(secret))

    def with_organisation(self) -> Self:
        """Load the organisation and the sender too."""
        return self.select_related(self.model.organisation_field, "invited_by")

    def with_delivery(self) -> Self:
        """Add `is_undelivered`: whether its e-mail was given up."""
        pk = Cast(models.OuterRef("pk"), models.CharField())
        key = Concat(models.Value(f"{self.model._meta.label_lower}:"), pk)
        return self.annotate(
            is_undelivered=models.Exists(Mail.objects.failed().filter(subject_row=key))
        )

    def by_address(self) -> Self:
        """Alphabetically by address, ties by ref."""
        return self.order_by("email", "ref")


class Invitation(OfOrganisation):
    """An invitation by e-mail: one address may join one organisation, once.

    The secret in the e-mail's link is stored hashed.
    """

    email = models.EmailField("e-mail")
    is_admin = models.BooleanField(default=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        abstract = True

    # Facts

    def is_for(self, user: User) -> bool:
        """Whether it was sent to this person's address."""
        return self.email.lower() == user.email.lower()

    def why_over(self, now: datetime) -> str:
        """Return why it can no longer be accepted, or "" if it can."""
        if self.accepted_at is not None:
            return "This invitation has already been used. Ask the sender for a new one."
        if self.withdrawn_at is not None:
            return (
                "This invitation was withdrawn, or its sender has left. Ask somebody at "
                f"{self.organisation.name} for a new one."
            )
        if self.expires_at <= now:
            return "This invitation has expired. Ask the sender for a new one."
        if not type(self)._default_manager.pending(now).filter(pk=self.pk).exists():
            return (
                "The sender of this invitation can no longer invite people. Ask somebody at "
                f"{self.organisation.name} for a new one."
            )
        return ""

    @staticmethod
    def new_secret() -> str:
        """Return a random secret for the link in the e-mail."""
        return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class InvitationsBySecret:
    """Rows for `fetch`: the invitation with a given secret, for any reader.

    The policy then refuses a reader with another address, and says only that the invitation was
    sent to another address.
    """

    rows: InvitationQuerySet[Any]
    secret: str

    def visible_to(self, user: User) -> InvitationQuerySet[Any]:
        """Keep the one invitation with this secret."""
        del user
        return self.rows.with_secret(self.secret)
