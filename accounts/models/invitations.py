"""Invitations into an organisation: what firms' and clients' invitations share."""

import hashlib
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.db import models

from accounts.models.users import User

VALID_FOR = timedelta(days=14)


def hash_token(token: str) -> str:
    """Return what is stored of an invitation's secret."""
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet[Any]):
    """Questions about invitations of one kind."""

    def standing(self, now: datetime) -> Self:
        """Keep those that can still be accepted."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now)

    def for_user(self, user: User) -> Self:
        """Keep those sent to this person's address."""
        return self.filter(email__iexact=user.email)

    def with_secret(self, secret: str) -> Self:
        """Keep the one whose letter holds this secret."""
        return self.filter(token_hash=hash_token(secret))

    def by_address(self) -> Self:
        """Alphabetically by address, ties by ref."""
        return self.order_by("email", "ref")


class Invitation(models.Model):
    """A letter that lets one address join one organisation. The secret is stored hashed."""

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField("e-mail")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        indexes: ClassVar[list[models.Index]] = []

    # Facts

    def is_for(self, user: User) -> bool:
        """Whether it was sent to this person's address."""
        return self.email.lower() == user.email.lower()

    def why_over(self, now: datetime) -> str:
        """Say why it can no longer be accepted, or nothing while it can."""
        if self.accepted_at is not None:
            return "This invitation has been used already. Ask whoever sent it for a new one."
        if self.withdrawn_at is not None:
            return "This invitation was withdrawn. Ask whoever sent it what has changed."
        if self.expires_at <= now:
            return "This invitation has run out. Ask whoever sent it for a new one."
        return ""

    @staticmethod
    def new_secret() -> str:
        """Return a fresh secret for the letter's link."""
        return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class HeldLetters:
    """The invitations whose secret somebody holds, for `fetch`.

    Whoever holds a letter may know that it exists; a policy decides whether they may open it, so
    that the wrong reader learns that it was sent to another address and nothing else.
    """

    rows: InvitationQuerySet
    secret: str

    def visible_to(self, user: User) -> InvitationQuerySet:
        """Keep the one letter with this secret, whoever asks."""
        del user
        return self.rows.with_secret(self.secret)
