"""When the clock reminds, escalates and ends, for each kind of deadline in a conversation.

Offsets count from the due date, in working days of the brief's country. Two differ: an approach, as
its deadline does, counts hours; a permission ends on its last day, so its steps come before it.
"""

from datetime import timedelta

from accounts.reminders import ReminderPlan, hours, workdays
from shortlists.deadlines import CLIENT_WAITS, ConversationDeadline

JUST_NOW = timedelta(hours=12)
"""Who was told the same of another wait within this time is not told again."""

# The interim's; at the third step their firm is asked to call them.
REPLY = ReminderPlan(
    ConversationDeadline.APPROACH_ANSWER,
    remind=hours(-12),
    again=hours(0),
    escalate=hours(24),
    end=hours(48),
)
AGREEMENT = ReminderPlan(ConversationDeadline.CHANGE_AGREE)
TIMES = ReminderPlan(
    ConversationDeadline.INTERVIEW_PICK,
    remind=hours(-12),
    again=hours(0),
    escalate=workdays(1),
    end=workdays(3),
)
# One reminder, and then the words may go: the wait is over, and the permission has a clock.
WORDS = ReminderPlan(
    ConversationDeadline.WORDS_CHECK, remind=hours(-6), again=hours(0), gap=timedelta(0)
)

# The consultant's; at the third step the administrators of the firm are told.
ANSWER = ReminderPlan(
    ConversationDeadline.QUESTION_ANSWER, again=workdays(1), escalate=workdays(2), end=workdays(3)
)
# The last day begins a day before `due_at`.
PERMISSION = ReminderPlan(
    ConversationDeadline.MANDATE_USE,
    remind=hours(-8 * 24),
    again=hours(-3 * 24),
    escalate=hours(-2 * 24),
    end=hours(0),
    gap=timedelta(0),
)

# The manager's; at the third step everybody of the client who hears of decisions is told, and the
# firm is asked to call.
CLIENT = {kind: ReminderPlan(kind) for kind in CLIENT_WAITS}
