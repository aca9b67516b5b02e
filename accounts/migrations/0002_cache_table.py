"""The table behind the cache: rate limits live in PostgreSQL."""

from typing import Any

from django.core.management import call_command
from django.db import migrations


def create(apps: Any, schema_editor: Any) -> None:
    """Create the cache's table, unless it is there."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


def drop(apps: Any, schema_editor: Any) -> None:
    """Drop it again."""
    schema_editor.execute("DROP TABLE IF EXISTS django_cache")


class Migration(migrations.Migration):
    """Create the cache's table with the others."""

    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
