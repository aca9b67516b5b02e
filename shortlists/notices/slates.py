"""Notices of the slate of a brief."""

from django.urls import reverse

from accounts.notices import Category, register
from engagements.notices import AboutBrief


@register
class ChoiceWanted(AboutBrief):
    """Ask those who decide to choose whom to meet, without names."""

    code = "brief.choice_wanted"
    category = Category.CONVERSATIONS

    def subject(self) -> str:
        return f"{self.about.name}: choose whom to meet"

    def body(self) -> str:
        return (
            f"More people were put forward for “{self.about.name}” than you meet at once. You read "
            "why each would reach your results, without a name and without a firm, and choose."
        )

    def url(self) -> str:
        return reverse("shortlists:compare", args=[self.about.ref])
