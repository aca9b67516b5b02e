"""Notices about a firm that another one brings in."""

from django.db import models
from django.urls import reverse

from accounts.models import User
from accounts.notices import Category, NoticeKind, register
from engagements.models import SubFirm


class AboutSubFirm(NoticeKind[SubFirm]):
    """A notice about one firm that is brought in."""

    category = Category.BRIEFS

    @staticmethod
    def rows(reader: User) -> models.QuerySet[SubFirm]:
        """Keep those that the reader may see."""
        rows = SubFirm.objects.visible_to(reader)
        return rows.select_related(
            "firm", "first__firm", "first__brief__client", "declared_by__user"
        )

    def url(self) -> str:
        return reverse("engagements:panel", args=[self.about.first.brief.ref])


@register
class SubFirmAsked(AboutSubFirm):
    """Ask a firm whether it comes in; or tell it that this has ended."""

    code = "subfirm.asked"

    def subject(self) -> str:
        return f"{self.about.first.firm.name} would bring your firm in"

    def body(self) -> str:
        row = self.about
        if row.ended_at:
            return f"This has ended: {row.reason}"
        who = f"{row.declared_by.user.full_name} of {row.first.firm.name}"
        how = row.get_engagement_display().lower()
        return f"{who} asks your firm to work with it on a brief, {how}:\n\n{row.purpose}"

    def url(self) -> str:
        return self.about.get_absolute_url()


@register
class SubFirmDeclared(AboutSubFirm):
    """Tell the client which firm another one brings in, and for what."""

    code = "subfirm.declared"

    def subject(self) -> str:
        row = self.about
        return f"{row.first.brief.name}: {row.first.firm.name} brings in {row.firm.name}"

    def body(self) -> str:
        row = self.about
        how = row.get_engagement_display().lower()
        return (
            f"{row.first.firm.name} brings in {row.firm.name}, {how}:\n\n{row.purpose}\n\nYou can "
            "end this, with a reason, until that firm has spoken to an interim."
        )


@register
class SubFirmAnswered(AboutSubFirm):
    """Tell the client and the first firm whether the other firm came in."""

    code = "subfirm.answered"

    def subject(self) -> str:
        row = self.about
        return f"{row.first.brief.name}: {row.firm.name}, {row.state.lower()}"

    def body(self) -> str:
        row = self.about
        if row.reason:
            return f"{row.firm.name}, brought in by {row.first.firm.name}: {row.reason}"
        return f"{row.firm.name} works on the brief, brought in by {row.first.firm.name}."
