"""The app `lib`: one table of work owed, and the commands that see to it."""

from django.apps import AppConfig


class LibConfig(AppConfig):
    """Small helpers and the table of jobs."""

    name = "interimhub.lib"
    label = "lib"
    default_auto_field = "django.db.models.BigAutoField"
