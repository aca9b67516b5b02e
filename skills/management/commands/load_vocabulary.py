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
    """Bring concepts, labels and relations in line with the files; safe to run again."""

    help = "Load ESCO's skills and our own situations, sectors and terms. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say in one line what was done."""
        now = timezone.now()
        changed = vocabulary.load(now=now)
        # Two that wait for each other would hold up everything else the worker owes.
        owed = Job.objects.live().of_task(tasks.build_link_index.name)
        if linking.lacks_index() and not owed.exists():
            with transaction.atomic():
                # A key of its own each time: the folder of an index that was made may be lost.
                later(tasks.build_link_index, f"link-index:{now:%Y%m%dT%H%M%S}")
        done = "loaded" if changed else "already up to date"
        self.stdout.write(f"Vocabulary {done}: {Concept.objects.count()} concepts.")
