"""Helpers for tests of references: asking, and the letter that the referee gets."""

import re
from datetime import datetime
from typing import Any

from django.core import mail

from candidates.models import Candidate, PastAssignment
from references import actions
from references.models import Reference
from references.results import results_of
from tests.factories import NOW, PastAssignmentFactory
from tests.jobs import run_due_jobs

EMAIL = "dagmar.lind@example.org"
LINK = re.compile(r"/references/letter/([\w-]+)/")


def ask(
    work: PastAssignment | None = None, *, email: str = EMAIL, now: datetime = NOW, **facts: Any
) -> Reference:
    """Ask a referee about an assignment, as its interim does on the page."""
    work = work or PastAssignmentFactory()
    candidate: Candidate = work.candidate
    assert candidate.user is not None
    result = next(one for one in results_of(candidate) if one.source == work)
    who = {"name": "Dagmar Lind", "role": "Chief operating officer", "relation": "superior"}
    return actions.ask_for_reference(
        candidate, result=result, email=email, **(who | facts), by=candidate.user, now=now
    )


def write(reference: Reference, *, now: datetime = NOW, **facts: Any) -> None:
    """Answer a request, as its referee does."""
    words = {
        "saw": "Deliveries were late for a year. Five months later they were not.",
        "verdict": "yes",
        "basis": "I chaired the weekly review.",
        "is_named": True,
        "name": "Dagmar Lind",
        "role": "Chief operating officer",
    }
    actions.answer(reference, **(words | facts), now=now)


def letters_to(email: str = EMAIL) -> list[Any]:
    """Return the letters that a referee has got, oldest first."""
    run_due_jobs()
    return [letter for letter in mail.outbox if letter.to == [email]]


def secret_in(letter: Any) -> str:
    """Return the secret of the link in a letter."""
    found = LINK.search(str(letter.body))
    assert found, letter.body
    return found[1]
