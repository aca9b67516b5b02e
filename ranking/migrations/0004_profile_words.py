import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('candidates', '0006_log_stances'),
        ('ranking', '0003_keep_missing_musts'),
    ]

    operations = [
        migrations.CreateModel(
            name='ProfileWords',
            fields=[
                ('candidate', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='words', serialize=False, to='candidates.candidate')),
                ('ref', models.UUIDField(help_text="the interim's")),
                ('headline', models.TextField(blank=True)),
                ('skills', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), blank=True, default=list, size=None)),
                ('reach', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), blank=True, default=list, size=None)),
                ('confirmed_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['skills', 'reach', 'headline'], name='profile_words_searched', opclasses=['array_ops', 'array_ops', 'gin_trgm_ops']), models.Index(models.OrderBy(models.F('confirmed_on'), descending=True, nulls_last=True), models.F('ref'), name='profile_words_order')],
            },
        ),
    ]
