"""The skills and past assignments of an interim."""

import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from accounts.models import User
from candidates.models.candidates import Candidate
from candidates.models.changes import change_triggers
from skills.models import Concept
from skills.scales import Level

LONG_TEXT_LENGTH = 10_000  # characters of a few paragraphs, typed or imported
LATEST_END_AHEAD = timedelta(days=10 * 366)  # of an assignment with a fixed term


class CandidateSkillQuerySet(models.QuerySet["CandidateSkill"]):
    """Queries on `CandidateSkill`."""

    def visible_to(self, user: User) -> Self:
        """Keep those of the user's own profile."""
        return self.filter(candidate__user=user)

    def of(self, candidate: Candidate) -> Self:
        """Keep those of one interim."""
        return self.filter(candidate=candidate)

    def levels_of(self, candidates: Iterable[int]) -> list[tuple[int, int, int | None]]:
        """Return interim and skill, both by primary key, and level, in no order."""
        found = self.filter(candidate__in=list(candidates))
        return list(found.values_list("candidate_id", "concept_id", "level"))

    def best_first(self) -> Self:
        """Order by level, highest first and unknown last, then by label."""
        return self.order_by(F("level").desc(nulls_last=True), Lower("concept__label"), "ref")


class CandidateSkill(models.Model):
    """One skill of one interim. Unknown values are empty; nothing is guessed."""

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
        triggers: ClassVar = change_triggers("candidate_id")

    def __str__(self) -> str:
        return f"#{self.pk} candidate {self.candidate_id} concept {self.concept_id}"


class PastAssignmentQuerySet(models.QuerySet["PastAssignment"]):
    """Queries on `PastAssignment`."""

    def visible_to(self, user: User) -> Self:
        """Keep those of the user's own profile."""
        return self.filter(candidate__user=user)

    def with_ref(self, ref: str) -> Self:
        """Keep the assignment with this public id."""
        return self.filter(ref=ref)

    def latest_first(self) -> Self:
        """Order by end, latest first; running assignments come before all others."""
        return self.order_by(F("ended_on").desc(nulls_first=True), "-started_on", "ref")


class PastAssignment(models.Model):
    """A past assignment, described by its outcome: situation, mandate, result, measure."""

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
        triggers: ClassVar = change_triggers("candidate_id")

    def __str__(self) -> str:
        return f"#{self.pk} candidate {self.candidate_id}"

    # Facts

    def is_same_as(self, other: "PastAssignment") -> bool:
        """Whether both tell of the same work: title and organisation, and start or result."""
        names = (self.title.casefold(), self.organisation.casefold())
        if names != (other.title.casefold(), other.organisation.casefold()):
            return False
        if self.started_on and other.started_on:
            return self.started_on == other.started_on
        return (self.ended_on, self.result, self.mandate) == (
            *(other.ended_on, other.result, other.mandate),
        )
