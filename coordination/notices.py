"""Notices of the firm that coordinates a brief."""

from django.db import models

from accounts.models import User
from accounts.notices import Category, NoticeKind, register
from coordination.models import Nudge


@register
class Nudged(NoticeKind[Nudge]):
    """Remind a firm of a brief, on behalf of the RPO that coordinates it."""

    code = "panel.nudged"
    category = Category.REMINDERS
    is_optional = True

    @staticmethod
    def rows(reader: User) -> models.QuerySet[Nudge]:
        """Keep the reminders of the reader's own firm."""
        rows = Nudge.objects.visible_to(reader)
        return rows.select_related("seat__brief__client", "by__user", "by__firm")

    def subject(self) -> str:
        return f"{self.about.seat.brief.name}: how far are you?"

    def body(self) -> str:
        by, brief = self.about.by, self.about.seat.brief
        return (
            f"{by.user.full_name} of {by.firm.name} coordinates “{brief.name}” and asks how far "
            "you are. What you do with an interim stays between you and them."
        )

    def url(self) -> str:
        return self.about.seat.brief.get_absolute_url()
