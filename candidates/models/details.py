"""Personal details, for contracts and for their owner. No ranking, firm or list uses them."""

import hashlib
from typing import Self

from django.db import models

from accounts.models import User
from candidates.models.candidates import Candidate


class PersonalDetailsQuerySet(models.QuerySet["PersonalDetails"]):
    """Queries on `PersonalDetails`."""

    def visible_to(self, user: User) -> Self:
        """Keep the user's own details, whatever their role."""
        return self.filter(candidate__user=user)

    def of(self, candidate: Candidate) -> Self:
        """Keep the details of one interim."""
        return self.filter(candidate=candidate)

    def with_photo(self) -> Self:
        """Keep those with a photo."""
        return self.filter(photo__isnull=False)


class PersonalDetails(models.Model):
    """Personal details. Every field is optional and shown only to its owner."""

    candidate = models.OneToOneField(Candidate, on_delete=models.CASCADE, related_name="details")
    address = models.TextField(blank=True)
    nationality = models.CharField(max_length=60, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    gender = models.CharField(max_length=40, blank=True)
    photo = models.BinaryField(null=True, blank=True, editable=True)
    photo_type = models.CharField(max_length=20, blank=True, help_text="image/jpeg or image/png")

    objects = PersonalDetailsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "personal details"

    def __str__(self) -> str:
        return f"#{self.pk} of candidate {self.candidate_id}"

    # Facts

    @property
    def stamp(self) -> str:
        """A short hash that changes with the details, but not with the photo."""
        text = "\x1f".join(
            str(fact) for fact in (self.address, self.nationality, self.birth_year, self.gender)
        )
        return hashlib.sha256(text.encode()).hexdigest()[:16]
