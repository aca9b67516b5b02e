
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0015_hand_playbacks_over_and_prove_briefs'),
        ('providers', '0003_off_limits'),
    ]

    operations = [
        migrations.CreateModel(
            name='SubFirm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('purpose', models.TextField(help_text='what the firm is brought in for')),
                ('engagement', models.CharField(choices=[('retained', 'Retained'), ('contingent', 'Contingent'), ('rpo_run', 'RPO-run')], max_length=10)),
                ('declared_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('refused_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.TextField(blank=True, help_text='why it was refused or ended')),
                ('declared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='providers.consultant')),
                ('firm', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='providers.firm')),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sub_firms', to='engagements.panelseat')),
            ],
        ),
        migrations.CreateModel(
            name='PanelPost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(choices=[('need', 'What is needed'), ('why', 'Why these people'), ('disagree', 'Where we disagree')], max_length=8)),
                ('words', models.TextField()),
                ('posted_at', models.DateTimeField()),
                ('brief', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='engagements.brief')),
                ('consultant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='providers.consultant')),
                ('firm', models.ForeignKey(help_text='in whose name', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='providers.firm')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('question__in', ['need', 'why', 'disagree'])), name='panel_post_question'), models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='panel_post_says_something')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='panelpost',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4d94e4133e23754c3d74a16583490c69d23046a6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ab36a', table='engagements_panelpost', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='subfirm',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True), ('refused_at__isnull', True)), fields=('first', 'firm'), name='sub_firm_once'),
        ),
        migrations.AddConstraint(
            model_name='subfirm',
            constraint=models.CheckConstraint(condition=models.Q(('engagement__in', ['retained', 'contingent', 'rpo_run'])), name='sub_firm_engagement_stated'),
        ),
        migrations.AddConstraint(
            model_name='subfirm',
            constraint=models.CheckConstraint(condition=models.Q(('purpose', ''), _negated=True), name='sub_firm_with_a_purpose'),
        ),
        migrations.AddConstraint(
            model_name='subfirm',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('refused_at__isnull', True)), models.Q(('reason', ''), _negated=True), _connector='OR'), name='sub_firm_goes_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='subfirm',
            constraint=models.CheckConstraint(condition=models.Q(('refused_at__isnull', True), models.Q(('accepted_at__isnull', True), ('ended_at__isnull', True)), _connector='OR'), name='sub_firm_one_answer'),
        ),
        migrations.AddConstraint(
            model_name='subfirm',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('ended_at__gte', models.F('declared_at')), _connector='OR'), name='sub_firm_ends_later'),
        ),
    ]
