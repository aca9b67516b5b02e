"""Steps of overdue deadlines: remind twice, escalate, end. One plan for each kind."""

from accounts.reminders import Chase, ReminderPlan
from shortlists.actions.reminders import plans
from shortlists.actions.reminders.clients import remind_client
from shortlists.actions.reminders.firms import remind_of_answer, remind_of_permission
from shortlists.actions.reminders.interims import (
    remind_of_agreement,
    remind_of_reply,
    remind_of_times,
    remind_of_words,
)

PLANS: tuple[tuple[ReminderPlan, Chase], ...] = (
    (plans.REPLY, remind_of_reply),
    (plans.AGREEMENT, remind_of_agreement),
    (plans.TIMES, remind_of_times),
    (plans.WORDS, remind_of_words),
    (plans.ANSWER, remind_of_answer),
    (plans.PERMISSION, remind_of_permission),
    *((plan, remind_client) for plan in plans.CLIENT.values()),
)
