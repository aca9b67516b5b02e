
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0016_panel_posts_and_sub_firms'),
        ('providers', '0003_off_limits'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Conflict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('words', models.TextField(help_text='as the firm disclosed it to the client')),
                ('disclosed_at', models.DateTimeField()),
                ('waived_at', models.DateTimeField(blank=True, null=True)),
                ('upheld_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('disclosed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='providers.consultant')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conflicts', to='engagements.panelseat')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='conflict_in_words'), models.CheckConstraint(condition=models.Q(('waived_at__isnull', True), ('upheld_at__isnull', True), _connector='OR'), name='conflict_one_answer'), models.CheckConstraint(condition=models.Q(models.Q(('upheld_at__isnull', True), ('waived_at__isnull', True)), ('answered_by__isnull', False), _connector='OR'), name='conflict_answered_by_somebody')],
            },
        ),
    ]
