"""Notices about a conflict of interest of a firm."""

from django.db import models
from django.urls import reverse

from accounts.models import User
from accounts.notices import Category, NoticeKind, register
from engagements.models import Conflict


class AboutConflict(NoticeKind[Conflict]):
    """A notice about one conflict."""

    category = Category.BRIEFS

    @staticmethod
    def rows(reader: User) -> models.QuerySet[Conflict]:
        """Keep those that the reader may see."""
        rows = Conflict.objects.visible_to(reader)
        return rows.select_related("seat__firm", "seat__brief__client", "disclosed_by__user")

    def url(self) -> str:
        return reverse("engagements:panel", args=[self.about.seat.brief.ref]) + "#conflicts"


@register
class ConflictDisclosed(AboutConflict):
    """Tell the client of a conflict, in the firm's words, and ask whether it waives it."""

    code = "conflict.disclosed"

    def subject(self) -> str:
        row = self.about
        return f"{row.seat.brief.name}: {row.seat.firm.name} discloses a conflict"

    def body(self) -> str:
        row = self.about
        return (
            f"{row.disclosed_by.user.full_name} of {row.seat.firm.name} wrote:\n\n{row.words}\n\n"
            "The firm approaches nobody on this brief until you waive it."
        )


@register
class ConflictAnswered(AboutConflict):
    """Tell the firm whether the client waives its conflict."""

    code = "conflict.answered"

    def subject(self) -> str:
        row = self.about
        how = "waived" if row.waived_at else "upheld"
        return f"{row.seat.brief.name}: your conflict is {how}"

    def body(self) -> str:
        if self.about.waived_at:
            return "The client waives the conflict that you disclosed. You may approach interims."
        return "The client upholds the conflict that you disclosed: approach nobody on this brief."
