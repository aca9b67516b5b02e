"""Accounts, organisations, the activity trail, notices and e-mails."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AccountsConfig(AppConfig):
    """The app `accounts`."""

    name = "accounts"

    def ready(self) -> None:
        """Import the notices, waits, duties of members and invitations that apps declare."""
        autodiscover_modules(
            "notices",
            "organisations.notices",
            "waits",
            "handover",
            "organisations.invited",
            "invited",
        )
