from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0002_membership_related_name'),
        ('shortlists', '0002_approaches'),
    ]

    operations = [
        migrations.RemoveField(model_name='entry', name='result'),
    ]
