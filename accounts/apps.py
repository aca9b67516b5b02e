"""Accounts, organisations, the activity trail, notices and e-mails."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AccountsConfig(AppConfig):
    """The app `accounts`."""

    name = "accounts"

    def ready(self) -> None:
        """Import what every app declares: kinds of notices and of waits, duties of members."""
        autodiscover_modules("notices", "organisations.notices", "waits", "handover")
