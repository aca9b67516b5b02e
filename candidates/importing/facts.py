"""Convert one imported profile to our facts; what does not fit becomes a note."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from candidates.importing.days import is_to_date
from candidates.importing.languages import language_of
from candidates.importing.level_words import LEVEL_WORDS
from candidates.importing.parser import UnreadableRow
from candidates.importing.registrations import Held, registrations_of
from candidates.importing.values import Values, unstorable
from candidates.importing.vocabulary import ConceptLookup
from candidates.models.record import LATEST_END_AHEAD, LONG_TEXT_LENGTH
from skills.places import Region, RightToWork
from skills.scales import Level

LATEST_AHEAD = timedelta(days=3 * 366)
UNTITLED = "Past assignment"
EMAIL_LENGTH = 254
SCALE = frozenset(Level.values)
ID_LENGTH = 120
TITLE_LENGTH = 140
NOTE_LENGTH, NOTES_KEPT = 300, 50
SKILLS_MAX = 1_000
"""ESCO lists up to 340 skills for an occupation."""
# Sections of JSON Resume that a profile does not store.
NOT_KEPT = (
    *("volunteer", "education", "awards", "publications", "interests"),
    *("references", "projects"),
)


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
        id: its identity within the source; the e-mail address if a JSON Resume has no id.
        columns: values of `Candidate`, by field name.
        skills: concept key → (level, last used); None where unknown.
        record: the past assignments, in the order of the file.
        registrations: concept key → what the file states of it.
        notes: what was left out or changed, each with the path of its field.
        name: the full name, which is removed from texts before they are compared, or "".
        has_own_id: whether `id` comes from the source; otherwise it is the e-mail address.
    """

    id: str
    columns: dict[str, Any]
    skills: dict[int, tuple[int | None, int | None]]
    record: list[Work]
    registrations: dict[int, Held] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list, compare=False)
    # Not compared: the same profile under another name is the same profile.
    name: str = field(default="", compare=False)
    has_own_id: bool = field(default=False, compare=False)

    @property
    def sectors(self) -> set[int]:
        """The sectors of all assignments."""
        return {sector for work in self.record for sector in work.sectors}


def facts_of(
    data: dict[str, Any], *, vocabulary: ConceptLookup, today: date, note: str = ""
) -> ProfileFacts:
    """Convert one profile: JSON Resume, or our keys without it.

    The record comes from the assignments of `meta.interimhub`. Without them it comes from `work`,
    one assignment per employment. A field that cannot be read is left out, with a note.

    Args:
        note: how the file was read; it becomes the first note.

    Raises:
        UnreadableRow: the profile has no identity.
    """
    meta = data.get("meta")
    is_resume = (
        "basics" in data
        or "work" in data
        or (isinstance(meta, dict) and isinstance(meta.get("interimhub"), dict))
    )
    values = Values(today, [note] if note else [])
    return _Reader(data, vocabulary, values, is_resume=is_resume).read()


