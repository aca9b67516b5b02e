"""Client organisations and their people."""

from typing import ClassVar, Self

from django.db import models

from accounts.models import (
    Invitation,
    Membership,
    Organisation,
    OrganisationQuerySet,
    User,
    one_pending,
)
from skills.models import Concept


class ClientQuerySet(OrganisationQuerySet["Client"]):
    """Queries on clients."""

    def visible_to(self, user: User) -> Self:
        """Keep one's own organisation."""
        return self.of_member(user)


class Client(Organisation):
    """An organisation that needs interims."""

    alias = models.CharField(
        max_length=160,
        blank=True,
        help_text="while a brief is confidential: “a European maker of injectables”",
    )
    sector = models.ForeignKey(
        Concept, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    may_waive_specialist = models.BooleanField(
        default=False,
        help_text="a brief may go out without a specialist firm, with a recorded justification",
    )

    objects = ClientQuerySet.as_manager()


class ClientMember(Membership):
    """A person who works for one client."""

    ORGANISATION = "client"

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="members")


def client_member_of(user: User) -> ClientMember | None:
    """Return the client's member that this person is, unless they have left."""
    return ClientMember.active_of(user)


class ClientInvitation(Invitation):
    """An invitation to join a client."""

    ORGANISATION = "client"

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="invitations")

    class Meta:
        constraints: ClassVar = [one_pending("client")]
