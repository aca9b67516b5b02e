"""`manage.py relay`: the one process that publishes jobs to the broker."""

from django.core.management.base import BaseCommand

from interimhub.lib.broker import publisher
from interimhub.lib.relay import Relay


class Command(BaseCommand):
    """Run the relay until it gets a signal to stop."""

    help = "Publishes due jobs to the broker. Safe to run more than once."
    requires_system_checks: list[str] = []

    def handle(self, *args: object, **options: object) -> None:
        """Run it."""
        Relay(publisher()).run()
