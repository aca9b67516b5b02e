"""Keep of each question which firm is asked: several may have asked the interim."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery


def ask_the_speaker(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Until now every question went to the firm that speaks in the conversation."""
    entries = apps.get_model("shortlists", "Entry").objects.filter(pk=OuterRef("entry_id"))
    questions = apps.get_model("shortlists", "Question").objects
    questions.update(firm=Subquery(entries.values("firm_id")[:1]))


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("shortlists", "0003_change_submissions"), ("providers", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="question",
            name="firm",
            field=models.ForeignKey(
                null=True,
                help_text="the firm that is asked",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="providers.firm",
            ),
        ),
        migrations.RunPython(ask_the_speaker, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="question",
            name="firm",
            field=models.ForeignKey(
                help_text="the firm that is asked",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="providers.firm",
            ),
        ),
    ]
