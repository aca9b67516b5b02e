"""Correct and withdraw submissions; note when their words were read."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def note_what_was_read(apps, schema_editor):
    """Take over when the client first opened each submission."""
    entries = apps.get_model("shortlists", "Entry").objects.filter(pk=models.OuterRef("entry"))
    apps.get_model("shortlists", "Submission").objects.update(
        read_at=models.Subquery(entries.values("first_read_at")[:1])
    )


class Migration(migrations.Migration):

    dependencies = [
        ('providers', '0002_memberships_follow_one_another'),
        ('shortlists', '0002_held_answers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FormerWords',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('introduction', models.TextField()),
                ('risk', models.TextField(blank=True)),
                ('rationales', models.JSONField(help_text='by public id of the criterion: text, evidence')),
                ('was_read', models.BooleanField(help_text='whether the client had opened it')),
                ('changed_at', models.DateTimeField()),
            ],
            options={
                'verbose_name_plural': 'former words',
            },
        ),
        migrations.AddField(
            model_name='submission',
            name='changed_at',
            field=models.DateTimeField(blank=True, help_text='since when its words are these, where they were changed', null=True),
        ),
        migrations.AddField(
            model_name='submission',
            name='read_at',
            field=models.DateTimeField(blank=True, help_text='when the client first opened these words', null=True),
        ),
        migrations.AddField(
            model_name='submission',
            name='version',
            field=models.PositiveSmallIntegerField(default=1, help_text='of its words'),
        ),
        migrations.AddField(
            model_name='submission',
            name='withdrawal_reason',
            field=models.TextField(blank=True, help_text='the client and the interim read it'),
        ),
        migrations.AddField(
            model_name='submission',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='submission',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_at__isnull', True), models.Q(('withdrawn_by__isnull', False), models.Q(('withdrawal_reason', ''), _negated=True)), _connector='OR'), name='submission_withdrawn_by_somebody_with_a_reason'),
        ),
        migrations.AddField(
            model_name='formerwords',
            name='changed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='formerwords',
            name='submission',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former', to='shortlists.submission'),
        ),
        migrations.AddConstraint(
            model_name='formerwords',
            constraint=models.UniqueConstraint(fields=('submission', 'version'), name='former_words_once'),
        ),
        migrations.RunPython(note_what_was_read, migrations.RunPython.noop),
    ]
