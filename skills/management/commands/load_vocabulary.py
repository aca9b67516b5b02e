"""Load the vocabulary's files into the database."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from interimhub.lib.later import later
from interimhub.lib.models import Job
from skills import linking, tasks, vocabulary
from skills.models import Concept


class Command(BaseCommand):
    """Synchronise concepts, labels and relations with the files. Idempotent."""

    help = "Load ESCO's skills and our own situations, sectors and terms. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the files and report the result."""
        now = timezone.now()
        changed = vocabulary.load(now=now)
        # A second job would only wait for the first and block a worker process.
        pending = Job.objects.live().of_task(tasks.build_link_index.name)
        if linking.lacks_index() and not pending.exists():
            with transaction.atomic():
                # A new key each time: the folder of a finished index may have been lost.
                later(tasks.build_link_index, f"link-index:{now:%Y%m%dT%H%M%S}")
        done = "loaded" if changed else "already up to date"
        self.stdout.write(f"Vocabulary {done}: {Concept.objects.count()} concepts.")
