"""The lengths of deadlines."""

from datetime import UTC, datetime, timedelta

import pytest

from interimhub.lib.workdays import Calendar
from shortlists.deadlines import answer_due, decision_due, reply_due

THURSDAY_EVENING = datetime(2026, 11, 19, 20, 5, tzinfo=UTC)
LONDON = Calendar("Europe/London")
FRIDAY_FIVE = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)


def test_an_interim_has_48_hours_to_answer():
    assert reply_due(THURSDAY_EVENING) == THURSDAY_EVENING + timedelta(hours=48)


def test_a_slate_hour_leaves_the_interim_half_of_the_time():
    due = reply_due(THURSDAY_EVENING, slate_due_at=FRIDAY_FIVE)

    assert due == THURSDAY_EVENING + (FRIDAY_FIVE - THURSDAY_EVENING) / 2


def test_a_distant_slate_hour_does_not_extend_a_deadline():
    due = reply_due(THURSDAY_EVENING, slate_due_at=THURSDAY_EVENING + timedelta(days=30))

    assert due == THURSDAY_EVENING + timedelta(hours=48)


def test_every_deadline_is_at_least_two_hours():
    due = reply_due(FRIDAY_FIVE - timedelta(minutes=30), slate_due_at=FRIDAY_FIVE)

    assert due == FRIDAY_FIVE + timedelta(minutes=90)


def test_a_past_slate_hour_does_not_shorten_a_deadline():
    due = reply_due(FRIDAY_FIVE, slate_due_at=FRIDAY_FIVE - timedelta(hours=1))

    assert due == FRIDAY_FIVE + timedelta(hours=48)


def test_a_firm_has_a_day_or_a_quarter_of_the_time_left():
    assert answer_due(THURSDAY_EVENING) == THURSDAY_EVENING + timedelta(hours=24)
    due = answer_due(THURSDAY_EVENING, slate_due_at=FRIDAY_FIVE)
    assert due == THURSDAY_EVENING + (FRIDAY_FIVE - THURSDAY_EVENING) / 4


@pytest.mark.parametrize(
    ("read_at", "due_at"),
    [
        (datetime(2026, 11, 17, 10, 0, tzinfo=UTC), datetime(2026, 11, 19, 10, 0, tzinfo=UTC)),
        (datetime(2026, 11, 19, 10, 0, tzinfo=UTC), datetime(2026, 11, 23, 10, 0, tzinfo=UTC)),
        (datetime(2026, 11, 20, 16, 0, tzinfo=UTC), datetime(2026, 11, 24, 16, 0, tzinfo=UTC)),
        (datetime(2026, 11, 21, 9, 0, tzinfo=UTC), datetime(2026, 11, 25, 9, 0, tzinfo=UTC)),
    ],
    ids=["tuesday", "thursday", "friday", "saturday"],
)
def test_a_client_has_two_working_days(read_at: datetime, due_at: datetime):
    assert decision_due(read_at, calendar=LONDON) == due_at


def test_a_public_holiday_is_not_a_working_day():
    before_christmas = datetime(2026, 12, 23, 10, 0, tzinfo=UTC)

    due = decision_due(before_christmas, calendar=Calendar("Europe/London", "GB", "ENG"))

    assert due == datetime(2026, 12, 29, 10, 0, tzinfo=UTC)


def test_a_client_that_asks_for_speed_has_less_time_to_decide():
    read_at = FRIDAY_FIVE - timedelta(hours=1)

    due = decision_due(
        read_at, calendar=LONDON, opened_at=THURSDAY_EVENING, slate_due_at=FRIDAY_FIVE
    )

    # The firms had 20 hours 55 minutes; that would be Saturday, so it is due on Monday.
    assert due == datetime(2026, 11, 23, 12, 55, tzinfo=UTC)
