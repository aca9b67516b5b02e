"""A firm's search for a brief: its matches, other interims, and whom it approaches."""

from django.apps import AppConfig


class SourcingConfig(AppConfig):
    """The part of a firm's work before it contacts anybody."""

    name = "sourcing"
