"""A slow, literal implementation of the formula, to compare the fast one with."""

from math import prod, sqrt

from matching import Importance
from tests.matching.worlds import THIS_YEAR, Person, Wanted, works_of


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


def seniority(person: Person, wanted: Wanted, high: bool) -> float:
    """Return S: stated or read from a title, whichever is better, and the profession."""
    held, needed = person.seniority, wanted.seniority
    titled = [work for work in works_of(person) if work.has_title]
    if not needed:
        best = 1.0
    elif not held:
        best = 1.0 if high else min(multiplier(any_ - needed) for any_ in range(1, 8))
    else:
        best = multiplier(held - needed)
    if needed:
        for work in titled:
            if work.level:
                d = work.level - needed
                read = multiplier(d) if d >= 0 else max(0.40, 1 - 0.2 * abs(d))
                best = max(best, 0.70 * read)
        if high and not titled:
            best = max(best, 0.70)
    if wanted.profession and not any(w.profession == wanted.profession for w in titled):
        best *= 1.0 if high and not titled else 0.6
    return best


def stated(past: list[tuple[int, int]]) -> list[tuple[int, int, float]]:
    return [(column, year, 1.0) for column, year in past]


def told(past: list[tuple[int, int]], high: bool) -> list[tuple[int, int, float]]:
    return [(column, year, 1.0 if high else 0.35) for column, year in past]


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


def ramp(value: float, floor: float, over: float) -> float:
    return min(1.0, max(0.0, (value - floor) / over))


def is_like(person: Person, wanted: Wanted) -> bool:
    """Return whether the record passes the coarse look; vectors here are shorter than it."""
    if wanted.whole is None or not wanted.sentences:
        return True
    texts = [work.text for work in works_of(person)]
    return any(cosine(text, wanted.whole) >= 0.38 for text in texts if text is not None)


def best_sentence(person: Person, asked_for: tuple[int, ...]) -> float:
    said = [one for work in works_of(person) for one in work.sentences]
    return max([0.0, *(cosine(one, asked_for) for one in said)])


def has_text(person: Person) -> bool:
    return any(work.text is not None for work in works_of(person))


def achieved(person: Person, wanted: Wanted, criterion: tuple[int, ...], high: bool) -> float:
    if not has_text(person):
        return 1.0 if high else 0.0
    if not is_like(person, wanted):
        return 0.0
    return ramp(best_sentence(person, criterion), 0.30, 0.30)


def words(person: Person, wanted: Wanted, high: bool) -> float:
    if not has_text(person):
        return 1.0 if high else 0.0
    if not is_like(person, wanted) or wanted.whole is None:
        return 0.0
    texts = [work.text for work in works_of(person) if work.text is not None]
    whole = max([0.0, *(cosine(text, wanted.whole) for text in texts)])
    asked_for = set(wanted.sentences)
    mean = sum(best_sentence(person, one) for one in asked_for) / len(asked_for)
    return ramp((whole + min(mean, whole)) / 2, 0.27, 0.36)


def role(person: Person, wanted: Wanted, high: bool) -> float:
    if not any(work.has_title for work in works_of(person)):
        return 1.0 if high else 0.0
    best = 0.0
    for work in works_of(person):
        if 0 <= work.family < len(wanted.families):
            best = max(best, wanted.families[work.family])
        if work.title is not None and wanted.title is not None:
            best = max(best, 0.8 * ramp(cosine(work.title, wanted.title), 0.40, 0.45))
    return best


def skill_weights(met: list[tuple[Importance, float]]) -> list[float]:
    """Return the weights, which add up to 1; must-haves have at least .8 together."""
    total = sum(int(i) for i, _ in met)
    musts = sum(int(i) for i, _ in met if i == Importance.MUST)
    if not 0 < musts < 0.8 * total:
        return [int(i) / total for i, _ in met]
    return [
        0.8 * int(i) / musts if i == Importance.MUST else 0.2 * int(i) / (total - musts)
        for i, _ in met
    ]


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
        credit = sum(w * c for w, (_, c) in zip(skill_weights(met), met, strict=True))
        parts.append((0.29 * (0.3 if wanted.are_skills_told else 1.0), credit))
    for weight, columns, past in (
        (0.12, set(wanted.situations), [*stated(person.situations), *told(person.told, high)]),
        (0.05, set(wanted.sectors), stated(person.sectors)),
    ):
        if columns:
            shares = [
                max(
                    (
                        (1.0 if c == column else wanted.near.get((column, c), 0.0))
                        * factor
                        * recency(year, high)
                        for c, year, factor in past
                    ),
                    default=0.0,
                )
                for column in columns
            ]
            parts.append((weight, sum(shares) / len(shares)))
    if wanted.criteria:
        criteria = set(wanted.criteria)
        met_by = [achieved(person, wanted, c, high) for c in criteria]
        parts.append((0.15, sum(met_by) / len(criteria)))
    if wanted.sentences and wanted.whole is not None:
        parts.append((0.29, words(person, wanted, high)))
    if any(wanted.families) or wanted.title is not None:
        parts.append((0.11, role(person, wanted, high)))
    if not parts:
        return 0.0
    base = sum(weight * part for weight, part in parts) / sum(weight for weight, _ in parts)

    musts = [max(c, 0.15) for importance, c in met if importance == Importance.MUST]
    gate = 0.5 + 0.5 * (prod(musts) ** (1 / len(musts)) if musts else 1.0)
    return 100 * base * gate * seniority(person, wanted, high)


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
