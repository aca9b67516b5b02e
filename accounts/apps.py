"""Accounts, organisations, the activity trail, notices and e-mails."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AccountsConfig(AppConfig):
    """The app `accounts`."""

    name = "accounts"

    def ready(self) -> None:
        """Import the kinds of notices and waits and the duties of members that apps declare."""
        autodiscover_modules("notices", "organisations.notices", "waits", "handover")
