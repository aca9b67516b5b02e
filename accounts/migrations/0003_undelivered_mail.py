"""E-mails that could not be delivered: what they were for, who sent them, until when."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the columns, and settle what was given up as what was sent."""

    dependencies = [
        ('accounts', '0002_cache_table'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='mail',
            name='mail_sent_without_text',
        ),
        migrations.AddField(
            model_name='mail',
            name='failed_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='mail',
            name='sender',
            field=models.ForeignKey(help_text='who sent it', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='mail',
            name='subject_row',
            field=models.CharField(blank=True, help_text='what it is about: providers.firminvitation:31', max_length=80),
        ),
        migrations.AddField(
            model_name='mail',
            name='useful_until',
            field=models.DateTimeField(help_text='not sent later than this', null=True),
        ),
        migrations.AddIndex(
            model_name='mail',
            index=models.Index(condition=models.Q(('failed_at', None), ('sent_at', None)), fields=['id'], name='mail_waiting'),
        ),
        migrations.AddIndex(
            model_name='mail',
            index=models.Index(condition=models.Q(('subject_row', ''), _negated=True), fields=['subject_row'], name='mail_subject_row'),
        ),
        migrations.AddConstraint(
            model_name='mail',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('failed_at__isnull', True), ('sent_at__isnull', True)), models.Q(('html', ''), ('subject', ''), ('text', ''), ('to', '')), _connector='OR'), name='mail_settled_without_text'),
        ),
        migrations.AddConstraint(
            model_name='mail',
            constraint=models.CheckConstraint(condition=models.Q(('sent_at__isnull', True), ('failed_at__isnull', True), _connector='OR'), name='mail_sent_or_failed'),
        ),
    ]
