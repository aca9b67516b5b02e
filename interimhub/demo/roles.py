"""The roles of the demo's interims, from `data/archetypes/`."""

from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from interimhub.demo.vocabulary import read

WIDER_FILES = ("german", "french", "dutch", "widening")
FILES = ("life_sciences", "healthcare", "finance", "operations", "business")


@dataclass(frozen=True, slots=True)
class Case:
    """An example of work in a role, in several wordings.

    Attributes:
        skills: practised in it.
        proves: skills whose names describe this work itself, in addition to `skills`.
        at: the sectors it can have been in, by key; empty for any of the role.
    """

    tags: tuple[str, ...]
    skills: tuple[str, ...]
    proves: tuple[str, ...]
    situation: tuple[str, ...]
    mandate: tuple[str, ...]
    result: tuple[str, ...]
    measure: tuple[str, ...]
    numbers: dict[str, tuple[int, int]]
    at: tuple[str, ...] = ()

    def tell(self, rng: Random, role: str) -> tuple[dict[str, str], int]:
        """Return the texts with numbers filled in, and the length of the work in months."""
        drawn = {name: rng.randint(*span) for name, span in self.numbers.items()}
        words = {"role": role, **drawn}
        texts = {
            "situation": rng.choice(self.situation).format(**words),
            "mandate": rng.choice(self.mandate).format(**words),
            "result": rng.choice(self.result).format(**words),
            "measure": rng.choice(self.measure).format(**words),
        }
        # Short numbers are weeks until a result; the work itself took longer.
        return texts, max(4, drawn.get("m", 6) + rng.randint(0, 3))


@dataclass(frozen=True, slots=True)
class DemoRole:
    """A role: its skills, its sectors and its cases."""

    key: str
    titles: tuple[str, ...]
    share: int
    seniority: tuple[int, ...]
    sectors: tuple[str, ...]
    occupations: tuple[str, ...]
    lead: tuple[str, ...]
    work: tuple[str, ...]
    aware: tuple[str, ...]
    focus: tuple[str, ...]
    path: tuple[str, ...]
    team: tuple[int, int]
    scope: tuple[str, ...]
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class WiderRole:
    """A role of the people who widen the world, written in one language.

    Attributes:
        titles, path: a form for everybody, or one for men and one for women with a | between.
        share: how many people of each round have it.
        seniority: of each title, in turn.
        places: key of a sector, and how the organisation reads blind.
        core: skills that everybody in the role has; `work`: of which everybody has some.
    """

    key: str
    language: str
    titles: tuple[str, ...]
    share: int
    seniority: tuple[int, ...]
    places: tuple[tuple[str, str], ...]
    occupations: tuple[str, ...]
    core: tuple[str, ...]
    work: tuple[str, ...]
    focus: tuple[str, ...]
    path: tuple[str, ...]
    team: tuple[int, int]
    scope: tuple[str, ...]
    cases: tuple[Case, ...]


@cache
def wider_roles() -> tuple[WiderRole, ...]:
    """Return every role of the people who widen the world, in the order of the files."""
    return tuple(
        WiderRole(
            language=file["language"],
            cases=tuple(_case(case) for case in row["case"]),
            **{name: _frozen(value) for name, value in row.items() if name != "case"},
        )
        for file in (read(f"archetypes/{name}") for name in WIDER_FILES)
        for row in file["role"]
    )


@cache
def wider_cases(language: str) -> tuple[Case, ...]:
    """Return the cases that fit any role, told in this language."""
    if language == "en":
        return common_cases()
    return tuple(_case(row) for row in read(f"languages/{language}")["case"])


@cache
def roles() -> tuple[DemoRole, ...]:
    """Return every role, in the order of the files."""
    found = [_role(row) for name in FILES for row in read(f"archetypes/{name}")["role"]]
    return tuple(found)


@cache
def common_cases() -> tuple[Case, ...]:
    """Return the cases that fit any senior role."""
    return tuple(_case(row) for row in read("archetypes/common")["case"])


def _role(row: dict[str, Any]) -> DemoRole:
    plain = {name: _frozen(value) for name, value in row.items() if name != "case"}
    return DemoRole(**plain, cases=tuple(_case(case) for case in row["case"]))


def _case(row: dict[str, Any]) -> Case:
    return Case(
        tags=tuple(row["tags"]),
        skills=tuple(row["skills"]),
        proves=tuple(row.get("proves", ())),
        situation=tuple(row["s"]),
        mandate=tuple(row["d"]),
        result=tuple(row["r"]),
        measure=tuple(row["n"]),
        numbers={name: (low, high) for name, (low, high) in row["numbers"].items()},
        at=tuple(row.get("at", ())),
    )


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value
