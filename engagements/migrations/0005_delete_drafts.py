"""Delete drafts, with a way back for ten minutes."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0004_memberships_follow_one_another'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='brief',
            name='status',
            field=models.CharField(choices=[('draft', 'Being written'), ('in_clarification', 'Being played back'), ('confirmed', 'Confirmed'), ('open', 'Open'), ('shortlisting', 'Shortlisting'), ('interviewing', 'Interviewing'), ('selected', 'Somebody chosen'), ('filled', 'Filled'), ('on_hold', 'On hold'), ('cancelled', 'Cancelled'), ('unfilled', 'Closed without anybody'), ('deleted', 'Deleted')], default='draft', max_length=20),
        ),
        migrations.CreateModel(
            name='DeletedDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.UUIDField(default=uuid.uuid4, editable=False, help_text='public id of the brief', unique=True)),
                ('deleted_at', models.DateTimeField()),
                ('brief', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='deletion', to='engagements.brief')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='engagements.client')),
                ('deleted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('brief__isnull', False)), fields=['deleted_at'], name='deleted_draft_due')],
            },
        ),
    ]
