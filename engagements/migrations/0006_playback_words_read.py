"""Keep what a manager had read of a playback."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0005_delete_drafts'),
    ]

    operations = [
        migrations.AddField(
            model_name='playback',
            name='earlier',
            field=models.JSONField(blank=True, default=dict, help_text='the parts as the manager read them when it was last sent, for this version of the brief or the one before; empty when there was none'),
        ),
    ]
