"""Texts and documents that people add, parsed into suggestions."""

from django.apps import AppConfig


class ReadingsConfig(AppConfig):
    """Texts of users, the suggestions found in them, and the users' decisions."""

    name = "readings"
