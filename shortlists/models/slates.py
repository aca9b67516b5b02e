"""What firms say about the slate of a brief before it opens."""

from typing import ClassVar

from django.db import models

from accounts.models import User
from engagements.models import Brief
from providers.models import Firm


class FirmDone(models.Model):
    """One firm's word that it puts nobody more forward before the slate opens.

    The client reads how many firms have said so; no firm reads it of another.
    """

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="firms_done")
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="+")
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "firms done"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["brief", "firm"], name="firm_done_once")
        ]

    def __str__(self) -> str:
        return f"#{self.pk} firm {self.firm_id} on brief {self.brief_id}"
