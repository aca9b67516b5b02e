"""Who may speak for an interim, and who may never."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models

from providers.models import Firm

if TYPE_CHECKING:
    from candidates.models.candidates import Candidate  # noqa: F401


class FirmStanceQuerySet(models.QuerySet["FirmStance"]):
    """Questions about trusted and blocked firms."""

    def trusted_first(self) -> Self:
        """The trusted firms, then the blocked ones, each by name."""
        return self.order_by("-stance", "firm__name")


class FirmStance(models.Model):
    """What one interim says about one firm. The firm never learns of it."""

    class Stance(models.TextChoices):
        """Trusted beats every default; blocked beats everything."""

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

    def __str__(self) -> str:
        return f"#{self.pk} candidate {self.candidate_id} on firm {self.firm_id}"

    # Facts

    @property
    def is_blocked(self) -> bool:
        """Whether the firm must never learn of the interim."""
        return self.stance == self.Stance.BLOCKED
