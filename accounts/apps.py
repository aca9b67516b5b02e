"""Accounts, organisations, the activity trail, notices and e-mails."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AccountsConfig(AppConfig):
    """The app `accounts`."""

    name = "accounts"

    def ready(self) -> None:
        """Import every app's kinds of notices and of waits, so that each is known by its code."""
        autodiscover_modules("notices", "organisations.notices", "waits")
