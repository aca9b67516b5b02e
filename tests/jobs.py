"""Runs queued jobs in the test's own process, for tests that need their results."""

from importlib import import_module

from interimhub.lib.later import JobTask
from interimhub.lib.models import Job


def run_due_jobs() -> int:
    """Run every due job and those that they queue; return the number of runs."""
    runs = 0
    while True:
        due = list(Job.objects.due().order_by("pk"))
        if not due:
            return runs
        for job in due:
            module, name = job.task.rsplit(".", 1)
            task = getattr(import_module(module), name)
            assert isinstance(task, JobTask), job.task
            task.run(job.pk)
            runs += 1
