"""What a client asks of the interims of a brief beyond its process promise, and why."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from accounts.models import User
from engagements.models import Brief
from interimhub.lib.prepared import Prepared


class PromiseExplanationQuerySet(models.QuerySet["PromiseExplanation"]):
    """Queries on `PromiseExplanation`."""

    def latest_first(self) -> Self:
        """Order by when it was said, latest first."""
        return self.order_by("-explained_at", "-pk")


class PromiseExplanation(models.Model):
    """Why an invitation asks more than the client had promised. Every live interim reads it.

    It does not say whose invitation it was: others on the brief learn of nobody.
    """

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="promises_explained")
    beyond = ArrayField(
        models.CharField(max_length=160), help_text="what is asked beyond the promise, in words"
    )
    words = models.TextField(help_text="the client's sentence")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    explained_at = models.DateTimeField()

    objects = PromiseExplanationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(words=""), name="promise_explained_in_words"),
            models.CheckConstraint(
                condition=Q(beyond__len__gt=0), name="promise_explained_beyond_something"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} of brief {self.brief_id}"


_OF_BRIEF: Prepared[PromiseExplanation] = Prepared(
    lambda *, brief: PromiseExplanation.objects.filter(brief=brief).latest_first()[:20]
)


def explanations_of(brief: Brief) -> list[PromiseExplanation]:
    """Return the latest twenty explanations of a brief, latest first.

    Needs no query before anybody was put forward: nobody can be invited before.
    """
    return _OF_BRIEF(brief=brief) if brief.shortlisting_at else []
