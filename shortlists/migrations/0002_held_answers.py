"""Hold a no back for ten minutes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0005_delete_drafts'),
        ('shortlists', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HeldAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('declined_by_interim', 'The interim declines the approach'), ('not_selected', 'The client declines the interim')], max_length=20)),
                ('given_at', models.DateTimeField()),
                ('due_at', models.DateTimeField(help_text='when it is passed on')),
                ('text', models.TextField(blank=True, help_text='the sentence that the others read')),
                ('reason', models.CharField(blank=True, choices=[('criterion', 'Another person has stronger evidence for a criterion'), ('context', 'Has not worked in a comparable situation'), ('level', 'Too little depth in something we must have'), ('availability', 'Cannot start or be on site when we need it'), ('chemistry', 'We doubt the working relationship'), ('other', 'Something else')], max_length=20)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('criterion', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='engagements.criterion')),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='held', to='shortlists.entry')),
            ],
            options={
                'indexes': [models.Index(fields=['due_at'], name='held_answer_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'not_selected'), _negated=True), models.Q(models.Q(('reason', ''), _negated=True), models.Q(('text', ''), _negated=True)), _connector='OR'), name='held_answer_of_a_client_with_a_reason'), models.CheckConstraint(condition=models.Q(('due_at__gt', models.F('given_at'))), name='held_answer_due_later')],
            },
        ),
    ]
