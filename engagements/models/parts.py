"""The parts of a brief: success criteria, requirements and truth."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from engagements.models.briefs import Brief
from interimhub.lib.prepared import Prepared
from skills.models import Concept
from skills.scales import Level


class CriterionQuerySet(models.QuerySet["Criterion"]):
    """Queries on `Criterion`."""

    def in_order(self) -> Self:
        """Order as the manager arranged them."""
        return self.order_by("position", "ref")


class CriterionManager(models.Manager.from_queryset(CriterionQuerySet)):  # type: ignore[misc]
    """The criteria that count. What refers to one that was dropped still reads it."""

    def get_queryset(self) -> CriterionQuerySet:
        """Leave out those that an amendment has dropped."""
        rows: CriterionQuerySet = super().get_queryset()
        return rows.filter(dropped_at=None)


class Criterion(models.Model):
    """One success criterion. Rationales and outcomes refer to it."""

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField(default=0)
    measure = models.CharField(max_length=200)
    baseline = models.CharField(max_length=120, blank=True)
    target = models.CharField(max_length=120, blank=True)
    due_on = models.DateField(null=True, blank=True)
    evidence = models.CharField(max_length=240, blank=True)
    weight = models.PositiveSmallIntegerField(default=3, help_text="1 (helps) to 5 (decides)")
    dropped_at = models.DateTimeField(
        null=True, blank=True, help_text="when an amendment took it out of the brief"
    )

    objects = CriterionManager()

    class Meta:
        verbose_name_plural = "criteria"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(weight__range=(1, 5)), name="criterion_weight_1_to_5"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.measure}"

    # Facts

    @property
    def text(self) -> str:
        """Measure, baseline and target as one text, which past outcomes are compared with."""
        start = f" from {self.baseline}" if self.baseline else ""
        end = f" to {self.target}" if self.target else ""
        return f"{self.measure}{start}{end}"


def criteria_of(brief: Brief) -> list[Criterion]:
    """Return the success criteria of a brief in its manager's order.

    Needs no query if `criteria` is prefetched.
    """
    return sorted(brief.criteria.all(), key=lambda row: (row.position, row.ref))


class RequirementQuerySet(models.QuerySet["Requirement"]):
    """Queries on `Requirement`."""

    def must_haves(self) -> Self:
        """Keep those that the person must have."""
        return self.filter(importance=Requirement.Importance.MUST)

    def in_order(self) -> Self:
        """Order must-haves first, then as they were entered."""
        return self.order_by("importance", "pk")


class Requirement(models.Model):
    """One skill that the person needs."""

    class Importance(models.IntegerChoices):
        """The importance of a skill. A must-have is a gate of the ranking."""

        MUST = 1, "Must have"
        SHOULD = 2, "Should have"
        NICE = 3, "Nice to have"

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="requirements")
    concept = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="+")
    importance = models.PositiveSmallIntegerField(choices=Importance, default=Importance.SHOULD)
    level = models.PositiveSmallIntegerField(choices=Level, null=True, blank=True)

    objects = RequirementQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["brief", "concept"], name="requirement_once"),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__range=(1, 5)),
                name="requirement_level_1_to_5",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} concept {self.concept_id}"

    # Facts

    @property
    def is_must(self) -> bool:
        """Whether it is a must-have."""
        return self.importance == self.Importance.MUST


def requirements_of(brief: Brief) -> list[Requirement]:
    """Return the skills that a brief asks for with their concepts, must-haves first."""
    return _REQUIREMENTS(brief=brief)


_REQUIREMENTS: Prepared[Requirement] = Prepared(
    lambda *, brief: Requirement.objects.filter(brief=brief).select_related("concept").in_order()
)


class TruthItem(models.Model):
    """One question about the truth: an answer, or who will find out by when."""

    class Kind(models.TextChoices):
        """The questions of an interim before accepting."""

        SPONSOR = "sponsor", "Sponsor"
        AUTHORITY = "authority", "Decision authority"
        REPORTING = "reporting", "Reporting line"
        RISKS = "risks", "Known risks"
        EARLIER = "earlier", "Why earlier attempts failed"
        STAGES = "stages", "Selection stages"
        TRAVEL = "travel", "Travel and nights away"

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="truth")
    kind = models.CharField(max_length=12, choices=Kind)
    answer = models.TextField(blank=True)
    is_unknown = models.BooleanField(default=False)
    found_out_by = models.CharField(max_length=120, blank=True, help_text="who finds out")
    found_out_on = models.DateField(null=True, blank=True, help_text="by when")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["brief", "kind"], name="truth_once"),
            models.CheckConstraint(
                condition=Q(is_unknown=False)
                | (~Q(found_out_by="") & Q(found_out_on__isnull=False)),
                name="truth_unknown_has_owner",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind}"

    # Facts

    @property
    def is_answered(self) -> bool:
        """Whether there is a fact, or a "we do not know yet"."""
        return self.is_unknown or bool(self.answer.strip())
