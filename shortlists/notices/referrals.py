"""Notices about people who were named for a brief."""

from django.db import models
from django.urls import reverse

from accounts.models import User
from accounts.notices import Category, NoticeKind, register
from shortlists.models import Referral


@register
class ReferralAccepted(NoticeKind[Referral]):
    """Tell whoever named a person that the person has said yes."""

    code = "referral.accepted"
    category = Category.CONVERSATIONS

    @staticmethod
    def rows(reader: User) -> models.QuerySet[Referral]:
        """Keep what the reader has made."""
        rows = Referral.objects.made_by(reader).accepted()
        return rows.select_related("candidate__user", "brief")

    def subject(self) -> str:
        return f"{self._name()} says yes to being named"

    def body(self) -> str:
        return (
            f"You named {self._name()} for a brief, and they said yes. Whether they talk to one of "
            "its firms, and to which, is theirs to choose. Whoever meets them on this brief reads "
            "that you know them, and how."
        )

    def url(self) -> str:
        return reverse("shortlists:named_by_me")

    def _name(self) -> str:
        person = self.about.candidate
        return person.user.full_name if person and person.user else "The person"
