"""A slow, literal implementation of the formula, to compare the fast one with."""

from math import prod, sqrt

from matching import Importance
from tests.matching.worlds import THIS_YEAR, Person, Wanted


def recency(year: int, high: bool) -> float:
    if not year:
        return 1.0 if high else 0.6
    return 0.6 + 0.4 * 2 ** (-max(0, THIS_YEAR - year - 2) / 5)


def level(held: int, needed: int, high: bool) -> float:
    if not needed:
        return 1.0
    if not held:
        return 1.0 if high else level(1, needed, high)
    if held >= needed:
        return 1.0
    return max(0.1, 1 - 0.3 * (needed - held))


def multiplier(d: int) -> float:
    if d in (0, 1):
        return 1.0
    if d > 0:
        return max(0.85, 1 - 0.05 * (d - 1))
    return max(0.15, 1 - 0.30 * abs(d))


def seniority(held: int, needed: int, high: bool) -> float:
    if not needed:
        return 1.0
    if not held:
        return 1.0 if high else min(multiplier(any_ - needed) for any_ in range(1, 8))
    return multiplier(held - needed)


def asked(wanted: Wanted) -> list[tuple[int, Importance, int]]:
    """Merge what is asked for twice: the higher importance, the higher level."""
    return [
        (
            skill,
            max(i for s, i, _ in wanted.requirements if s == skill),
            max(lvl for s, _, lvl in wanted.requirements if s == skill),
        )
        for skill in {s for s, _, _ in wanted.requirements}
    ]


def cosine(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    def dot(a, b):
        return sum(x * y for x, y in zip(a, b, strict=True))

    size = sqrt(dot(one, one) * dot(other, other))
    return dot(one, other) / size if size else 0.0


def achieved(person: Person, criterion: tuple[int, ...], high: bool) -> float:
    if not person.outcomes:
        return 1.0 if high else 0.0
    best = max(cosine(one, criterion) for one in person.outcomes)
    return min(1.0, max(0.0, (best - 0.30) / 0.45))


def fit(person: Person, wanted: Wanted, high: bool = False) -> float:
    """Return FIT with unknown facts at their lowest or highest."""
    met = []
    for skill, importance, needed in asked(wanted):
        best = 0.0
        for held, held_level, year in person.skills:
            tau = 1.0 if held == skill else wanted.tau.get((skill, held), 0.0)
            best = max(best, tau * level(held_level, needed, high) * recency(year, high))
        met.append((importance, best))

    parts = []
    if met:
        weights = sum(int(importance) for importance, _ in met)
        parts.append((0.62, sum(int(importance) * c for importance, c in met) / weights))
    for weight, columns, past in (
        (0.18, set(wanted.situations), person.situations),
        (0.06, set(wanted.sectors), person.sectors),
    ):
        if columns:
            shares = [
                max(
                    (recency(year, high) for c, year in past if c == column),
                    default=0.0,
                )
                for column in columns
            ]
            parts.append((weight, sum(shares) / len(shares)))
    if wanted.criteria:
        criteria = set(wanted.criteria)
        parts.append((0.14, sum(achieved(person, c, high) for c in criteria) / len(criteria)))
    if not parts:
        return 0.0
    base = sum(weight * part for weight, part in parts) / sum(weight for weight, _ in parts)

    musts = [max(c, 0.15) for importance, c in met if importance == Importance.MUST]
    gate = 0.5 + 0.5 * (prod(musts) ** (1 / len(musts)) if musts else 1.0)
    return 100 * base * gate * seniority(person.seniority, wanted.seniority, high)


def barred(person: Person, number: int, wanted: Wanted) -> bool:
    """Return whether the gate blocks the person."""
    if wanted.start_day and person.available_from > wanted.start_day:
        return True
    if wanted.regions and (person.regions or person.is_remote):
        near = set(person.regions) & set(wanted.regions)
        if not near and not (person.is_remote and wanted.is_remote_ok):
            return True
    if person.languages and not set(wanted.languages) <= set(person.languages):
        return True
    at_home = set(person.right_to_work) & set(wanted.right_to_work)
    if wanted.right_to_work and person.right_to_work and not at_home:
        return True
    return number in wanted.conflicts
