from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("shortlists", "0004_entry_result")]

    operations = [
        migrations.RenameField("mandate", old_name="available_from", new_name="can_start_on"),
    ]
