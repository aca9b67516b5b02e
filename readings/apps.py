"""Texts and documents that people add, parsed into suggestions."""

from django.apps import AppConfig


class ReadingsConfig(AppConfig):
    """A text of somebody's own, what was found in it, and what they made of that."""

    name = "readings"
