"""Name the columns of a hold for what they say."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Rename the columns; their constraint is renamed with them."""

    dependencies = [("engagements", "0002_seat_sent_at")]
    operations = [
        migrations.RemoveConstraint("brief", "brief_held_from_somewhere"),
        migrations.RenameField("brief", "held_from", "status_before_hold"),
        migrations.RenameField("brief", "held_at", "on_hold_since"),
        migrations.AddConstraint(
            "brief",
            models.CheckConstraint(
                condition=models.Q(("status", "on_hold"), _negated=True)
                | models.Q(("status_before_hold", ""), _negated=True),
                name="brief_on_hold_knows_its_status",
            ),
        ),
    ]
