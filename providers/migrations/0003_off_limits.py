
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('providers', '0002_memberships_follow_one_another'),
    ]

    operations = [
        migrations.CreateModel(
            name='OffLimits',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=140)),
                ('key', models.CharField(help_text='the name as it is compared', max_length=140)),
                ('added_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('firm', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='off_limits', to='providers.firm')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('firm', 'key'), name='off_limits_once'), models.CheckConstraint(condition=models.Q(('key', ''), _negated=True), name='off_limits_named'), models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('ended_at__gte', models.F('added_at')), _connector='OR'), name='off_limits_ends_later')],
            },
        ),
    ]
