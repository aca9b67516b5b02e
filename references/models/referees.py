"""Whom nobody may ask again, and since when: addresses as hashes, without names."""

from typing import ClassVar

from django.db import models


class Referee(models.Model):
    """One e-mail address that was asked once, kept as a hash only.

    It outlives names, addresses and words, so that "never again" and "once a year" hold when
    everything else is deleted.
    """

    address_hash = models.CharField(max_length=64, editable=False)
    never_again_at = models.DateTimeField(
        null=True, blank=True, help_text="when they said that nobody may ask them again"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["address_hash"], name="referee_address_once")
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
