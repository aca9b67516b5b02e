"""Until when somebody is asked to answer."""

from datetime import UTC, datetime, timedelta

import pytest

from interimhub.lib.workdays import Calendar
from shortlists.deadlines import answer_due, decision_due, reply_due

THURSDAY_EVENING = datetime(2026, 11, 19, 20, 5, tzinfo=UTC)
LONDON = Calendar("Europe/London")
FRIDAY_FIVE = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)


def test_an_interim_has_48_hours():
    assert reply_due(THURSDAY_EVENING) == THURSDAY_EVENING + timedelta(hours=48)


def test_a_slate_hour_halves_what_is_left_for_the_interim():
    due = reply_due(THURSDAY_EVENING, slate_due_at=FRIDAY_FIVE)

    assert due == THURSDAY_EVENING + (FRIDAY_FIVE - THURSDAY_EVENING) / 2


def test_a_far_slate_hour_lengthens_nothing():
    due = reply_due(THURSDAY_EVENING, slate_due_at=THURSDAY_EVENING + timedelta(days=30))

    assert due == THURSDAY_EVENING + timedelta(hours=48)


def test_nobody_is_given_less_than_two_hours():
    due = reply_due(FRIDAY_FIVE - timedelta(minutes=30), slate_due_at=FRIDAY_FIVE)

    assert due == FRIDAY_FIVE + timedelta(minutes=90)


def test_a_slate_hour_that_has_passed_shortens_nothing():
    due = reply_due(FRIDAY_FIVE, slate_due_at=FRIDAY_FIVE - timedelta(hours=1))

    assert due == FRIDAY_FIVE + timedelta(hours=48)


def test_a_firm_has_a_day_to_answer_and_a_quarter_of_what_is_left():
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


def test_a_public_holiday_is_not_one_of_the_clients_two_days():
    before_christmas = datetime(2026, 12, 23, 10, 0, tzinfo=UTC)

    due = decision_due(before_christmas, calendar=Calendar("Europe/London", "GB", "ENG"))

    assert due == datetime(2026, 12, 29, 10, 0, tzinfo=UTC)


def test_who_asks_for_speed_answers_with_it():
    read_at = FRIDAY_FIVE - timedelta(hours=1)

    due = decision_due(
        read_at, calendar=LONDON, opened_at=THURSDAY_EVENING, slate_due_at=FRIDAY_FIVE
    )

    # 20 hours 55 minutes were given; they end on Saturday, so it is Monday.
    assert due == datetime(2026, 11, 23, 12, 55, tzinfo=UTC)
