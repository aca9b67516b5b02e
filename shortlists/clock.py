"""Periodic tasks: one action per row. A task may run twice, late or not at all.

Briefs on hold are skipped: their deadlines are paused.
"""

from datetime import datetime

from accounts.reminders import take_steps
from interimhub.lib.ticks import tick
from shortlists.actions import held_answers, referrals
from shortlists.actions.reminders import PLANS
from shortlists.models import HeldAnswer, Referral


@tick(seconds=60)
def send_reminders(now: datetime) -> None:
    """Take the next step of every deadline that has one due: remind, escalate or end."""
    take_steps(PLANS, now=now)


@tick(seconds=15)
def pass_on_held_answers(now: datetime) -> None:
    """Let each no be heard that was given ten minutes ago, also while its brief is on hold."""
    for held in HeldAnswer.objects.due(now).select_related("entry").oldest_first():
        held_answers.pass_on(held, now=now)


@tick(seconds=60)
def end_referrals(now: datetime) -> None:
    """End the wait for named persons whose time is over, and delete what was said of them."""
    for referral in Referral.objects.over(now).first_made_first():
        referrals.lapse_referral(referral, now=now)
    Referral.objects.to_forget(now).forget_how()
