"""The pool of interims, its rankings for briefs, and their reasons."""

from django.apps import AppConfig


class RankingConfig(AppConfig):
    """Rankings of interims by fit."""

    name = "ranking"
