"""The links in the letters to referees, who have no account."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models.invitations import hash_token
from references.models.references import Reference, ReferenceQuerySet


class ReferenceLink(models.Model):
    """The secret of one letter to a referee, stored hashed; the reminder has one of its own."""

    reference = models.ForeignKey(Reference, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["token_hash"], name="reference_link_once")
        ]

    def __str__(self) -> str:
        return f"#{self.pk} reference {self.reference_id}"

    @classmethod
    def make(cls, reference: Reference) -> str:
        """Add a link to a reference; return its secret, which is not stored."""
        secret = secrets.token_urlsafe(32)
        cls.objects.create(reference=reference, token_hash=hash_token(secret))
        return secret


@dataclass(frozen=True, slots=True)
class ReferencesBySecret:
    """Rows for `fetch`: the reference that a secret opens, for whoever has it.

    None if the secret is wrong, its time is over, or there is nothing left to write or to delete.
    """

    secret: str
    now: datetime

    def visible_to(self, user: object) -> ReferenceQuerySet:
        """Keep the one reference."""
        del user
        can_answer = Q(status=Reference.Status.ASKED, expires_at__gt=self.now)
        opens = can_answer | Q(status=Reference.Status.ANSWERED)
        rows = Reference.objects.select_related("candidate__user")
        return rows.filter(opens, links__token_hash=hash_token(self.secret))
