"""Periodic tasks: run the checks that are due, pass on questions, remind.

The apps below know nothing of terms, so nothing there can start a check: the clock looks for
interims who are interested.
"""

from datetime import datetime

from accounts.reminders import take_steps
from interimhub.lib.ticks import tick
from terms.actions import checks, questions
from terms.actions.reminders import PLANS
from terms.models import EnvelopeQuestion, entries_to_check


@tick(seconds=15)
def run_checks(now: datetime) -> None:
    """Run the sealed check of everybody who has become interested, and of every new version."""
    for entry in entries_to_check():
        checks.run_check(entry, now=now)


@tick(seconds=60)
def pass_on_questions(now: datetime) -> None:
    """Ask the clients whose morning has come whether their envelope can move."""
    for question in EnvelopeQuestion.objects.held_until(now).select_related("envelope__brief"):
        questions.pass_on(question, now=now)


@tick(seconds=60)
def send_reminders(now: datetime) -> None:
    """Take the next step of every deadline about terms that has one due."""
    take_steps(PLANS, now=now)
