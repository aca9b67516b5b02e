"""Convert one imported profile to our facts; what does not fit becomes a note."""

import calendar
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from candidates.importing import schema
from candidates.importing.parser import UnreadableRow
from candidates.importing.vocabulary import ConceptLookup
from skills.places import Language
from skills.scales import Level

EARLIEST_YEAR = 1950
LATEST_AHEAD = timedelta(days=3 * 366)
UNTITLED = "Past assignment"
ID_LENGTH = 120

# Words for levels, besides our own names and labels. JSON Resume does not define any; these are the
# ones that its editors and themes offer. An unknown word becomes a note: a level is never guessed.
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
    """One past assignment; situations and sectors are keys of concepts."""

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
    """An imported profile.

    Attributes:
        id: its identity within the source; the e-mail address where a JSON Resume has no id.
        columns: values of `Candidate`, by field name.
        skills: concept key → (level, last used); None where unknown.
        record: the past assignments, in the order of the file.
        notes: what the file has and we cannot store, in words.
        name: the full name, to take it out of texts that are compared; "" where the file has none.
    """

    id: str
    columns: dict[str, Any]
    skills: dict[int, tuple[int | None, int | None]]
    record: list[Work]
    notes: list[str] = field(default_factory=list, compare=False)
    # Not stored: the same profile under another name is the same profile.
    name: str = field(default="", compare=False)

    @property
    def sectors(self) -> set[int]:
        """The sectors of all assignments."""
        return {sector for work in self.record for sector in work.sectors}


def facts_of(data: dict[str, Any], *, vocabulary: ConceptLookup, today: date) -> ProfileFacts:
    """Convert one profile: JSON Resume, or our keys without it.

    The record comes from the assignments of `meta.interimhub`. Without them it comes from `work`,
    one assignment per employment.

    Raises:
        UnreadableRow: it breaks the schema, has no id, or has an impossible date.
    """
    is_resume = "basics" in data or "work" in data or "interimhub" in _object(data, "meta")
    try:
        schema.check(data, "resume" if is_resume else "ours")
        return _Reader(data if is_resume else {}, data, vocabulary, today).read(is_resume)
    except RecursionError:
        raise UnreadableRow("is nested too deeply") from None


