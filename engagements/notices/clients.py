"""What a client's people are told of their organisation."""

from django.db import models
from django.urls import reverse

from accounts.member_notices import AdminMade, MemberJoined, MemberLeft, MemberRemoved
from accounts.models import User
from accounts.notices import register
from engagements.models import Client


class _OwnClient:
    """A notice about the organisation that its reader belongs to."""

    @staticmethod
    def rows(reader: User) -> models.QuerySet[Client]:
        """Keep the organisation that the reader belongs to."""
        return Client.objects.visible_to(reader)

    def url(self) -> str:
        """Return the organisation's page."""
        return reverse("engagements:organisation")


@register
class ClientMemberJoined(_OwnClient, MemberJoined):
    """Tell whoever invited a colleague that they have joined."""

    code = "client.member_joined"
    may = "write briefs"


@register
class ClientMemberLeft(_OwnClient, MemberLeft):
    """Tell the organisation's administrators that a colleague has left."""

    code = "client.member_left"
    did = "decides"
    advice = "You can act on their briefs"


@register
class ClientMemberRemoved(MemberRemoved):
    """Tell somebody that they no longer belong to the organisation."""

    code = "client.member_removed"
    belong = "belong to"

    @staticmethod
    def rows(reader: User) -> models.QuerySet[Client]:
        """Keep every organisation: the notice names the one that its reader had to leave."""
        del reader
        return Client.objects.all()


@register
class ClientAdminMade(_OwnClient, AdminMade):
    """Tell somebody that they can run the organisation."""

    code = "client.admin_made"
    may = "invite colleagues, remove them, act on every brief and change the organisation's page"
