"""Draws the generated interims of the demo: the same seed always gives the same people."""

from bisect import bisect
from collections.abc import Container, Iterator
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from interimhub.demo.careers import Career, DrawContext, careers
from interimhub.demo.plans import InterimPlan, PlannedSkill
from interimhub.demo.roles import DemoRole, roles
from interimhub.demo.traits import (
    COUNTRIES,
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
from interimhub.demo.wider import draw_wider

MANNERS = read("manners")
FIRST = 1_973
"""So many are of the first world, whose people have been graded (`bench/grades`)."""


def draw(words: DemoVocabulary, *, seed: int, count: int, today: date) -> Iterator[InterimPlan]:
    """Yield `count` interims: the first world, then the people who widen it.

    Each is drawn independently, so a larger count changes none of them.
    """
    everyone = roles()
    ends = list(accumulate(role.share for role in everyone))
    headlines: set[str] = set()
    names: set[str] = set()
    for number in range(1, min(count, FIRST) + 1):
        rng = Random(f"{seed}:{number}")  # noqa: S311 - a demo, not a secret
        role = everyone[bisect(ends, rng.randrange(ends[-1]))]
        name = _name(rng, names)
        more = Random(f"{seed}:{number}:more")  # noqa: S311 - the same
        yield _one(DrawContext(words, rng, more, role, today), number, name, headlines)
    wider = max(0, count - FIRST)
    yield from draw_wider(
        words, seed=seed, count=wider, today=today, names=names, headlines=headlines
    )


def _one(context: DrawContext, number: int, name: str, headlines: set[str]) -> InterimPlan:
    words, rng, role, today = context.words, context.rng, context.role, context.today
    title = rng.choice(role.titles)
    seniority = rng.choice(role.seniority)
    fields = _fields(rng, role)
    is_busy = rng.random() < 0.28
    record = careers(context, title, fields, is_busy=is_busy)
    home, _, around, spoken, rights = rng.choices(HOMES, [home[1] for home in HOMES])[0]
    regions = (home, *rng.sample(around, rng.randint(0, len(around))))
    free = free_from(rng, record[0][0], today)
    size = rng.randint(*role.team)
    return InterimPlan(
        key=f"interim:{number}",
        name=name,
        email=f"{address(name)}{number}@interims.example",
        headline=_headline(context, title, fields[0], record, headlines),
        summary=_summary(context, title, record),
        seniority=None if rng.random() < 0.03 else seniority,
        scope=rng.choice(role.scope),
        team_size=None if rng.random() < 0.1 else round(size, -1) or size,
        board=board(rng, seniority),
        geography=", ".join(rng.sample(COUNTRIES, rng.randint(2, 4))),
        sectors=tuple(words.sector(key) for key in fields),
        available_from=free,
        confirmed_on=None if free is None else today - timedelta(days=rng.randint(0, 55)),
        days_per_week=rng.choice((None, 3, 4, 4, 5, 5, 5)),
        pattern=rng.choice(("on_site", "hybrid", "hybrid", "hybrid", "remote")),
        is_remote_ok=rng.random() < 0.4,
        regions=regions,
        languages=languages(rng, spoken),
        right_to_work=(*rights, *(("uk",) if rights == ("eu",) and rng.random() < 0.2 else ())),
        voice=voice(rng),
        skills=tuple(_skills(context, record)),
        record=tuple(assignment for assignment, _ in record),
        is_discoverable=rng.random() < 0.94,
    )


def _name(rng: Random, names: set[str]) -> str:
    lists = read("names")
    while True:
        name = f"{rng.choice(lists['given'])} {rng.choice(lists['family'])}"
        if name not in names:
            names.add(name)
            return name


def _fields(rng: Random, role: DemoRole) -> tuple[str, ...]:
    chosen = [rng.choice(role.sectors)]
    others = [key for key in dict.fromkeys(role.sectors) if key != chosen[0]]
    for chance in (0.62, 0.3):
        if others and rng.random() < chance:
            chosen += [others.pop(rng.randrange(len(others)))]
    return tuple(chosen)


def _headline(context: DrawContext, title: str, field: str, record: Career, taken: set[str]) -> str:
    rng = context.rng
    fillings = {
        "title": title,
        "kind": rng.choice(read("sectors")[field]["kinds"]),
        "count": len(record),
    }
    while True:
        one, two = rng.sample(context.role.focus, 2)
        assignment = rng.choice([assignment for assignment, _ in record if assignment.measure])
        pattern: str = rng.choice(MANNERS["headlines"])
        headline = pattern.format(one=one, two=two, measure=assignment.measure, **fillings)
        headline = headline[0].upper() + headline[1:]
        if headline not in taken and len(headline) <= 140:
            taken.add(headline)
            return headline


def _summary(context: DrawContext, title: str, record: Career) -> str:
    rng, role = context.rng, context.role
    years = rng.randint(16, 32)
    began, then = role.path[0], rng.choice(role.path[1:])
    opening = rng.choice(MANNERS["openings"]).format(
        years=years, began=began.lower(), then=then, title=title, count=len(record)
    )
    focus = rng.choice(MANNERS["middles"]).format(focus=rng.choice(role.focus))
    manner = " ".join(rng.sample(MANNERS["manners"], 2))
    return f"{opening} {focus} {manner}"


def _skills(context: DrawContext, record: Career) -> Iterator[PlannedSkill]:
    """Yield the skills of the record, those of the role, and some that ESCO lists for it."""
    rng = context.rng
    levels: dict[str, tuple[int, int]] = {}  # concept's code → level, last used
    for code, level, year in (
        *_proven(context, record),
        *_implied(context, record),
        *listed(rng, context.role.occupations, (record[0][0].ended_on or context.today).year),
    ):
        before = levels.get(code, (0, 0))
        levels[code] = (max(level, before[0]), max(year, before[1]))
    yield from planned(context.words, rng, levels)
    yield from _shown(context, record, levels)


def _proven(context: DrawContext, record: Career) -> Iterator[tuple[str, int, int]]:
    for assignment, case in record:
        year = (assignment.ended_on or context.today).year
        for word in case.skills:
            yield context.words.skill(word).code, context.rng.choice((3, 4, 4, 5)), year


def _shown(context: DrawContext, record: Career, levels: Container[str]) -> Iterator[PlannedSkill]:
    """Yield the skills that name the work itself, unless they are there already."""
    for assignment, case in record:
        for word in case.proves:
            level, times = context.more.choice((3, 4, 4, 5)), context.more.randint(2, 4)
            concept = context.words.skill(word)
            if concept.code not in levels:
                year = (assignment.ended_on or context.today).year
                yield PlannedSkill(concept, level=level, years=level * times, last_used=year)


def _implied(context: DrawContext, record: Career) -> Iterator[tuple[str, int, int]]:
    words, rng, role = context.words, context.rng, context.role
    latest = (record[0][0].ended_on or context.today).year
    for word in role.lead:
        if rng.random() < 0.9:
            yield words.skill(word).code, rng.choice((4, 4, 5, 5, 3)), latest
    for word in rng.sample(role.work, min(len(role.work), rng.randint(3, 5))):
        yield words.skill(word).code, rng.choice((3, 3, 4)), latest - rng.choice((0, 0, 1, 3))
    for word in rng.sample(role.aware, min(len(role.aware), rng.randint(1, 2))):
        yield words.skill(word).code, rng.choice((1, 2, 2, 3)), latest - rng.choice((0, 2, 4, 6))
