"""Who you are, what you may do, what you did, what you were told."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AccountsConfig(AppConfig):
    """People and the trail of what they do."""

    name = "accounts"

    def ready(self) -> None:
        """Import every app's kinds of notices and of waits, so that each is known by its code."""
        autodiscover_modules("notices", "organisations.notices", "waits")
