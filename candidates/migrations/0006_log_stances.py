import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('candidates', '0005_log_preferred_names'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='firmstance',
            trigger=pgtrigger.compiler.Trigger(name='log_change', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO candidates_profilechange (candidate_id, xid) VALUES (NEW.candidate_id, txid_current()); RETURN NULL;', hash='c5e844b40dfb49bef2570d60ea74efe8081b5d06', operation='INSERT OR UPDATE', pgid='pgtrigger_log_change_b5f14', table='candidates_firmstance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='firmstance',
            trigger=pgtrigger.compiler.Trigger(name='log_deletion', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO candidates_profilechange (candidate_id, xid) VALUES (OLD.candidate_id, txid_current()); RETURN NULL;', hash='4f88b0f55c2ff2613e8b41c2fdbd0b4eff958dc5', operation='DELETE', pgid='pgtrigger_log_deletion_4e182', table='candidates_firmstance', when='AFTER')),
        ),
    ]
