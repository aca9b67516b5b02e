"""The state of the demo."""

from django.db import models


class DemoWorld(models.Model):
    """The loaded demo world. There is one row; all dates are relative to its `today`."""

    seed = models.PositiveIntegerField()
    interims = models.PositiveIntegerField()
    today = models.DateField(help_text="every day of the demo is told from this one")
    loaded_at = models.DateTimeField()

    class Meta:
        db_table = "demo_world"

    def __str__(self) -> str:
        return f"#{self.pk} seed {self.seed}"
