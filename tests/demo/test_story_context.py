from datetime import UTC, datetime, timedelta

import pytest

from interimhub.demo.organisations import Cast
from interimhub.demo.story_context import LONDON, StoryContext

SUNDAY = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)


def at(now: datetime) -> StoryContext:
    return StoryContext(cast=Cast(), words=None, now=now, people={})  # type: ignore[arg-type]


@pytest.mark.parametrize("hours", range(0, 14 * 24, 7))
def test_the_friday_of_the_scene_is_the_latest_one_that_is_over(hours: int) -> None:
    stage = at(SUNDAY + timedelta(hours=hours))

    friday = stage.last_friday(18)

    assert friday.strftime("%A") == "Friday"
    assert timedelta(0) <= stage.now - friday < timedelta(days=7)


@pytest.mark.parametrize("days", range(14))
def test_future_days_are_working_days(days: int) -> None:
    stage = at(SUNDAY + timedelta(days=days))

    moments = [stage.in_days(5), stage.in_days(90), stage.working_day(1, 8).date()]

    assert [day.weekday() < 5 and day > stage.today for day in moments] == [True] * 3


def test_hours_are_in_london_time() -> None:
    summer = at(datetime(2027, 7, 5, 9, 0, tzinfo=UTC))

    assert summer.last_friday(20, 5, days_before=1).astimezone(LONDON).strftime("%a %H:%M") == (
        "Thu 20:05"
    )
