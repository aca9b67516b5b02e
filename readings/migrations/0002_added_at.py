from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [('readings', '0001_initial')]

    operations = [
        migrations.RenameField('textreading', 'brought_at', 'added_at'),
        migrations.RenameIndex('textreading', new_name='reading_added_at', old_name='reading_brought_at'),
    ]
