"""JSON Schema of briefs in files, with errors by path and in words."""

from collections.abc import Callable, Iterable
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from candidates.importing import UnreadableRow
from candidates.importing.values import unstorable


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
BRIEF = obj(
    id={"type": ["string", "integer"], "maxLength": 120, "minLength": 1},
    title=text(400),
    text={"type": ["array", "string"], "items": text(100_000), "maxItems": 5_000},
    skills=array(
        obj(
            id=text(200),
            name=text(300),
            level={"type": "integer", "minimum": 1, "maximum": 5},
            importance={"enum": ["must", "should", "nice"]},
        ),
        10_000,
    ),
    situations=array(NAMED, 100),
    sectors=array(NAMED, 100),
    registrations=array(NAMED, 100),
    seniority={"type": "integer", "minimum": 1, "maximum": 7},
    criteria=array(text(6_000), 200),
) | {"required": ["id"]}
_VALIDATOR = Draft202012Validator(BRIEF)


def checked(data: dict[str, Any]) -> dict[str, Any]:
    """Return a brief without its nulls, validated against the schema.

    Raises:
        UnreadableRow: it names the field and the rule, or the brief cannot be read at all.
    """
    try:
        brief: dict[str, Any] = _without_nulls(data)
        problem = best_match(_VALIDATOR.iter_errors(brief))
    except RecursionError:
        raise UnreadableRow("is nested too deeply") from None
    if problem is not None:
        raise UnreadableRow(f"{_path(problem.absolute_path)}: {_words(problem)}")
    return brief


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(v) for key, v in value.items() if v is not None}
    if isinstance(value, list):
        return [_without_nulls(item) for item in value if item is not None]
    if isinstance(value, str) and unstorable(value):
        raise UnreadableRow("holds a NUL character or half a character (a lone surrogate)")
    return value


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
        "type": lambda: f"is not {rule if isinstance(rule, str) else ' or '.join(rule)}",
    }
    words = messages.get(str(problem.validator))
    return words() if words else str(problem.message)[:200]
