"""A firm's search on a brief: reading its matches, finding others, deciding whom to approach."""

from django.apps import AppConfig


class SourcingConfig(AppConfig):
    """What a firm does with the ranking of a brief before it contacts anybody."""

    name = "sourcing"
