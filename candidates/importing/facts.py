"""From one outside profile to what it says in our words; what cannot be said is noted."""

import calendar
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from candidates.importing import schema
from candidates.importing.reading import Unreadable
from candidates.importing.vocabulary import Names
from skills.places import Language
from skills.scales import Level

EARLIEST_YEAR = 1950
LATEST_AHEAD = timedelta(days=3 * 366)
UNTITLED = "Past assignment"
ID_LENGTH = 120

# What a level is called outside, beside our own names and labels. JSON Resume prescribes no words;
# these are the ones its editors and themes offer. A word that is not here stays unknown and is
# noted: a level is never guessed.
LEVEL_WORDS = {
    "novice": Level.WORKING,
    "beginner": Level.WORKING,
    "basic": Level.WORKING,
    "intermediate": Level.PRACTISED,
    "proficient": Level.PRACTISED,
    "advanced": Level.LEADING,
    "expert": Level.LEADING,
    "master": Level.AUTHORITY,
    "authority": Level.AUTHORITY,
    **{word.casefold(): step for step in Level for word in (step.name, step.label)},
}


@dataclass(frozen=True, slots=True)
class Work:
    """One past assignment, as it is stored; concepts by key."""

    title: str
    organisation: str = ""
    mandate: str = ""
    result: str = ""
    started_on: date | None = None
    ended_on: date | None = None
    situations: tuple[int, ...] = ()
    sectors: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ProfileFacts:
    """What an imported profile says.

    Attributes:
        id: its identity within the source; a JSON Resume that gives none is known by its address.
        columns: the profile's own columns.
        skills: concept → (level, last used), unknown ones None.
        record: the assignments, in the file's order.
        notes: what the file said and we could not keep, in words.
    """

    id: str
    columns: dict[str, Any]
    skills: dict[int, tuple[int | None, int | None]]
    record: list[Work]
    notes: list[str] = field(default_factory=list, compare=False)

    @property
    def sectors(self) -> set[int]:
        """Every sector that an assignment names."""
        return {sector for work in self.record for sector in work.sectors}


def facts_of(data: dict[str, Any], *, vocabulary: Names, today: date) -> ProfileFacts:
    """Read one profile, JSON Resume or our keys by themselves.

    Where `meta.interimhub` tells assignments, they are the record and `work` is not read; else
    `work` is, one assignment an employment.

    Raises:
        Unreadable: it breaks the schema, has no id, or tells of a day that cannot be.
    """
    is_resume = "basics" in data or "work" in data or "interimhub" in _part(data, "meta")
    try:
        schema.check(data, "resume" if is_resume else "ours")
        return _Reader(data if is_resume else {}, data, vocabulary, today).read(is_resume)
    except RecursionError:
        raise Unreadable("is nested too deeply") from None


