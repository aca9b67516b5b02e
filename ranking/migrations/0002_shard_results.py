from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ranking', '0001_initial'),
    ]

    operations = [
        migrations.RenameField(model_name='fitshard', old_name='found', new_name='result'),
        migrations.AlterField(
            model_name='fitshard',
            name='attempt',
            field=models.TextField(help_text='the key that all shards of one ranking share'),
        ),
        migrations.AlterField(
            model_name='fitprogress',
            name='stage',
            field=models.CharField(choices=[('loading', 'Gathering everyone who can be found'), ('comparing', 'Comparing them with the brief'), ('explaining', 'Writing down the reasons'), ('done', 'Done')], max_length=12),
        ),
        migrations.AlterField(
            model_name='fitrun',
            name='gated',
            field=models.JSONField(default=dict, help_text='reason → number of interims it excluded'),
        ),
        migrations.AlterField(
            model_name='fitrun',
            name='left_out',
            field=models.JSONField(blank=True, default=list, help_text='parts of the brief that could not be compared'),
        ),
        migrations.AlterField(
            model_name='fitrun',
            name='seconds',
            field=models.JSONField(blank=True, default=dict, help_text='step → seconds; of several shards the slowest'),
        ),
    ]