class _Reader:
    """Convert one profile and collect notes."""

    def __init__(
        self, data: dict[str, Any], vocabulary: ConceptLookup, values: Values, *, is_resume: bool
    ) -> None:
        self.vocabulary = vocabulary
        self.values = values
        self.registered: dict[int, Held] = {}
        self.resume = data if is_resume else {}
        self.ours, self.prefix = data, ""
        if is_resume:
            meta = values.object(data.get("meta"), "meta")
            self.ours = values.object(meta.get("interimhub"), "meta.interimhub")
            self.prefix = "meta.interimhub."

    def read(self) -> ProfileFacts:
        values, ours = self.values, self.ours
        basics = values.object(self.resume.get("basics"), "basics")
        email = self._email(basics.get("email"))
        own_id = self._own_id(ours.get("id"))
        title = self._text(ours, "title", TITLE_LENGTH) or values.text(
            basics.get("label"), "basics.label", TITLE_LENGTH
        )
        facts = ProfileFacts(
            id=own_id or self._email_as_id(email),
            has_own_id=bool(own_id),
            columns={
                "headline": title,
                "summary": values.text(basics.get("summary"), "basics.summary", LONG_TEXT_LENGTH),
                "seniority": values.number(ours.get("seniority"), self._at("seniority"), 1, 7),
                "languages": self._languages(),
                "regions": self._choices("regions", Region.values),
                "right_to_work": self._choices("right_to_work", RightToWork.values),
                "is_remote_ok": values.truth(ours.get("remote"), self._at("remote")),
                "available_from": self._available(),
                "imported_email": email,
            },
            skills=self._skills(),
            record=self._record(title),
            # Evaluated after the skills, which may name some.
            registrations=self.registered
            | registrations_of(
                values,
                self._concept,
                ours=ours.get("registrations"),
                path=self._at("registrations"),
                certificates=self.resume.get("certificates"),
            ),
            notes=values.notes,
            name=values.text(basics.get("name"), "basics.name", 120),
        )
        if unread := [name for name in NOT_KEPT if self.resume.get(name)]:
            values.note(", ".join(unread), "a profile here has no place for it; left out")
        facts.columns["import_notes"] = [one[:NOTE_LENGTH] for one in values.notes[:NOTES_KEPT]]
        return facts

    def _at(self, name: str) -> str:
        return f"{self.prefix}{name}"

    def _text(self, ours: dict[str, Any], name: str, longest: int) -> str:
        return self.values.text(ours.get(name), self._at(name), longest)

    def _choices(self, name: str, allowed: list[str]) -> list[str]:
        return self.values.choices(self.ours.get(name), self._at(name), allowed)

    # Identity

    def _own_id(self, given: Any) -> str:
        if isinstance(given, bool) or not isinstance(given, str | int | None):
            raise UnreadableRow(f"{self._at('id')}: is not a text or whole number")
        ident = "" if given is None else str(given).strip()
        if len(ident) > ID_LENGTH:
            raise UnreadableRow(
                f"{self._at('id')}: has {len(ident)} characters; give at most {ID_LENGTH}"
            )
        _insist_on_storable(ident, self._at("id"))
        return ident

    def _email_as_id(self, email: str) -> str:
        if not email:
            raise UnreadableRow(
                "does not say whose profile it is; add basics.email, only the address, or"
                " meta.interimhub.id, its identity in your system"
            )
        if len(email) > ID_LENGTH:
            raise UnreadableRow("basics.email: too long to be its identity; add meta.interimhub.id")
        return email

    def _email(self, given: Any) -> str:
        typed = "" if given is None else str(given).strip()
        email = typed.lower()
        _insist_on_storable(email, "basics.email")
        try:
            if email:
                validate_email(email)
        except ValidationError:
            raise UnreadableRow(
                f"basics.email: “{typed[:60]}” is not an e-mail address; give only the address,"
                " such as anna.berg@example.org"
            ) from None
        if len(email) > EMAIL_LENGTH:
            raise UnreadableRow(f"basics.email: has {len(email)} characters; check the address")
        return email

    # Basics

    def _languages(self) -> list[str]:
        codes = []
        for at, name in self.values.names(self.ours.get("languages"), self._at("languages"), 40):
            codes.append(self._language(name, at))
        spoken = self.resume.get("languages")
        for at, one in self.values.rows(spoken, "languages", 40, text_as="language"):
            codes.append(self._language(one.get("language") or one.get("name"), at))
        return list(dict.fromkeys(code for code in codes if code))

    def _language(self, given: Any, at: str) -> str:
        name = self.values.text(given, at, 60)
        code = language_of(name)
        if name and not code:
            self.values.leave_out(at, name, "is not one of our languages")
        return code

    def _available(self) -> date | None:
        given, path = self.ours.get("available_from"), self._at("available_from")
        if isinstance(given, str) and is_to_date(given):
            return self.values.today
        day = self.values.day(given, path)
        if day and day.first - self.values.today > LATEST_AHEAD:
            self.values.leave_out(path, given, "is more than three years away")
            return None
        return day.first if day else None

    # Skills

    def _skills(self) -> dict[int, tuple[int | None, int | None]]:
        found: dict[int, tuple[int | None, int | None]] = {}
        for at, name, level, used in self._named_skills():
            concept = self._concept("skill", name, at)
            if concept is not None:
                before = found.get(concept, (None, None))
                found[concept] = (_maximum(before[0], level), _maximum(before[1], used))
        return found

    def _named_skills(self) -> Iterator[tuple[str, Any, int | None, int | None]]:
        """Yield path, name, level and year of last use of each skill and keyword."""
        rows = self.values.rows
        given = [*rows(self.ours.get("skills"), self._at("skills"), SKILLS_MAX, text_as="name")]
        given += rows(self.resume.get("skills"), "skills", SKILLS_MAX, text_as="name")
        for at, skill in given:
            level, used = self._level(skill, at), self._used(skill, at)
            if skill.get("id") or skill.get("name"):
                yield at, skill, level, used
            for path, keyword in self.values.names(skill.get("keywords"), f"{at}.keywords", 100):
                if isinstance(keyword, dict):
                    self.values.note(path, "an object, read by its name and level")
                    own = self._level(keyword, path)
                    yield path, keyword, level if own is None else own, used
                else:
                    yield at, keyword, level, used

    def _concept(self, family: str, given: Any, path: str) -> int | None:
        if isinstance(given, dict):
            code = self.values.text(given.get("id"), f"{path}.id", 200)
            name = self.values.text(given.get("name"), f"{path}.name", 300)
        else:
            code, name = "", str(given)
        concept = self.vocabulary.coded(family, code or name)
        if concept is None:
            concept = self.vocabulary.named(family, name)
        if concept is None and family == "skill" and self._is_registration(name, path):
            return None
        if concept is None and (code or name):
            self.values.note(path, f"“{(name or code)[:80]}” names no {family} of ours; left out")
        return concept

    def _is_registration(self, name: str, path: str) -> bool:
        """Whether a name among the skills is a registration; it is stated as one then."""
        held = self.vocabulary.named("registration", name)
        if held is not None:
            self.registered[held] = Held()
            self.values.note(path, f"“{name[:80]}” is a registration; stated as one")
        return held is not None

    def _level(self, skill: dict[str, Any], path: str) -> int | None:
        given, path = skill.get("level"), f"{path}.level"
        text = given.strip() if isinstance(given, str) else ""
        if text.casefold() in LEVEL_WORDS:
            return int(LEVEL_WORDS[text.casefold()])
        if given is None or given == "" or (isinstance(given, str) and not text):
            return None
        number = float(text) if text.isdecimal() and len(text) < 4 else given
        if isinstance(number, int | float) and not isinstance(number, bool) and number in SCALE:
            return int(number)
        self.values.leave_open(path, given, "is not on our scale of 1 to 5")
        return None

    def _used(self, skill: dict[str, Any], path: str) -> int | None:
        given = skill.get("last_used")
        if isinstance(given, str) and is_to_date(given):
            return self.values.today.year
        day = self.values.past(given, f"{path}.last_used")
        return day.year if day else None

    # Record

    def _record(self, title: str) -> list[Work]:
        """Return each assignment once."""
        given = [*self._works(title)]
        if len(once := list(dict.fromkeys(given))) < len(given):
            self.values.note("work", "has the same assignment twice; kept once")
        return once

    def _works(self, title: str) -> Iterator[Work]:
        path = self._at("assignments")
        given = self.ours.get("assignments")
        if given:
            for at, work in self.values.rows(given, path, 100, text_as="text"):
                yield self._assignment(work, at, title)
            return
        for at, work in self.values.rows(self.resume.get("work"), "work", 100, text_as="position"):
            yield self._employment(work, at)

    def _assignment(self, given: dict[str, Any], at: str, title: str) -> Work:
        text = self.values.text
        return Work(
            title=text(given.get("title"), f"{at}.title", TITLE_LENGTH) or title or UNTITLED,
            result=text(given.get("text"), f"{at}.text", LONG_TEXT_LENGTH),
            ended_on=self._end(given.get("ended"), f"{at}.ended"),
            situations=self._concepts("situation", given.get("situations"), f"{at}.situations"),
            sectors=self._concepts("sector", given.get("sectors"), f"{at}.sectors"),
        )

    def _employment(self, given: dict[str, Any], at: str) -> Work:
        text, highlights = self.values.text, f"{at}.highlights"
        began, ended = self._span(given, at)
        results = self.values.texts(given.get("highlights"), highlights, 40, LONG_TEXT_LENGTH)
        return Work(
            title=text(given.get("position"), f"{at}.position", TITLE_LENGTH) or UNTITLED,
            organisation=text(
                given.get("name") or given.get("company"), f"{at}.name", TITLE_LENGTH
            ),
            mandate=text(given.get("summary"), f"{at}.summary", LONG_TEXT_LENGTH),
            result=text("\n".join(results), highlights, LONG_TEXT_LENGTH),
            started_on=began,
            ended_on=ended,
        )

    def _span(self, given: dict[str, Any], at: str) -> tuple[date | None, date | None]:
        """Return start and end of an employment.

        An assignment without an end counts as current. So if the end cannot be read, the
        start is left out too.
        """
        start, end = given.get("startDate"), given.get("endDate")
        day = self.values.past(start, f"{at}.startDate")
        began, ended = day.first if day else None, self._end(end, f"{at}.endDate")
        if began and ended and ended < began:
            self.values.note(
                f"{at}.endDate", f"“{end}” is before the startDate “{start}”; both left out"
            )
            return None, None
        if began and ended is None and not _says_to_date(end):
            self.values.note(f"{at}.startDate", "left out too, or it would read as still running")
            return None, None
        if day is None and (start is None or not str(start).strip()):
            self.values.note(f"{at}.startDate", "is empty; the assignment is undated")
        return began, ended

    def _end(self, given: Any, path: str) -> date | None:
        ended = self.values.end(given, path)
        if ended and ended - self.values.today > LATEST_END_AHEAD:
            self.values.leave_out(path, given, "is more than ten years away")
            return None
        return ended

    def _concepts(self, family: str, given: Any, path: str) -> tuple[int, ...]:
        names = self.values.names(given, path, 20)
        found = {self._concept(family, name, path) for _, name in names}
        return tuple(sorted(concept for concept in found if concept is not None))


def _says_to_date(end: Any) -> bool:
    return end is None or not str(end).strip() or is_to_date(str(end))


def _insist_on_storable(text: str, path: str) -> None:
    if unstorable(text):
        raise UnreadableRow(f"{path}: holds characters that cannot be stored")


def _maximum(one: int | None, other: int | None) -> int | None:
    return max((step for step in (one, other) if step is not None), default=None)
