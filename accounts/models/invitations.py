"""Invitations into an organisation: what firms' and clients' invitations share."""

import hashlib
import secrets
import uuid
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
        return self.filter(
            accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now
        )

    def for_user(self, user: User) -> Self:
        """Keep those sent to this person's address."""
        return self.filter(email__iexact=user.email)


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

    @staticmethod
    def new_secret() -> str:
        """Return a fresh secret for the letter's link."""
        return secrets.token_urlsafe(32)
