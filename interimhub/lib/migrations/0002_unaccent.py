"""Let searches compare texts without their accents."""

from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("lib", "0001_initial")]

    operations = [UnaccentExtension()]
