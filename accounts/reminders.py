"""What the clock does about a wait that nobody ends.

The rule is the same for every wait: remind twice, tell whoever is accountable, then end it. A kind
of deadline has one `ReminderPlan`, which says when; its app says how, in `actions.reminders`.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from accounts.models import Deadline, DeadlineKind, DeadlineQuerySet
from interimhub.lib.refused import Refused
from interimhub.lib.workdays import Calendar

logger = logging.getLogger(__name__)

DST = timedelta(hours=1)  # by which a day can be shorter


class Act(IntEnum):
    """What a step does. The number is that of the steps taken before it."""

    REMIND = 0
    REMIND_AGAIN = 1
    ESCALATE = 2
    END = 3


@dataclass(frozen=True, slots=True)
class Moment:
    """When a step is taken, relative to the due date.

    Attributes:
        after: negative is before it.
        workdays: working days of the brief's country, counted from there.
    """

    after: timedelta = timedelta(0)
    workdays: int = 0

    def of(self, due_at: datetime, calendar: Calendar) -> datetime:
        """Return the moment for one due date."""
        moment = due_at + self.after
        return calendar.after_workdays(moment, self.workdays) if self.workdays else moment

    @property
    def at_the_earliest(self) -> timedelta:
        """The offset if no weekend, holiday or change of the clocks is in between."""
        return self.after + (timedelta(days=self.workdays) - DST if self.workdays else timedelta(0))


def workdays(days: int) -> Moment:
    """Return the moment some working days after the due date."""
    return Moment(workdays=days)


def hours(number: int) -> Moment:
    """Return the moment some hours after the due date; negative is before it."""
    return Moment(timedelta(hours=number))


AT_ONCE = hours(0)
A_DAY, TWO_DAYS, FOUR_DAYS = workdays(1), workdays(2), workdays(4)


@dataclass(frozen=True, slots=True)
class ReminderPlan:
    """When the steps of one kind of deadline are taken.

    Attributes:
        gap: the shortest time between two steps, so that nobody is passed over after a pause of the
        clock.
    """

    kind: DeadlineKind
    remind: Moment = AT_ONCE
    again: Moment = A_DAY
    escalate: Moment = TWO_DAYS
    end: Moment = FOUR_DAYS
    gap: timedelta = timedelta(hours=12)

    @property
    def moments(self) -> tuple[Moment, Moment, Moment, Moment]:
        """The moments in the order of `Act`."""
        return (self.remind, self.again, self.escalate, self.end)

    def due(self, now: datetime) -> DeadlineQuerySet:
        """Return the deadlines whose next step may be due; `take_step` knows the working days."""
        offsets = [moment.at_the_earliest for moment in self.moments]
        return Deadline.objects.of_kind(self.kind).to_remind(offsets, gap=self.gap, now=now)

    def take_step(self, deadline: Deadline, *, calendar: Calendar, now: datetime) -> Act | None:
        """Take the next step of a deadline if it is still due; call it with the scope locked.

        Returns:
            What is to be done; None if nothing is due.
        """
        still = self.due(now).filter(pk=deadline.pk).first()
        if still is None or still.due_at is None:
            return None
        act = Act(still.step)
        if self.moments[act].of(still.due_at, calendar) > now or not still.take_step(now=now):
            return None
        return act


Chase = Callable[..., bool]
Plans = Iterable[tuple[ReminderPlan, Chase]]


def take_steps(plans: Plans, *, now: datetime) -> None:
    """Take the next step of every deadline that has one due."""
    for plan, chase in plans:
        for deadline in plan.due(now).order_by("pk").iterator():
            try:
                chase(deadline, now=now)
            except Refused:
                logger.info("deadline %s moved on before its clock ran out", deadline.pk)
