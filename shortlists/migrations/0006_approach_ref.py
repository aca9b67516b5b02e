"""Give each approach a public id: the address under which its firm reads the conversation."""

import uuid

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

HELP = "under which its firm reads the conversation"


def draw_refs(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Draw one for each that there is."""
    for approach in apps.get_model("shortlists", "Approach").objects.only("pk").iterator():
        approach.ref = uuid.uuid4()
        approach.save(update_fields=["ref"])


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("shortlists", "0005_approach_again_after_a_lapse")]

    operations = [
        migrations.AddField(
            model_name="approach",
            name="ref",
            field=models.UUIDField(default=uuid.uuid4, editable=False, null=True, help_text=HELP),
        ),
        migrations.RunPython(draw_refs, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="approach",
            name="ref",
            field=models.UUIDField(
                default=uuid.uuid4, editable=False, unique=True, help_text=HELP
            ),
        ),
    ]
