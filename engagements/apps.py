"""Clients, their briefs, the panel of firms on each, and fit."""

from django.apps import AppConfig


class EngagementsConfig(AppConfig):
    """What a company needs, and who arithmetic says could meet it."""

    name = "engagements"
