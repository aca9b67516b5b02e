"""Keep what an interim was shown before it goes; nothing goes otherwise."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('shortlists', '0007_submission_shown_at'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ShownWords',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveSmallIntegerField(help_text='within the conversation, from 1')),
                ('introduction', models.TextField()),
                ('risk', models.TextField(blank=True)),
                ('rationales', models.JSONField(help_text='by public id of the criterion: text, evidence')),
                ('brief_version', models.PositiveIntegerField()),
                ('shown_at', models.DateTimeField()),
                ('status', models.CharField(choices=[('waiting', 'Waiting for the interim'), ('agreed', 'Right, says the interim'), ('unanswered', 'Not answered in time'), ('objected', 'The interim objects'), ('sent', 'Put forward'), ('ended', 'Replaced, or ended before they went')], default='waiting', max_length=10)),
                ('answered_at', models.DateTimeField(blank=True, help_text='when the interim agreed or objected last', null=True)),
                ('free_at', models.DateTimeField(blank=True, help_text='since when they may go: agreed, or the time is over', null=True)),
                ('objection', models.TextField(blank=True, help_text='what is wrong; the firm reads it')),
            ],
            options={
                'verbose_name': 'text',
                'verbose_name_plural': 'shown words',
            },
        ),
        migrations.AddField(
            model_name='shownwords',
            name='entry',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shown_words', to='shortlists.entry'),
        ),
        migrations.AddField(
            model_name='shownwords',
            name='mandate',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shown_words', to='shortlists.mandate'),
        ),
        migrations.AddField(
            model_name='shownwords',
            name='shown_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='submission',
            name='shown_words',
            field=models.OneToOneField(help_text='as the interim read it before it went; a trigger refuses to go without', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='submission', to='shortlists.shownwords'),
        ),
        migrations.AddConstraint(
            model_name='shownwords',
            constraint=models.UniqueConstraint(fields=('entry', 'number'), name='shown_words_numbered'),
        ),
        migrations.AddConstraint(
            model_name='shownwords',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['waiting', 'agreed', 'unanswered', 'objected'])), fields=('entry',), name='shown_words_one_current'),
        ),
        migrations.AddConstraint(
            model_name='shownwords',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'objected'), _negated=True), models.Q(('objection', ''), _negated=True), _connector='OR'), name='shown_words_objected_with_words'),
        ),
        migrations.AddConstraint(
            model_name='shownwords',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'sent'), _negated=True), ('free_at__isnull', False), _connector='OR'), name='shown_words_sent_once_free'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='submission',
            trigger=pgtrigger.compiler.Trigger(name='goes_as_shown', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF NOT EXISTS (\n                        SELECT FROM shortlists_shownwords AS shown\n                        WHERE shown.id = NEW.shown_words_id AND shown.status = 'sent'\n                        AND shown.entry_id = NEW.entry_id AND shown.mandate_id = NEW.mandate_id\n                        AND shown.introduction = NEW.introduction AND shown.risk = NEW.risk\n                    ) THEN\n                        RAISE check_violation USING\n                            MESSAGE = 'a submission goes only with the words that were shown',\n                            CONSTRAINT = 'submission_goes_as_shown';\n                    END IF;\n                    RETURN NEW;\n                ", hash='455f58fe84c600b01f5b216f08426dd38faa654d', operation='INSERT OR UPDATE OF "shown_words_id", "submitted_at"', pgid='pgtrigger_goes_as_shown_16d09', table='shortlists_submission', when='BEFORE')),
        ),
    ]
