"""Row counts of all tables."""

from django.apps import apps


def row_counts() -> dict[str, int]:
    """Return the number of rows of each table."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}
