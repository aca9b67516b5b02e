"""What an interim can do and has done: skills with evidence, and past assignments as outcomes."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from accounts.models import User
from candidates.models.candidates import Candidate
from candidates.models.changes import tell_the_pool
from skills.models import Concept
from skills.scales import Level


class CandidateSkillQuerySet(models.QuerySet["CandidateSkill"]):
    """Questions about skills that people hold."""

    def visible_to(self, user: User) -> Self:
        """Keep one's own."""
        return self.filter(candidate__user=user)

    def best_first(self) -> Self:
        """The highest level first, what has no level last, then by name."""
        return self.order_by(F("level").desc(nulls_last=True), Lower("concept__label"), "ref")


class CandidateSkill(models.Model):
    """One skill of one interim. What is not known is left empty, never guessed."""

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="skills")
    concept = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(choices=Level, null=True, blank=True)
    years = models.PositiveSmallIntegerField(null=True, blank=True)
    last_used = models.PositiveSmallIntegerField(null=True, blank=True, help_text="a year")

    objects = CandidateSkillQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["candidate", "concept"], name="candidate_skill_once"),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__range=(1, 5)),
                name="candidate_skill_level_1_to_5",
            ),
        ]
        triggers: ClassVar = tell_the_pool("candidate_id")

    def __str__(self) -> str:
        return f"#{self.pk} candidate {self.candidate_id} concept {self.concept_id}"


class PastAssignmentQuerySet(models.QuerySet["PastAssignment"]):
    """Questions about track records."""

    def visible_to(self, user: User) -> Self:
        """Keep one's own."""
        return self.filter(candidate__user=user)

    def told_as(self, ref: str) -> Self:
        """Keep the one with this public id."""
        return self.filter(ref=ref)

    def latest_first(self) -> Self:
        """Running ones first, then the latest end."""
        return self.order_by(F("ended_on").desc(nulls_first=True), "-started_on", "ref")


class PastAssignment(models.Model):
    """A piece of work told as an outcome: situation, mandate, result, measure."""

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="record")
    title = models.CharField(max_length=140)
    organisation = models.CharField(max_length=140, blank=True, help_text="never shown blind")
    organisation_kind = models.CharField(
        max_length=160, blank=True, help_text="how it reads blind: “fill-finish site, 800 people”"
    )
    situation = models.TextField(blank=True)
    mandate = models.TextField(blank=True)
    result = models.TextField(blank=True)
    measure = models.CharField(max_length=240, blank=True)
    situations = models.ManyToManyField(Concept, related_name="+", blank=True)
    sectors = models.ManyToManyField(Concept, related_name="+", blank=True)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = PastAssignmentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True)
                | Q(started_on__isnull=True)
                | Q(ended_on__gte=F("started_on")),
                name="assignment_ends_after_start",
            )
        ]
        triggers: ClassVar = tell_the_pool("candidate_id")

    def __str__(self) -> str:
        return f"#{self.pk} candidate {self.candidate_id}"

    # Facts

    @property
    def outcome_text(self) -> str:
        """What was achieved, in words: how like it is to what a brief asks for counts in fit."""
        return outcome_text(self.result, self.measure, self.mandate)


def outcome_text(result: str, measure: str, mandate: str) -> str:
    """Return result and measure in one text, or the mandate where neither is told."""
    return " ".join(told for told in (result.strip(), measure.strip()) if told) or mandate.strip()
