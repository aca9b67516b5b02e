"""The firms that an interim trusts or blocks."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models

from candidates.models.changes import change_triggers
from providers.models import Firm

if TYPE_CHECKING:
    from candidates.models.candidates import Candidate


class FirmStanceQuerySet(models.QuerySet["FirmStance"]):
    """Queries on `FirmStance`."""

    def of(self, candidate: "Candidate") -> Self:
        """Keep those of one interim."""
        return self.filter(candidate=candidate)

    def trusted_first(self) -> Self:
        """Order trusted firms before blocked ones, then by name."""
        return self.order_by("-stance", "firm__name")


class FirmStance(models.Model):
    """An interim's trust in one firm, or block of it. The firm is never notified."""

    class Stance(models.TextChoices):
        """Both override the choice for the kind of firm; a block overrides everything."""

        TRUSTED = "trusted", "Trusted"
        BLOCKED = "blocked", "Blocked"

    candidate = models.ForeignKey(
        "candidates.Candidate", on_delete=models.CASCADE, related_name="stances"
    )
    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, related_name="+")
    stance = models.CharField(max_length=8, choices=Stance)

    objects = FirmStanceQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["candidate", "firm"], name="stance_once")
        ]
        triggers: ClassVar = change_triggers("candidate_id")

    def __str__(self) -> str:
        return f"#{self.pk} candidate {self.candidate_id} on firm {self.firm_id}"

    # Facts

    @property
    def is_blocked(self) -> bool:
        """Whether the firm must never find the interim."""
        return self.stance == self.Stance.BLOCKED
