"""Keep on each seat since when its firm reads the brief."""

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import F, Q


def fill(apps: Any, schema_editor: Any) -> None:
    """Take it that seats were sent the brief where a playback was written or confirmed."""
    seats = apps.get_model("engagements", "PanelSeat").objects
    briefs = apps.get_model("engagements", "Brief").objects.exclude(status="draft")
    sent = briefs.exclude(held_from="draft").filter(
        Q(status="in_clarification") | Q(confirmed_at__isnull=False) | Q(playbacks__isnull=False)
    )
    seats.filter(brief__in=sent.values("pk")).update(sent_at=F("invited_at"))


class Migration(migrations.Migration):
    dependencies: ClassVar = [("engagements", "0001_initial")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="panelseat",
            name="sent_at",
            field=models.DateTimeField(
                blank=True,
                help_text="since when the firm reads the brief; empty if taken back",
                null=True,
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
