"""Keep when somebody who was put forward got a place in front of the client."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F


def all_have_one(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Until now whoever was put forward had a place at once."""
    apps.get_model("shortlists", "Submission").objects.update(shown_at=F("submitted_at"))


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("shortlists", "0006_approach_ref")]

    operations = [
        migrations.AddField(
            model_name="submission",
            name="shown_at",
            field=models.DateTimeField(
                blank=True,
                null=True,
                help_text="when it got a place in front of the client; until then it waits for one",
            ),
        ),
        migrations.RunPython(all_have_one, migrations.RunPython.noop),
    ]
