"""Draws the past assignments of an interim, latest first."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from interimhub.demo.plans import PlannedAssignment
from interimhub.demo.roles import Case, DemoRole, common_cases
from interimhub.demo.vocabulary import DemoVocabulary, read

DAYS_OF_A_MONTH = 30.44


@dataclass(frozen=True, slots=True)
class DrawContext:
    """The inputs for one person. Draws from `more` do not change the draws from `rng`."""

    words: DemoVocabulary
    rng: Random
    more: Random
    role: DemoRole
    today: date


Career = list[tuple[PlannedAssignment, Case]]


def careers(context: DrawContext, title: str, fields: tuple[str, ...], *, is_busy: bool) -> Career:
    """Return two to five assignments, each with its case.

    Args:
        title: the current job title; earlier ones are other titles of the role.
        fields: keys of `sectors.toml`, the main one first.
        is_busy: whether the latest assignment is still running.
    """
    words, rng, role, today = context.words, context.rng, context.role, context.today
    cases = _some(rng, role)
    assignments: Career = []
    edge = today if is_busy else today - timedelta(days=rng.choice((9, 20, 33, 48, 75, 130, 260)))
    for number, case in enumerate(cases):
        job = title if number == 0 else rng.choice(role.titles)
        texts, months = case.tell(rng, job)
        started_on = months_before(edge, months)
        still_runs = is_busy and number == 0
        key = fields[0] if number == 0 or rng.random() < 0.6 else rng.choice(fields)
        if still_runs:
            # A running assignment has no result yet.
            texts |= {"result": "Under way; the first milestones are met.", "measure": ""}
        organisation, kind = _organisation(rng, key, role)
        assignments.append(
            (
                PlannedAssignment(
                    title=f"Interim {job}" if rng.random() < 0.8 else job,
                    organisation=organisation,
                    organisation_kind=kind,
                    situations=tuple(dict.fromkeys(words.situation(tag) for tag in case.tags)),
                    sectors=(words.sector(key),),
                    started_on=started_on,
                    ended_on=None if still_runs else edge,
                    **texts,
                ),
                case,
            )
        )
        edge = months_before(started_on, rng.choice((1, 1, 2, 3, 5, 8)))
    return assignments


def months_before(day: date, months: int) -> date:
    """Return the day about `months` months earlier."""
    return day - timedelta(days=round(months * DAYS_OF_A_MONTH))


def _some(rng: Random, role: DemoRole) -> list[Case]:
    """Choose different cases of the role, and one or two common ones."""
    own = rng.sample(role.cases, min(len(role.cases), rng.randint(1, 3)))
    others = rng.sample(common_cases(), rng.randint(1, 2))
    cases = [*own, *others]
    latest = own[0]
    rest = cases[1:]
    rng.shuffle(rest)
    return [latest, *rest]


def _organisation(rng: Random, key: str, role: DemoRole) -> tuple[str, str]:
    sector = read("sectors")[key]
    name = f"{rng.choice(read('names')['stems'])} {rng.choice(sector['endings'])}"
    people = rng.randint(max(60, role.team[0]), max(400, role.team[1] * 2))
    return name, f"{rng.choice(sector['kinds'])}, {round(people, -1):,} people"
