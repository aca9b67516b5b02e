"""The app `lib`: the job table and the relay command."""

from django.apps import AppConfig

from interimhub.lib.error_messages import install_error_messages


class LibConfig(AppConfig):
    """The job table and small helpers."""

    name = "interimhub.lib"
    label = "lib"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Install the error messages of forms."""
        install_error_messages()
