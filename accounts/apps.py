"""Who you are, what you may do, what you did, what you were told."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People and the trail of what they do."""

    name = "accounts"
