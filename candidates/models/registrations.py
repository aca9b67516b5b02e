"""The registrations and licences that an interim states."""

import uuid
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from accounts.models import User
from candidates.models.candidates import Candidate
from candidates.models.changes import change_triggers
from skills.models import Concept
from skills.places import Country


class CandidateRegistrationQuerySet(models.QuerySet["CandidateRegistration"]):
    """Queries on `CandidateRegistration`."""

    def visible_to(self, user: User) -> Self:
        """Keep those of the user's own profile."""
        return self.filter(candidate__user=user)

    def of(self, candidate: Candidate) -> Self:
        """Keep those of one interim."""
        return self.filter(candidate=candidate)

    def by_label(self) -> Self:
        """Alphabetically, ties by ref."""
        return self.order_by(Lower("concept__label"), "ref")


class CandidateRegistration(models.Model):
    """A registration or licence that an interim says they hold. Unknown values are empty.

    The number is private: its owner reads it, and the firm that speaks for them while it confirms.
    """

    NUMBER_LENGTH: ClassVar = 60
    BODY_LENGTH: ClassVar = 120

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="registrations")
    concept = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=NUMBER_LENGTH, blank=True, help_text="private")
    body = models.CharField(max_length=BODY_LENGTH, blank=True, help_text="who granted it")
    country = models.CharField(max_length=2, choices=Country, blank=True)
    since = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    objects = CandidateRegistrationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["candidate", "concept"], name="candidate_registration_once"
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("since")),
                name="registration_ends_after_start",
            ),
        ]
        triggers: ClassVar = change_triggers("candidate_id")

    def __str__(self) -> str:
        return f"#{self.pk} candidate {self.candidate_id} concept {self.concept_id}"

    # Facts

    def has_ended(self, today: date) -> bool:
        """Whether its last day is past."""
        return self.valid_until is not None and self.valid_until < today
