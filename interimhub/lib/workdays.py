"""Working days of a place: no weekends and no public holidays, in its time zone."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of a place.

    Attributes:
        zone: an IANA time zone, "Europe/London", for the start and end of days.
        country: ISO 3166-1 alpha-2, "GB"; if empty, only weekends are skipped.
        subdivision: ISO 3166-2 without the country, "ENG"; if empty, only holidays of the whole
            country are skipped.
    """

    zone: str
    country: str = ""
    subdivision: str = ""

    def is_workday(self, day: date) -> bool:
        """Return whether people work on this day."""
        if self.country:
            return _holidays(self.country, self.subdivision).is_working_day(day)
        return day.weekday() < SATURDAY

    def from_workday(self, moment: datetime) -> datetime:
        """Return `moment` if it is on a working day, else the same hour of the next working day."""
        return self._back(self._roll(self._local(moment)), moment)

    def next_workday(self, moment: datetime) -> datetime:
        """Return the same hour of the first working day after the day of `moment`."""
        return self._back(self._roll(self._local(moment) + timedelta(days=1)), moment)

    def after_workdays(self, moment: datetime, days: int) -> datetime:
        """Return the same hour `days` working days later.

        A moment that is not on a working day counts as the same hour of the next one.
        """
        local = self._roll(self._local(moment))
        for _ in range(days):
            local = self._roll(local + timedelta(days=1))
        return self._back(local, moment)

    def start_of(self, day: date) -> datetime:
        """Return the start of a day."""
        return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(self.zone))

    def day_of(self, moment: datetime) -> date:
        """Return the day on which a moment falls."""
        return self._local(moment).date()

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(self.zone))

    def _roll(self, local: datetime) -> datetime:
        """Move forward to a working day, keeping the local time of day."""
        while not self.is_workday(local.date()):
            local += timedelta(days=1)
        return local

    def _back(self, local: datetime, moment: datetime) -> datetime:
        return local.astimezone(moment.tzinfo)


@lru_cache(maxsize=64)
def _holidays(country: str, subdivision: str) -> holidays.HolidayBase:
    """Return the public holidays of a country; the object computes each year when needed."""
    return holidays.country_holidays(country, subdiv=subdivision or None)
