"""The app `lib`: one table of work owed, and the commands that see to it."""

from django.apps import AppConfig

from interimhub.lib.plain import speak_plainly


class LibConfig(AppConfig):
    """Small helpers and the table of jobs."""

    name = "interimhub.lib"
    label = "lib"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say on every form in plain words what is amiss."""
        speak_plainly()
