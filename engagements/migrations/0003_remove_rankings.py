from django.db import migrations


class Migration(migrations.Migration):
    """Rankings move to an app of their own: ranking/migrations/0001_initial.py."""

    dependencies = [
        ('engagements', '0002_membership_related_name'),
        ('shortlists', '0003_remove_entry_result'),
    ]

    operations = [
        migrations.DeleteModel(name='FitResult'),
        migrations.DeleteModel(name='FitRun'),
        migrations.DeleteModel(name='FitShard'),
        migrations.DeleteModel(name='FitProgress'),
    ]