class _Reader:
    """Reads one profile; collects notes on the way."""

    def __init__(
        self, resume: dict[str, Any], data: dict[str, Any], vocabulary: Names, today: date
    ) -> None:
        self.resume = resume
        self.data = data
        self.vocabulary = vocabulary
        self.today = today
        self.notes: list[str] = []

    def read(self, is_resume: bool) -> ProfileFacts:
        ours = _part(_part(self.data, "meta"), "interimhub") if is_resume else self.data
        basics = _part(self.resume, "basics")
        title = str(ours.get("title") or basics.get("label") or "").strip()
        email = self._email(basics.get("email", ""))
        return ProfileFacts(
            id=self._id(ours, email),
            columns={
                "headline": title,
                "summary": str(basics.get("summary", "")).strip(),
                "seniority": _whole(ours.get("seniority")),
                "languages": self._languages(ours),
                "regions": _once(ours.get("regions", [])),
                "right_to_work": _once(ours.get("right_to_work", [])),
                "is_remote_ok": bool(ours.get("remote", False)),
                "available_from": self._available(ours.get("available_from")),
                "imported_email": email,
            },
            skills=self._skills([*ours.get("skills", []), *self.resume.get("skills", [])]),
            record=self._record(ours, title),
            notes=self.notes,
        )

    def _id(self, ours: dict[str, Any], email: str) -> str:
        ident = str(ours.get("id", "")).strip() or email
        if not ident:
            raise Unreadable(
                "has no id; give meta.interimhub.id, its identity in your system, or basics.email"
            )
        if len(ident) > ID_LENGTH:
            raise Unreadable("basics.email: too long to be its identity; give meta.interimhub.id")
        return ident

    def _email(self, email: str) -> str:
        email = email.strip().lower()
        try:
            if email:
                validate_email(email)
        except ValidationError:
            raise Unreadable(f"basics.email: “{email[:60]}” is not an e-mail address") from None
        return email

    def _languages(self, ours: dict[str, Any]) -> list[str]:
        codes = list(ours.get("languages", []))
        by_name = {label.casefold(): code for code, label in Language.choices}
        for number, spoken in enumerate(self.resume.get("languages", []), 1):
            name = str(spoken.get("language", "")).strip()
            if code := by_name.get(name.casefold()):
                codes.append(code)
            elif name:
                self.notes.append(f"languages[{number}]: “{name}” is not one of our languages")
        return _once(codes)

    def _available(self, text: str | None) -> date | None:
        if not text:
            return None
        free = self._day(text, "available_from", last=False)
        if free and free - self.today > LATEST_AHEAD:
            raise Unreadable(f"available_from: {text} is more than three years away")
        return free

    # Skills

    def _skills(self, given: list[dict[str, Any]]) -> dict[int, tuple[int | None, int | None]]:
        held: dict[int, tuple[int | None, int | None]] = {}
        for number, skill in enumerate(given, 1):
            place = f"skills[{number}]"
            level = self._level(skill.get("level"), place)
            used = self._year(skill.get("last_used"), f"{place}.last_used")
            names = [skill] if skill.get("id") or skill.get("name") else []
            for name in [*names, *skill.get("keywords", [])]:
                concept = self._concept("skill", name, place)
                if concept is not None:
                    before = held.get(concept, (None, None))
                    held[concept] = (_most(before[0], level), _most(before[1], used))
        return held

    def _concept(self, family: str, given: Any, place: str) -> int | None:
        code = given.get("id", "") if isinstance(given, dict) else ""
        name = given.get("name", "") if isinstance(given, dict) else str(given)
        find: list[Callable[[], int | None]] = [
            lambda: self.vocabulary.coded(family, code or name),
            lambda: self.vocabulary.named(family, name),
        ]
        concept = next((found for look in find if (found := look()) is not None), None)
        if concept is None and (code or name).strip():
            self.notes.append(f"{place}: “{(name or code)[:80]}” names no {family} of ours")
        return concept

    def _level(self, given: Any, place: str) -> int | None:
        if isinstance(given, str):
            found = LEVEL_WORDS.get(given.strip().casefold())
            if found is None and given.strip():
                self.notes.append(f"{place}.level: “{given[:40]}” is not on our scale; not kept")
            return _whole(found)
        return _whole(given)

    # Record

    def _record(self, ours: dict[str, Any], title: str) -> list[Work]:
        if ours.get("assignments"):
            told = enumerate(ours["assignments"], 1)
            return [self._assignment(work, f"assignments[{n}]", title) for n, work in told]
        return [
            self._employment(work, f"work[{number}]")
            for number, work in enumerate(self.resume.get("work", []), 1)
        ]

    def _assignment(self, given: dict[str, Any], place: str, title: str) -> Work:
        return Work(
            title=(str(given.get("title", "")).strip() or title or UNTITLED),
            result=str(given.get("text", "")).strip(),
            ended_on=self._past(given.get("ended"), f"{place}.ended", last=True),
            situations=self._concepts("situation", given.get("situations", []), place),
            sectors=self._concepts("sector", given.get("sectors", []), place),
        )

    def _employment(self, given: dict[str, Any], place: str) -> Work:
        began = self._past(given.get("startDate"), f"{place}.startDate", last=False)
        ended = self._past(given.get("endDate"), f"{place}.endDate", last=True)
        if began and ended and ended < began:
            raise Unreadable(f"{place}: it ends on {ended} before it begins on {began}")
        return Work(
            title=str(given.get("position", "")).strip() or UNTITLED,
            organisation=str(given.get("name") or given.get("company") or "").strip(),
            mandate=str(given.get("summary", "")).strip(),
            result="\n".join(given.get("highlights", [])).strip(),
            started_on=began,
            ended_on=ended,
        )

    def _concepts(self, family: str, given: list[Any], place: str) -> tuple[int, ...]:
        found = {self._concept(family, name, f"{place}.{family}s") for name in given}
        return tuple(sorted(concept for concept in found if concept is not None))

    # Days

    def _year(self, given: Any, place: str) -> int | None:
        moment = self._past(given, place, last=False)
        return moment.year if moment else None

    def _past(self, given: Any, place: str, *, last: bool) -> date | None:
        """Return a day that has been; of "2024" or "2024-03" its first or last, at most today."""
        if given in (None, ""):
            return None
        if not isinstance(given, str) and not 0 < given <= date.max.year:
            raise Unreadable(f"{place}: {str(given)[:20]} is not a year")
        text = given if isinstance(given, str) else f"{int(given):04}"
        if (self._day(text, place, last=False) or self.today) > self.today:
            raise Unreadable(f"{place}: {text} is still to come")
        day = self._day(text, place, last=last)
        return min(day, self.today) if day else None

    def _day(self, text: str, place: str, *, last: bool) -> date | None:
        year, month, day = ([int(part) for part in text.split("-")] + [0, 0])[:3]
        try:
            if not year >= EARLIEST_YEAR:
                raise Unreadable(f"{place}: {text} is before {EARLIEST_YEAR}")
            month = month or (12 if last else 1)
            return date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1))
        except (ValueError, calendar.IllegalMonthError):
            raise Unreadable(f"{place}: {text} is no day of the calendar") from None


def _part(data: dict[str, Any], name: str) -> dict[str, Any]:
    part = data.get(name)
    return part if isinstance(part, dict) else {}


def _whole(number: Any) -> int | None:
    return None if number is None else int(number)


def _once(values: list[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _most(one: int | None, other: int | None) -> int | None:
    return max((step for step in (one, other) if step is not None), default=None)