class _Reader:
    """Converts one profile and collects notes."""

    def __init__(
        self, resume: dict[str, Any], data: dict[str, Any], vocabulary: ConceptLookup, today: date
    ) -> None:
        self.resume = resume
        self.data = data
        self.vocabulary = vocabulary
        self.today = today
        self.notes: list[str] = []

    def read(self, is_resume: bool) -> ProfileFacts:
        ours = _object(_object(self.data, "meta"), "interimhub") if is_resume else self.data
        basics = _object(self.resume, "basics")
        title = str(ours.get("title") or basics.get("label") or "").strip()
        email = self._email(basics.get("email", ""))
        return ProfileFacts(
            id=self._id(ours, email),
            columns={
                "headline": title,
                "summary": str(basics.get("summary", "")).strip(),
                "seniority": _as_int(ours.get("seniority")),
                "languages": self._languages(ours),
                "regions": _unique(ours.get("regions", [])),
                "right_to_work": _unique(ours.get("right_to_work", [])),
                "is_remote_ok": bool(ours.get("remote", False)),
                "available_from": self._available(ours.get("available_from")),
                "imported_email": email,
            },
            skills=self._skills([*ours.get("skills", []), *self.resume.get("skills", [])]),
            record=self._record(ours, title),
            notes=self.notes,
            name=str(basics.get("name", "")).strip(),
        )

    def _id(self, ours: dict[str, Any], email: str) -> str:
        ident = str(ours.get("id", "")).strip() or email
        if not ident:
            raise UnreadableRow(
                "has no id; give meta.interimhub.id, its identity in your system, or basics.email"
            )
        if len(ident) > ID_LENGTH:
            raise UnreadableRow(
                "basics.email: too long to be its identity; give meta.interimhub.id"
            )
        return ident

    def _email(self, email: str) -> str:
        email = email.strip().lower()
        try:
            if email:
                validate_email(email)
        except ValidationError:
            raise UnreadableRow(f"basics.email: “{email[:60]}” is not an e-mail address") from None
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
        return _unique(codes)

    def _available(self, text: str | None) -> date | None:
        if not text:
            return None
        free = self._day(text, "available_from", last=False)
        if free and free - self.today > LATEST_AHEAD:
            raise UnreadableRow(f"available_from: {text} is more than three years away")
        return free

    # Skills

    def _skills(self, given: list[dict[str, Any]]) -> dict[int, tuple[int | None, int | None]]:
        found: dict[int, tuple[int | None, int | None]] = {}
        for number, skill in enumerate(given, 1):
            path = f"skills[{number}]"
            level = self._level(skill.get("level"), path)
            used = self._year(skill.get("last_used"), f"{path}.last_used")
            names = [skill] if skill.get("id") or skill.get("name") else []
            for name in [*names, *skill.get("keywords", [])]:
                concept = self._concept("skill", name, path)
                if concept is not None:
                    before = found.get(concept, (None, None))
                    found[concept] = (_maximum(before[0], level), _maximum(before[1], used))
        return found

    def _concept(self, family: str, given: Any, path: str) -> int | None:
        code = given.get("id", "") if isinstance(given, dict) else ""
        name = given.get("name", "") if isinstance(given, dict) else str(given)
        find: list[Callable[[], int | None]] = [
            lambda: self.vocabulary.coded(family, code or name),
            lambda: self.vocabulary.named(family, name),
        ]
        concept = next((found for look in find if (found := look()) is not None), None)
        if concept is None and (code or name).strip():
            self.notes.append(f"{path}: “{(name or code)[:80]}” names no {family} of ours")
        return concept

    def _level(self, given: Any, path: str) -> int | None:
        if isinstance(given, str):
            found = LEVEL_WORDS.get(given.strip().casefold())
            if found is None and given.strip():
                self.notes.append(f"{path}.level: “{given[:40]}” is not on our scale; not kept")
            return _as_int(found)
        return _as_int(given)

    # Record

    def _record(self, ours: dict[str, Any], title: str) -> list[Work]:
        if ours.get("assignments"):
            rows = enumerate(ours["assignments"], 1)
            return [self._assignment(work, f"assignments[{n}]", title) for n, work in rows]
        return [
            self._employment(work, f"work[{number}]")
            for number, work in enumerate(self.resume.get("work", []), 1)
        ]

    def _assignment(self, given: dict[str, Any], path: str, title: str) -> Work:
        return Work(
            title=(str(given.get("title", "")).strip() or title or UNTITLED),
            result=str(given.get("text", "")).strip(),
            ended_on=self._past(given.get("ended"), f"{path}.ended", last=True),
            situations=self._concepts("situation", given.get("situations", []), path),
            sectors=self._concepts("sector", given.get("sectors", []), path),
        )

    def _employment(self, given: dict[str, Any], path: str) -> Work:
        began = self._past(given.get("startDate"), f"{path}.startDate", last=False)
        ended = self._past(given.get("endDate"), f"{path}.endDate", last=True)
        if began and ended and ended < began:
            raise UnreadableRow(f"{path}: it ends on {ended} before it begins on {began}")
        return Work(
            title=str(given.get("position", "")).strip() or UNTITLED,
            organisation=str(given.get("name") or given.get("company") or "").strip(),
            mandate=str(given.get("summary", "")).strip(),
            result="\n".join(given.get("highlights", [])).strip(),
            started_on=began,
            ended_on=ended,
        )

    def _concepts(self, family: str, given: list[Any], path: str) -> tuple[int, ...]:
        found = {self._concept(family, name, f"{path}.{family}s") for name in given}
        return tuple(sorted(concept for concept in found if concept is not None))

    # Days

    def _year(self, given: Any, path: str) -> int | None:
        moment = self._past(given, path, last=False)
        return moment.year if moment else None

    def _past(self, given: Any, path: str, *, last: bool) -> date | None:
        """Return a past day; for "2024" or "2024-03" the first or last, but not after today."""
        if given in (None, ""):
            return None
        if not isinstance(given, str) and not 0 < given <= date.max.year:
            raise UnreadableRow(f"{path}: {str(given)[:20]} is not a year")
        text = given if isinstance(given, str) else f"{int(given):04}"
        if (self._day(text, path, last=False) or self.today) > self.today:
            raise UnreadableRow(f"{path}: {text} is still to come")
        day = self._day(text, path, last=last)
        return min(day, self.today) if day else None

    def _day(self, text: str, path: str, *, last: bool) -> date | None:
        year, month, day = ([int(part) for part in text.split("-")] + [0, 0])[:3]
        try:
            if not year >= EARLIEST_YEAR:
                raise UnreadableRow(f"{path}: {text} is before {EARLIEST_YEAR}")
            month = month or (12 if last else 1)
            return date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1))
        except (ValueError, calendar.IllegalMonthError):
            raise UnreadableRow(f"{path}: {text} is no day of the calendar") from None


def _object(data: dict[str, Any], name: str) -> dict[str, Any]:
    value = data.get(name)
    return value if isinstance(value, dict) else {}


def _as_int(number: Any) -> int | None:
    return None if number is None else int(number)


def _unique(values: list[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _maximum(one: int | None, other: int | None) -> int | None:
    return max((step for step in (one, other) if step is not None), default=None)
