"""Load the vocabulary's files into the database."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from skills import vocabulary
from skills.models import Concept


class Command(BaseCommand):
    """Bring concepts, labels and relations in line with the files; safe to run again."""

    help = "Load ESCO's skills and our own situations, sectors and terms. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say in one line what was done."""
        changed = vocabulary.load(now=timezone.now())
        done = "loaded" if changed else "already up to date"
        self.stdout.write(f"Vocabulary {done}: {Concept.objects.count()} concepts.")
