"""The vocabulary of skills, situations, sectors and roles."""

from django.apps import AppConfig


class SkillsConfig(AppConfig):
    """Concepts, their labels and relations; no people."""

    name = "skills"
