"""Deadlines of people, and their lines on the page *today*."""

from datetime import datetime

from django.db import models

from accounts.models import Deadline, DeadlineKind, User
from accounts.waits import Wait, waits_for
from interimhub.shell import organisations_of
from shortlists.shared_work import work_shared_with
from tests.factories import NOW


def today(user: User, now: datetime = NOW) -> list[Wait]:
    """Return the lines of a person's page."""
    shared = work_shared_with(user, now=now)
    return waits_for(user, organisations=organisations_of(user), shared=shared, now=now)


def verbs(user: User, now: datetime = NOW) -> list[str]:
    """Return the buttons of a person's page."""
    return [wait.verb for wait in today(user, now)]


def deadline_of(subject: models.Model, kind: DeadlineKind) -> Deadline:
    """Return the open deadline of a kind."""
    return Deadline.objects.about(subject).of_kind(kind).open().get()


def due_at(subject: models.Model, kind: DeadlineKind) -> datetime | None:
    """Return when the open deadline of a kind is due."""
    return deadline_of(subject, kind).due_at
