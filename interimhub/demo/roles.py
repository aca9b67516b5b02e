"""The jobs that interims of the demo hold, as they are written in `data/archetypes/`."""

from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from interimhub.demo.vocabulary import read

FILES = ("life_sciences", "healthcare", "finance", "operations", "business")


@dataclass(frozen=True, slots=True)
class Case:
    """A piece of work that somebody in a role may have done, in several wordings.

    Attributes:
        skills: practised in it.
        proves: what it shows beside those, where the vocabulary has a name for the very work.
    """

    tags: tuple[str, ...]
    skills: tuple[str, ...]
    proves: tuple[str, ...]
    situation: tuple[str, ...]
    mandate: tuple[str, ...]
    result: tuple[str, ...]
    measure: tuple[str, ...]
    numbers: dict[str, tuple[int, int]]

    def tell(self, rng: Random, role: str) -> tuple[dict[str, str], int]:
        """Return the texts with numbers filled in, and for how many months the work lasted."""
        drawn = {name: rng.randint(*span) for name, span in self.numbers.items()}
        words = {"role": role, **drawn}
        texts = {
            "situation": rng.choice(self.situation).format(**words),
            "mandate": rng.choice(self.mandate).format(**words),
            "result": rng.choice(self.result).format(**words),
            "measure": rng.choice(self.measure).format(**words),
        }
        # Short numbers are weeks of a result; the work around them took longer.
        return texts, max(4, drawn.get("m", 6) + rng.randint(0, 3))


@dataclass(frozen=True, slots=True)
class DemoRole:
    """A job: what such a person can do, where they have worked and how they got there."""

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


@cache
def roles() -> tuple[DemoRole, ...]:
    """Return every role, in the order of the files."""
    found = [_role(row) for name in FILES for row in read(f"archetypes/{name}")["role"]]
    return tuple(found)


@cache
def common_cases() -> tuple[Case, ...]:
    """Return the cases that anybody senior may have had."""
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
    )


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
