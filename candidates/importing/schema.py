"""JSON Schema of imported profiles."""

from collections.abc import Callable, Iterable
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from candidates.importing.parser import UnreadableRow
from skills.places import Language, Region, RightToWork

SKILLS_MAX = 1_000
"""ESCO gives an occupation up to 340."""
DAY = {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}
YEAR = DAY | {"type": ["integer", "string"]}


def text(most: int) -> dict[str, Any]:
    """Return the schema of a text of at most `most` characters."""
    return {"type": "string", "maxLength": most}


def array(items: dict[str, Any], most: int) -> dict[str, Any]:
    """Return the schema of a list of at most `most` items."""
    return {"type": "array", "items": items, "maxItems": most}


def obj(**properties: Any) -> dict[str, Any]:
    """Return the schema of an object. Other keys are allowed and ignored."""
    return {"type": "object", "properties": properties}


NAMED: dict[str, Any] = {
    "type": ["string", "object"],
    "maxLength": 300,
    "properties": {"id": text(200), "name": text(300)},
}
SKILL = obj(
    id=text(200),
    name=text(300),
    level={"type": ["integer", "string"], "minimum": 1, "maximum": 5},
    last_used=YEAR,
    keywords=array(text(300), 100),
)
ASSIGNMENT = obj(
    text=text(6000),
    title=text(140),
    situations=array(NAMED, 20),
    sectors=array(NAMED, 20),
    ended=YEAR,
)
OURS = obj(
    id={"type": ["string", "integer"], "maxLength": 120, "minLength": 1},
    title=text(140),
    skills=array(SKILL, SKILLS_MAX),
    assignments=array(ASSIGNMENT, 100),
    seniority={"type": "integer", "minimum": 1, "maximum": 7},
    languages=array({"enum": Language.values}, 19),
    regions=array({"enum": Region.values}, 19),
    remote={"type": "boolean"},
    right_to_work=array({"enum": RightToWork.values}, 5),
    available_from={"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
)
RESUME = obj(
    basics=obj(label=text(140), summary=text(6000), email=text(254), name=text(120)),
    work=array(
        obj(
            name=text(140),
            company=text(140),
            position=text(140),
            summary=text(6000),
            startDate=DAY,
            endDate=DAY | {"pattern": r"^(\d{4}(-\d{2}(-\d{2})?)?)?$"},
            highlights=array(text(2000), 40),
        ),
        100,
    ),
    skills=array(SKILL, SKILLS_MAX),
    languages=array(obj(language=text(60)), 40),
    meta=obj(interimhub=OURS),
)
VALIDATE = {
    "ours": Draft202012Validator(OURS),
    "resume": Draft202012Validator(RESUME),
}


def check(data: dict[str, Any], kind: str) -> None:
    """Validate `data` against a schema: "resume" is JSON Resume, "ours" our keys without it.

    Raises:
        UnreadableRow: with the path and the rule that is broken, in words.
    """
    problem = best_match(VALIDATE[kind].iter_errors(data))
    if problem is not None:
        raise UnreadableRow(message_of(problem))


def message_of(problem: ValidationError) -> str:
    """Return the path of a validation error and the broken rule, in words."""
    return f"{_path(problem.absolute_path)}: {_words(problem)}"


def _path(path: Iterable[str | int]) -> str:
    words = ""
    for step in path:
        words += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return words.lstrip(".") or "the object"


def _words(problem: ValidationError) -> str:
    given, rule = problem.instance, problem.validator_value
    messages: dict[str, Callable[[], str]] = {
        "maxItems": lambda: f"has {len(given)} items, at most {rule} are read",
        "maxLength": lambda: f"has {len(given)} characters, at most {rule} are kept",
        "minLength": lambda: "is empty",
        "minimum": lambda: f"{given} is below {rule}",
        "maximum": lambda: f"{given} is above {rule}",
        "enum": lambda: f"“{str(given)[:60]}” is none of {', '.join(map(str, rule))}",
        "pattern": lambda: f"“{str(given)[:60]}” is not a day such as 2024-03-31",
        "type": lambda: f"is not {rule if isinstance(rule, str) else ' or '.join(rule)}",
    }
    words = messages.get(str(problem.validator))
    return words() if words else str(problem.message)[:200]
