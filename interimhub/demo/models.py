"""What the demo remembers of itself."""

from django.db import models


class DemoWorld(models.Model):
    """The demo world that is loaded. There is one row; days are counted from its `today`."""

    seed = models.PositiveIntegerField()
    interims = models.PositiveIntegerField()
    today = models.DateField(help_text="every day of the demo is told from this one")
    loaded_at = models.DateTimeField()

    class Meta:
        db_table = "demo_world"

    def __str__(self) -> str:
        return f"#{self.pk} seed {self.seed}"
