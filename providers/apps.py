"""Firms and their consultants."""

from django.apps import AppConfig


class ProvidersConfig(AppConfig):
    """The app `providers`."""

    name = "providers"
