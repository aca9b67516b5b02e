"""How the firms on a brief work beside each other: the coordinator's page, and their reach."""

from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    """What is counted for a coordinator and for a client; it decides on nobody."""

    name = "coordination"
