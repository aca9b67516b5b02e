"""Keep what was typed into a draft and cannot be stored as an answer yet."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("engagements", "0002_choices_and_holds")]

    operations = [
        migrations.AddField(
            model_name="brief",
            name="drafting",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="of each step: how often it was saved, when, from which window, and what was"
                " typed that cannot be stored as an answer yet",
            ),
        ),
    ]
