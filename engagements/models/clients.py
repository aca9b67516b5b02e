"""Client organisations and their people."""

import uuid
from typing import ClassVar, Self

from django.db import models

from accounts.models import ColleagueQuerySet, Invitation, InvitationQuerySet, User
from skills.models import Concept


class ClientQuerySet(models.QuerySet["Client"]):
    """Questions about clients."""

    def visible_to(self, user: User) -> Self:
        """Keep one's own organisation."""
        return self.filter(members__user=user, members__left_at__isnull=True)


class Client(models.Model):
    """An organisation that needs interims."""

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=140, unique=True)
    alias = models.CharField(
        max_length=160,
        blank=True,
        help_text="while a brief is confidential: “a European maker of injectables”",
    )
    sector = models.ForeignKey(
        Concept, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    about = models.TextField(blank=True)
    may_waive_specialist = models.BooleanField(
        default=False,
        help_text="a brief may go out without a specialist firm, with a recorded justification",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ClientQuerySet.as_manager()

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"


class ClientMemberQuerySet(ColleagueQuerySet["ClientMember"]):
    """Questions about a client's people."""

    def visible_to(self, user: User) -> Self:
        """Keep the colleagues of one's own organisation."""
        return self.filter(client__members__user=user, client__members__left_at__isnull=True)


class ClientMember(models.Model):
    """A person who works for one client."""

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="client_member")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="members")
    title = models.CharField(max_length=120, blank=True)
    is_admin = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True, blank=True)

    objects = ClientMemberQuerySet.as_manager()

    def __str__(self) -> str:
        return f"#{self.pk} of client {self.client_id}"


def client_member_of(user: User) -> ClientMember | None:
    """Return the working client member that this person is."""
    member: ClientMember | None = getattr(user, "client_member", None)
    return member if member and member.left_at is None else None


def _client_id(user: User) -> int | None:
    member = client_member_of(user)
    return member.client_id if member else None


class ClientInvitationQuerySet(InvitationQuerySet):
    """Questions about invitations into clients."""

    def visible_to(self, user: User) -> Self:
        """Keep those of one's own organisation, and those sent to oneself."""
        return self.filter(
            models.Q(email__iexact=user.email) | models.Q(client_id=_client_id(user))
        )


class ClientInvitation(Invitation):
    """A letter that lets somebody join a client."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="invitations")
    is_admin = models.BooleanField(default=False)

    objects = ClientInvitationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client", "email"],
                condition=models.Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="client_invitation_once",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} into client {self.client_id}"
