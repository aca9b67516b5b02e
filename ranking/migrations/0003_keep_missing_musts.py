"""Keep the missing must-haves of a result beside its evidence."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ranking', '0002_name_the_actual_level'),
    ]

    operations = [
        migrations.AddField(
            model_name='fitresult',
            name='missing_musts',
            field=models.GeneratedField(db_persist=True, expression=models.Func(models.F('evidence'), models.Value('$[*] ? (@.kind == "requirement" && @.importance == "must" && @.state == "missing")', output_field=models.CharField()), template='jsonb_path_query_array(%(expressions)s::jsonpath)'), help_text='the must-haves of `evidence` that are missing, so that lists need not read all', output_field=models.JSONField()),
        ),
    ]
