"""Say on each seat how its firm is engaged, which RPO coordinates, and who brought whom in.

Only demo data has older seats; they are taken as contingent.
"""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0011_brief_contract_form'),
        ('providers', '0002_memberships_follow_one_another'),
    ]

    operations = [
        migrations.AddField(
            model_name='panelseat',
            name='engagement',
            field=models.CharField(choices=[('retained', 'Retained'), ('contingent', 'Contingent'), ('rpo_run', 'RPO-run')], default='contingent', help_text='how the firm is engaged; stated, no default', max_length=10),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='panelseat',
            name='is_coordinator',
            field=models.BooleanField(default=False, help_text='the RPO that runs the process; speaks for no other firm'),
        ),
        migrations.AddField(
            model_name='panelseat',
            name='through',
            field=models.ForeignKey(blank=True, help_text='the seat of the firm that brought this one in; empty if the client invited it', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='brought_in', to='engagements.panelseat'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='panelseat',
            trigger=pgtrigger.compiler.Trigger(name='chain_of_two', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF NEW.through_id IS NULL THEN RETURN NEW; END IF;\nIF EXISTS (\n    SELECT FROM engagements_panelseat AS first WHERE first.id = NEW.through_id\n    AND (first.brief_id <> NEW.brief_id OR first.through_id IS NOT NULL OR first.id = NEW.id)\n) OR EXISTS (SELECT FROM engagements_panelseat AS next WHERE next.through_id = NEW.id) THEN\n    RAISE EXCEPTION 'a firm is brought in by a firm that the client invited to the same brief'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'panel_chain_of_two';\nEND IF;\nRETURN NEW;\n", hash='1603370b9d896ceec47314058eceedf1086d7c41', operation='INSERT OR UPDATE', pgid='pgtrigger_chain_of_two_3110c', table='engagements_panelseat', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='panelseat',
            constraint=models.UniqueConstraint(condition=models.Q(('declined_at__isnull', True), ('is_coordinator', True), ('withdrawn_at__isnull', True)), fields=('brief',), name='panel_one_coordinator'),
        ),
        migrations.AddConstraint(
            model_name='panelseat',
            constraint=models.CheckConstraint(condition=models.Q(('engagement__in', ['retained', 'contingent', 'rpo_run'])), name='panel_engagement_stated'),
        ),
        migrations.AddConstraint(
            model_name='panelseat',
            constraint=models.CheckConstraint(condition=models.Q(('through__isnull', True), models.Q(('is_coordinator', False), ('is_lead', False)), _connector='OR'), name='panel_brought_in_leads_nothing'),
        ),
    ]
