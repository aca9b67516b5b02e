"""Trigram search, before the first index that needs it."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    """Create the extension `pg_trgm`, which PostgreSQL lets a database's owner do."""

    initial = True
    dependencies = []
    operations = [TrigramExtension()]
