"""Draws the people who widen the demo's world, in four languages.

Together they hold every skill of our own and have been in every situation; see `docs/demo.md`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count as counting
from random import Random
from typing import Any

from interimhub.demo.careers import Career, months_before
from interimhub.demo.plans import InterimPlan, PlannedAssignment, PlannedSkill
from interimhub.demo.roles import Case, WiderRole, wider_cases, wider_roles
from interimhub.demo.traits import (
    HOMES,
    address,
    board,
    free_from,
    languages,
    listed,
    planned,
    voice,
)
from interimhub.demo.vocabulary import DemoVocabulary, read

PAIR = "|"
"""Between the form of a title for a man and that for a woman."""
HEADLINE_MAX = 140
TELLINGS = 12


@dataclass(frozen=True, slots=True)
class _Person:
    """The inputs for one person: the `turn`-th in this role."""

    words: DemoVocabulary
    rng: Random
    role: WiderRole
    turn: int
    is_woman: bool
    today: date

    @property
    def manners(self) -> dict[str, Any]:
        """How people of this language speak of themselves."""
        return manners_of(self.role.language)

    def said(self, pair: str) -> str:
        """Return the form of a title or post for this person."""
        man, _, woman = pair.partition(PAIR)
        return woman or man if self.is_woman else man


def draw_wider(
    words: DemoVocabulary,
    *,
    seed: int,
    count: int,
    today: date,
    names: set[str],
    headlines: set[str],
) -> Iterator[InterimPlan]:
    """Yield `count` interims, the roles in turn; a larger count changes none of them.

    Args:
        names, headlines: those that are taken; what is drawn is added.
    """
    roles = [role for role in wider_roles() for _ in range(role.share)]
    # A step that shares no factor with the number of places, so that neighbours differ.
    step = next(step for step in counting(len(roles) // 3) if _shares_no_factor(step, len(roles)))
    turns: dict[str, int] = {}
    for number in range(count):
        rng = Random(f"{seed}:wider:{number}")  # noqa: S311 - a demo, not a secret
        role = roles[number * step % len(roles)]
        turn = turns[role.key] = turns.get(role.key, -1) + 1
        is_woman = rng.random() < 0.5
        name = _name(rng, role.language, names, is_woman=is_woman)
        yield _one(_Person(words, rng, role, turn, is_woman, today), number, name, headlines)


def manners_of(language: str) -> dict[str, Any]:
    """Return the names, countries and manners of speaking of a language."""
    shared = read("manners") | read("names") if language == "en" else {}
    return shared | read(f"languages/{language}")


def _shares_no_factor(one: int, other: int) -> bool:
    while other:
        one, other = other, one % other
    return one == 1


def _name(rng: Random, language: str, names: set[str], *, is_woman: bool) -> str:
    lists = manners_of(language)
    given = lists.get("women" if is_woman else "men") or lists["given"]
    while True:
        name = f"{rng.choice(given)} {rng.choice(lists['family'])}"
        if name not in names:
            names.add(name)
            return name


def _one(person: _Person, number: int, name: str, headlines: set[str]) -> InterimPlan:
    words, rng, role = person.words, person.rng, person.role
    title = rng.choice(role.titles)
    seniority = role.seniority[role.titles.index(title) % len(role.seniority)]
    cases = _cases(person)
    main = rng.choice(_fitting(role, cases[0]))
    is_busy = rng.random() < 0.28
    record = _career(person, title, cases, main, is_busy=is_busy)
    living = [home for home in HOMES if home[3][0] == role.language]
    home, _, around, spoken, rights = rng.choices(living, [home[1] for home in living])[0]
    free = free_from(rng, record[0][0], person.today)
    size = rng.randint(*role.team)
    keys = dict.fromkeys((main[0], *(key for key, _ in role.places)))
    fields = [key for place, key in enumerate(keys) if place == 0 or rng.random() < 0.6]
    return InterimPlan(
        key=f"wider:{number}",
        name=name,
        email=f"{address(name)}.w{number}@interims.example",
        headline=_headline(person, title, main[1], record, headlines),
        summary=_summary(person, title, record),
        seniority=seniority,
        scope=rng.choice(role.scope),
        team_size=None if rng.random() < 0.1 else round(size, -1) or size,
        board=board(rng, seniority),
        geography=", ".join(rng.sample(person.manners["countries"], rng.randint(2, 4))),
        sectors=tuple(words.sector(key) for key in fields),
        available_from=free,
        confirmed_on=None if free is None else person.today - timedelta(days=rng.randint(0, 55)),
        days_per_week=rng.choice((None, 3, 4, 4, 5, 5, 5)),
        pattern=rng.choice(("on_site", "hybrid", "hybrid", "hybrid", "remote")),
        is_remote_ok=rng.random() < 0.4,
        regions=(home, *rng.sample(around, rng.randint(0, len(around)))),
        languages=languages(rng, spoken),
        right_to_work=rights,
        voice=voice(rng),
        skills=tuple(_skills(person, record)),
        record=tuple(assignment for assignment, _ in record),
        is_discoverable=rng.random() < 0.94,
    )


def _cases(person: _Person) -> list[Case]:
    """Return two or three cases, latest first; those of the role take turns as the latest."""
    rng, role = person.rng, person.role
    own = [role.cases[(person.turn + at) % len(role.cases)] for at in range(len(role.cases))]
    cases = own[: rng.choice((2, 2, 3))]
    if len(cases) < 3 and rng.random() < 0.5:
        cases.insert(rng.randint(1, len(cases)), rng.choice(wider_cases(role.language)))
    return cases


def _fitting(role: WiderRole, case: Case) -> list[tuple[str, str]]:
    """Return the places of the role where such a case can have been."""
    return [place for place in role.places if not case.at or place[0] in case.at]


def _career(
    person: _Person, title: str, cases: Sequence[Case], main: tuple[str, str], *, is_busy: bool
) -> Career:
    """Return an assignment for each case, latest first; the latest was in the place `main`."""
    rng, role, manners = person.rng, person.role, person.manners
    edge = person.today
    if not is_busy:
        edge -= timedelta(days=rng.choice((9, 20, 33, 48, 75, 130, 260)))
    career: Career = []
    for number, case in enumerate(cases):
        job = title if number == 0 else rng.choice(role.titles)
        place = main if number == 0 else rng.choice(_fitting(role, case))
        # Few different numbers for each case: encoding results is most of the load's time.
        told = Random(f"{role.key}:{case.measure}:{rng.randrange(TELLINGS)}")  # noqa: S311 - the same
        texts, months = case.tell(told, person.said(job))
        runs = is_busy and number == 0
        if runs:
            texts |= {"result": manners["running"], "measure": ""}
        started_on = months_before(edge, months)
        career.append(
            (
                PlannedAssignment(
                    title=_held(person, job) if rng.random() < 0.8 else person.said(job),
                    organisation=_organisation(rng, manners, place[0]),
                    organisation_kind=_blind(person, place[1]),
                    situations=tuple(person.words.situation(tag) for tag in case.tags),
                    sectors=(person.words.sector(place[0]),),
                    started_on=started_on,
                    ended_on=None if runs else edge,
                    **texts,
                ),
                case,
            )
        )
        edge = months_before(started_on, rng.choice((1, 1, 2, 3, 5, 8)))
    return career


def _held(person: _Person, job: str) -> str:
    """Return the title of an interim post."""
    title = person.said(job)
    if person.role.language == "nl":
        title = _in_sentence(title, "nl")
    held: str = person.manners["interim"].format(title=title)
    return held


def _in_sentence(job: str, language: str) -> str:
    """Return a job without its capital letter, which it keeps in German and in English titles."""
    is_word = job[:2].istitle()
    return job[0].lower() + job[1:] if is_word and language in ("fr", "nl") else job


def _organisation(rng: Random, manners: dict[str, Any], sector: str) -> str:
    forms = manners["organisations"].get(sector) or manners["organisations"]["default"]
    name: str = rng.choice(forms).format(stem=rng.choice(read("names")["stems"]))
    return name


def _blind(person: _Person, kind: str) -> str:
    low, high = person.role.team
    people = round(person.rng.randint(max(60, low), max(400, high * 2)), -1)
    told = f"{people:,}".replace(",", person.manners["thousands"])
    blind: str = person.manners["organisation"].format(kind=kind, people=told)
    return blind


def _headline(person: _Person, title: str, kind: str, record: Career, taken: set[str]) -> str:
    rng, manners = person.rng, person.manners
    measures = [assignment.measure for assignment, _ in record if assignment.measure]
    while True:
        one, two = rng.sample(person.role.focus, 2)
        pattern: str = rng.choice(manners["headlines"])
        headline = pattern.format(
            title=person.said(title),
            one=one,
            two=two,
            measure=rng.choice(measures),
            kind=kind,
            count=len(record),
        )
        headline = headline[0].upper() + headline[1:]
        if headline not in taken and len(headline) <= HEADLINE_MAX:
            taken.add(headline)
            return headline


def _summary(person: _Person, title: str, record: Career) -> str:
    rng, manners, role = person.rng, person.manners, person.role
    held = [role.path[0], rng.choice(role.path[1:]), title]
    began, then, now = (_in_sentence(person.said(job), role.language) for job in held)
    opening = rng.choice(manners["openings"]).format(
        years=rng.randint(16, 32), began=began, then=then, title=now, count=len(record)
    )
    focus = rng.choice(manners["middles"]).format(focus=rng.choice(role.focus))
    return f"{opening} {focus} {' '.join(rng.sample(manners['manners'], 2))}"


def _skills(person: _Person, record: Career) -> Iterator[PlannedSkill]:
    """Yield the role's core, the skills of the record, and some that ESCO lists for the role."""
    rng, words, role = person.rng, person.words, person.role
    latest = _year(record[0], person.today)
    levels: dict[str, tuple[int, int]] = {}
    for code, level, year in (
        *_proven(person, record),
        *((words.skill(word).code, rng.choice((3, 4, 4, 4, 5)), latest) for word in role.core),
        *(
            (words.skill(word).code, rng.choice((2, 3, 3, 4)), latest - rng.choice((0, 0, 1, 3)))
            for word in rng.sample(role.work, min(len(role.work), rng.randint(3, 4)))
        ),
        *listed(rng, role.occupations, latest),
    ):
        before = levels.get(code, (0, 0))
        levels[code] = (max(level, before[0]), max(year, before[1]))
    yield from planned(words, rng, levels)


def _proven(person: _Person, record: Career) -> Iterator[tuple[str, int, int]]:
    for one in record:
        for word in one[1].skills:
            level = person.rng.choice((3, 4, 4, 5))
            yield person.words.skill(word).code, level, _year(one, person.today)


def _year(one: tuple[PlannedAssignment, Case], today: date) -> int:
    return (one[0].ended_on or today).year
