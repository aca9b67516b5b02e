import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ranking', '0001_initial'),
        ('shortlists', '0003_remove_entry_result'),
    ]

    operations = [
        migrations.AddField(
            model_name='entry',
            name='result',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='ranking.fitresult'),
        ),
    ]
