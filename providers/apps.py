"""Firms and the consultants who answer for them."""

from django.apps import AppConfig


class ProvidersConfig(AppConfig):
    """Specialist firms, generalists and RPOs, on equal terms."""

    name = "providers"
