"""Parse days as files have them: ISO with or without day and month, timestamps, names of months."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

EARLIEST_YEAR = 1950

# Words for "until today", in English, German, French and Dutch.
TO_DATE = frozenset(
    (
        *("present", "to present", "current", "currently", "now", "until now", "till now"),
        *("today", "to date", "till date", "ongoing"),
        *("heute", "bis heute", "jetzt", "aktuell", "derzeit", "laufend", "fortlaufend"),
        *("gegenwart", "gegenwärtig"),
        *("aujourd'hui", "à ce jour", "a ce jour", "présent", "actuel", "actuellement"),
        *("en cours", "maintenant"),
        *("heden", "tot heden", "nu", "tot nu", "huidig", "lopend", "momenteel"),
    )
)
# The first letters of months in the same languages; the longer first if one is the start of
# another ("juin", "juil").
_MONTHS = (
    ("jan",),
    ("feb", "fév", "fev"),
    ("mär", "mar", "mrz", "maa", "mrt"),
    ("apr", "avr"),
    ("mai", "may", "mei"),
    ("jun", "juin"),
    ("jul", "juil"),
    ("aug", "aoû", "aou"),
    ("sep",),
    ("oct", "okt"),
    ("nov",),
    ("dec", "déc", "dez"),
)
_YEAR_FIRST = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_MONTH_FIRST = re.compile(r"(\d{1,2})[-/.](\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_IN_WORDS = re.compile(r"(?:(\d{1,2})\.?(?:st|nd|rd|th)? )?([^\W\d_]{3,})\.?,? (\d{4})")
_TIME = re.compile(r"(?<=\d)[T ]\d{1,2}:\d{2}.*")


class NoDay(ValueError):
    """The text is not a day. The message says why, worded to follow the text."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day, a month or a year; `month` and `day` are 0 if the text does not give them."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def first(self) -> date:
        """The first day that it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day that it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


def is_to_date(text: str) -> bool:
    """Whether the text means "until today"."""
    return " ".join(text.replace("\u2019", "'").split()).strip("().–- ").casefold() in TO_DATE


def day_of(given: str | float) -> Day:
    """Parse a day.

    Raises:
        NoDay: it is not a day, not in the calendar, or before 1950.
    """
    text = f"{given:.0f}" if isinstance(given, int | float) else _TIME.sub("", given.strip())
    found = _parsed(" ".join(text.split()))
    if found is None:
        raise NoDay("is not a day such as 2024-03-31")
    if found.year < EARLIEST_YEAR:
        raise NoDay(f"is before {EARLIEST_YEAR}")
    try:
        _ = found.first, found.last
    except (ValueError, calendar.IllegalMonthError):
        raise NoDay("is not a day of the calendar") from None
    return found


def _parsed(text: str) -> Day | None:
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = match.groups(default="0")
        is_zero = "0" in {match[2], match[3]} or "00" in {match[2], match[3]}
        return None if is_zero else Day(int(year), int(month), int(day))
    if match := _MONTH_FIRST.fullmatch(text):
        return Day(int(match[2]), int(match[1]) or 13)
    if match := _DAY_FIRST.fullmatch(text):
        return Day(int(match[3]), int(match[2]) or 13, int(match[1]) or 32)
    if match := _IN_WORDS.fullmatch(text):
        number = _month(match[2])
        return Day(int(match[3]), number, int(match[1] or 0)) if number else None
    return None


def _month(word: str) -> int:
    """Return the number of the month that a word names, or 0."""
    folded = word.casefold()
    starts = [(start, number) for number, names in enumerate(_MONTHS, 1) for start in names]
    return next((number for start, number in starts if folded.startswith(start)), 0)
