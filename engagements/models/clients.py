"""Client organisations and their people."""

from typing import ClassVar, Self

from django.db import models

from accounts.models import Invitation, Membership, Organisation, Role, User
from accounts.models.invitations import one_pending
from accounts.models.organisations import OrganisationQuerySet, OrganisationWording
from skills.models import Concept


class ClientQuerySet(OrganisationQuerySet["Client"]):
    """Queries on `Client`."""

    def visible_to(self, user: User) -> Self:
        """Keep the user's own organisation."""
        return self.of_member(user)


class Client(Organisation):
    """An organisation that needs interims."""

    namespace = "engagements"
    role = Role.MEMBER
    words = OrganisationWording(
        page_lead="Its name while a brief is confidential, and its rule for panels.",
        member_can="write briefs",
        admin_can="invite colleagues, remove them, act on every brief and change the "
        "organisation's page",
        member_does="reads or decides",
    )

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

    objects = ClientQuerySet.as_manager()  # type: ignore[misc]  # django-stubs: the base's is one


class ClientInvitation(Invitation):
    """An invitation to join a client."""

    organisation_field = "client"

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="invitations")

    class Meta:
        constraints: ClassVar = [one_pending("client")]


class ClientMember(Membership):
    """A person who works for one client.

    The hiring manager of a brief is one; an administrator acts on every brief of the client.
    """

    organisation_field = "client"

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="members")


def client_member_of(user: User) -> ClientMember | None:
    """Return the user's active membership of a client, or None."""
    return ClientMember.active_of(user)
