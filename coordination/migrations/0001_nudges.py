
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('engagements', '0016_panel_posts_and_sub_firms'),
        ('providers', '0003_off_limits'),
    ]

    operations = [
        migrations.CreateModel(
            name='Nudge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(help_text='the day where the work of the brief is done')),
                ('sent_at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='providers.consultant')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='nudges', to='engagements.panelseat')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('seat', 'day'), name='nudge_once_a_day')],
            },
        ),
    ]
