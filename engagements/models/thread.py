"""The thread of the firms on a brief: three standing questions."""

from typing import ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import Q

from accounts.models import User
from engagements.models.briefs import Brief
from engagements.models.panels import PanelSeat
from providers.models import Consultant, consultant_of


class PanelPostQuerySet(models.QuerySet["PanelPost"]):
    """Queries on `PanelPost`."""

    def visible_to(self, user: User) -> Self:
        """Keep what the user may read.

        Firms with an active seat that were sent the brief read all of it; the client reads where
        the firms disagree, and nothing else.
        """
        if own := consultant_of(user):
            seats = PanelSeat.objects.informed().of_firm(own.firm)
            return self.filter(brief__in=seats.values("brief"))
        return self.disagreeing().filter(brief__in=Brief.objects.of_own_client(user))

    def disagreeing(self) -> Self:
        """Keep those that say where the firms disagree."""
        return self.filter(question=PanelPost.Question.DISAGREE)

    def on(self, brief: Brief) -> Self:
        """Keep those about one brief, with firm and consultant, the first first."""
        rows = self.filter(brief=brief).select_related("firm", "consultant__user")
        return rows.order_by("posted_at", "pk")


class PanelPost(models.Model):
    """What one consultant wrote to the other firms of a brief. It is never changed or removed."""

    class Question(models.TextChoices):
        """The three standing questions."""

        NEED = "need", "What is needed"
        WHY = "why", "Why these people"
        DISAGREE = "disagree", "Where we disagree"

    brief = models.ForeignKey(Brief, on_delete=models.PROTECT, related_name="posts")
    question = models.CharField(max_length=8, choices=Question)
    firm = models.ForeignKey(
        "providers.Firm", on_delete=models.PROTECT, related_name="+", help_text="in whose name"
    )
    consultant = models.ForeignKey(Consultant, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()
    posted_at = models.DateTimeField()

    objects = PanelPostQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(question__in=["need", "why", "disagree"]), name="panel_post_question"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="panel_post_says_something"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.question} on brief {self.brief_id}"
