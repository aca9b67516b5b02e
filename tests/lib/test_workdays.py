"""Working days: weekends, public holidays, time zones."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from interimhub.lib.workdays import Calendar

LONDON = Calendar("Europe/London", "GB", "ENG")
BERLIN = Calendar("Europe/Berlin", "DE")
NEW_YORK = Calendar("America/New_York", "US")
RIYADH = Calendar("Asia/Riyadh", "SA")
TOKYO = Calendar("Asia/Tokyo")
CALENDARS = [LONDON, BERLIN, NEW_YORK, RIYADH, TOKYO]

calendars = st.sampled_from(CALENDARS)
# Hypothesis takes the bounds without a zone and adds the zone itself.
FIRST, LAST = datetime(2020, 1, 1), datetime(2035, 12, 31)  # noqa: DTZ001
moments = st.datetimes(FIRST, LAST, timezones=st.just(UTC))
some_days = st.integers(min_value=0, max_value=30)
HOUR = timedelta(hours=1)


def local(moment: datetime, calendar: Calendar) -> datetime:
    return moment.astimezone(ZoneInfo(calendar.zone))


def is_skipped(shown: datetime) -> bool:
    """Return whether this local time does not exist, because the clocks were moved forward."""
    return shown.astimezone(UTC).astimezone(shown.tzinfo).time() != shown.time()


# Some days by hand


def test_a_weekend_is_skipped():
    friday = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)

    assert LONDON.next_workday(friday) == datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
    assert LONDON.after_workdays(friday, 2) == datetime(2026, 11, 24, 16, 0, tzinfo=UTC)


def test_a_moment_on_a_weekend_counts_as_the_monday_after_it():
    saturday = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)

    assert LONDON.from_workday(saturday) == datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    assert LONDON.after_workdays(saturday, 2) == datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def test_christmas_is_skipped_where_it_is_a_public_holiday():
    christmas_eve = datetime(2026, 12, 24, 12, 0, tzinfo=UTC)

    # Christmas, Saturday, Sunday, and the Monday in place of Boxing Day.
    assert LONDON.next_workday(christmas_eve) == datetime(2026, 12, 29, 12, 0, tzinfo=UTC)
    assert TOKYO.next_workday(christmas_eve) == datetime(2026, 12, 25, 12, 0, tzinfo=UTC)


def test_a_holiday_of_one_country_is_a_working_day_in_another():
    thanksgiving, unity = date(2026, 11, 26), date(2026, 10, 3)

    assert not NEW_YORK.is_workday(thanksgiving)
    assert LONDON.is_workday(thanksgiving)
    assert not BERLIN.is_workday(unity)


def test_a_weekend_is_the_one_of_the_country():
    friday, sunday = date(2026, 11, 20), date(2026, 11, 22)

    assert (RIYADH.is_workday(friday), RIYADH.is_workday(sunday)) == (False, True)


def test_working_days_keep_the_hour_when_the_clocks_change():
    friday = datetime(2026, 10, 23, 15, 0, tzinfo=UTC)  # 16:00 in London, summer time

    due = LONDON.after_workdays(friday, 2)

    assert due == datetime(2026, 10, 27, 16, 0, tzinfo=UTC)  # 16:00 in London, winter time


def test_the_day_is_that_of_the_time_zone():
    late_sunday_utc = datetime(2026, 11, 22, 23, 0, tzinfo=UTC)  # Monday 08:00 in Tokyo

    due = TOKYO.after_workdays(late_sunday_utc, 1)

    assert due == datetime(2026, 11, 23, 23, 0, tzinfo=UTC)


def test_a_day_begins_in_its_time_zone():
    assert BERLIN.start_of(date(2026, 7, 1)) == datetime(2026, 6, 30, 22, 0, tzinfo=UTC)


def test_a_country_that_the_library_does_not_know_is_an_error():
    with pytest.raises(NotImplementedError):
        Calendar("Europe/London", "XX").is_workday(date(2026, 11, 20))


# Properties


@given(calendars, moments, some_days)
def test_a_due_day_is_never_a_weekend_or_a_holiday(calendar: Calendar, moment: datetime, days: int):
    for due in (
        calendar.from_workday(moment),
        calendar.next_workday(moment),
        calendar.after_workdays(moment, days),
    ):
        assert calendar.is_workday(local(due, calendar).date())


@given(calendars, moments, some_days)
def test_the_local_hour_is_kept(calendar: Calendar, moment: datetime, days: int):
    due = local(calendar.after_workdays(moment, days), calendar)

    shown = datetime.combine(due.date(), local(moment, calendar).time(), due.tzinfo)
    assume(not is_skipped(shown))
    assert due.time() == local(moment, calendar).time()


@given(calendars, moments, some_days)
def test_the_number_of_working_days_in_between_is_right(
    calendar: Calendar, moment: datetime, days: int
):
    first = local(calendar.from_workday(moment), calendar).date()
    last = local(calendar.after_workdays(moment, days), calendar).date()

    between = [first + timedelta(days=n) for n in range((last - first).days)]
    assert sum(calendar.is_workday(day) for day in between) == days


@given(calendars, moments, st.timedeltas(HOUR, timedelta(days=400)), some_days)
def test_a_later_start_is_never_due_earlier(
    calendar: Calendar, moment: datetime, later: timedelta, days: int
):
    # Within the hour that the clocks repeat or leave out, the hour shown does not tell which is
    # earlier; so the two are an hour apart.
    for due in (
        calendar.from_workday,
        calendar.next_workday,
        lambda start: calendar.after_workdays(start, days),
    ):
        assert due(moment) <= due(moment + later)


@given(calendars, moments)
def test_the_next_working_day_is_a_later_day(calendar: Calendar, moment: datetime):
    due = calendar.next_workday(moment)

    assert local(due, calendar).date() > local(moment, calendar).date()
    if calendar.is_workday(local(moment, calendar).date()):
        assert due == calendar.after_workdays(moment, 1)


@given(calendars, moments, some_days)
def test_the_result_is_in_the_time_zone_of_the_input(
    calendar: Calendar, moment: datetime, days: int
):
    asked = moment.astimezone(ZoneInfo("Australia/Sydney"))

    due = calendar.after_workdays(asked, days)

    assert due.tzinfo == asked.tzinfo
    assert due == calendar.after_workdays(moment, days)


@given(calendars, st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_a_day_begins_at_midnight(calendar: Calendar, day: date):
    begins = local(calendar.start_of(day), calendar)

    assert (begins.date(), begins.time()) == (day, time())
