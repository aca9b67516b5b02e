"""A firm has seen a registration that a brief requires."""

from typing import ClassVar, Self

from django.db import models

from accounts.models import User
from providers.models import Firm
from shortlists.models.entries import Entry
from skills.models import Concept


class SeenRegistrationQuerySet(models.QuerySet["SeenRegistration"]):
    """Queries on `SeenRegistration`."""

    def of(self, entry: Entry) -> Self:
        """Keep those of a conversation that its present firm has seen."""
        return self.filter(entry=entry, firm=entry.firm_id)

    def about(self, concept: Concept) -> Self:
        """Keep those of one registration."""
        return self.filter(concept=concept)

    def by_label(self) -> Self:
        """Load what is shown of them, alphabetically."""
        return self.select_related("concept", "firm", "seen_by").order_by(
            "concept__label", "concept__code"
        )


class SeenRegistration(models.Model):
    """That a firm has seen the registration of an interim, for one conversation. No number."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="seen_registrations")
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="+")
    concept = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="+")
    seen_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField()

    objects = SeenRegistrationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["entry", "firm", "concept"], name="seen_registration_once"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} on entry {self.entry_id}"
