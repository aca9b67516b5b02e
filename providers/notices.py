"""What a firm's people are told of their firm."""

from django.db import models
from django.urls import reverse

from accounts.member_notices import AdminMade, MemberJoined, MemberLeft, MemberRemoved
from accounts.models import User
from accounts.notices import register
from providers.models import Firm


class _OwnFirm:
    """A notice about the firm that its reader works for."""

    @staticmethod
    def rows(reader: User) -> models.QuerySet[Firm]:
        """Keep the firm that the reader works for."""
        return Firm.objects.of_member(reader)

    def url(self) -> str:
        """Return the firm's own page."""
        return reverse("providers:my_firm")


@register
class ConsultantJoined(_OwnFirm, MemberJoined):
    """Tell whoever invited a colleague that they have joined."""

    code = "firm.member_joined"
    may = "be named on briefs"


@register
class ConsultantLeft(_OwnFirm, MemberLeft):
    """Tell the firm's administrators that a colleague has left."""

    code = "firm.member_left"
    did = "answers"
    advice = "Look through the conversations that were theirs"


@register
class ConsultantRemoved(MemberRemoved):
    """Tell somebody that they no longer work for the firm."""

    code = "firm.member_removed"
    belong = "work for"

    @staticmethod
    def rows(reader: User) -> models.QuerySet[Firm]:
        """Keep every firm: the notice names the one that its reader had to leave."""
        del reader
        return Firm.objects.all()


@register
class FirmAdminMade(_OwnFirm, AdminMade):
    """Tell somebody that they can run the firm."""

    code = "firm.admin_made"
    may = "invite colleagues, remove them and change the firm's page"
