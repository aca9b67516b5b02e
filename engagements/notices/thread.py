"""Notices about the thread of the firms on a brief."""

from django.db import models
from django.urls import reverse

from accounts.models import User
from accounts.notices import Category, NoticeKind, register
from engagements.models import PanelPost


class AboutPost(NoticeKind[PanelPost]):
    """A notice about one post."""

    category = Category.BRIEFS

    @staticmethod
    def rows(reader: User) -> models.QuerySet[PanelPost]:
        """Keep the posts that the reader may read."""
        rows = PanelPost.objects.visible_to(reader)
        return rows.select_related("brief__client", "firm", "consultant__user")


@register
class PanelPosted(AboutPost):
    """Tell the other firms on the panel what a consultant wrote to them."""

    code = "panel.posted"
    is_optional = True

    def subject(self) -> str:
        return f"{self.about.brief.name}: {self.about.firm.name} wrote to the panel"

    def body(self) -> str:
        post = self.about
        who = f"{post.consultant.user.full_name} of {post.firm.name}"
        return f"{who} wrote under “{post.get_question_display()}”:\n\n{post.words}"

    def url(self) -> str:
        thread = reverse("engagements:thread", args=[self.about.brief.ref])
        return f"{thread}#{self.about.question}"


@register
class FirmsDisagree(AboutPost):
    """Tell the client where a firm disagrees, in the firm's own words."""

    code = "panel.disagreement"

    def subject(self) -> str:
        return f"{self.about.brief.name}: {self.about.firm.name} disagrees"

    def body(self) -> str:
        post = self.about
        who = f"{post.consultant.user.full_name} of {post.firm.name}"
        return f"{who} wrote, and nobody has changed a word:\n\n{post.words}"

    def url(self) -> str:
        return f"{self.about.brief.get_absolute_url()}#disagreement"
