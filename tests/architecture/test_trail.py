"""The trail: every kind is well formed and in use, and only timelines read it."""

import ast
import re
from collections import Counter
from importlib import import_module

import pytest
from django.db import models

from accounts.models import Activity, ActivityKind
from tests.architecture.test_house_rules import PACKAGES, ROOMS, ROOT, modules

# The modules that show the trail to people. All others only write it.
READERS = [
    "accounts/organisations/standing.py",
    "engagements/standing.py",
    "engagements/timeline.py",
    "shortlists/standing.py",
    "sourcing/standing.py",
]


def kinds() -> list[type[ActivityKind]]:
    """Give the kinds of every app."""
    for room in ROOMS:
        if (ROOT / room / "trail.py").exists():
            import_module(f"{room}.trail")
    return [own for own in ActivityKind.__subclasses__() if own.__module__.endswith(".trail")]


def every_kind() -> list[ActivityKind]:
    return [kind for own in kinds() for kind in own]


def test_every_kind_is_a_noun_and_a_verb():
    assert len(kinds()) > 8
    assert [kind for kind in every_kind() if not re.fullmatch(r"[a-z]+\.[a-z_]+", kind)] == []


def test_every_kind_is_unique_over_all_apps():
    assert [kind for kind, count in Counter(map(str, every_kind())).items() if count > 1] == []


def test_each_list_of_kinds_has_one_noun():
    nouns = {own.__name__: {kind.split(".")[0] for kind in own} for own in kinds()}

    assert [name for name, found in nouns.items() if len(found) != 1] == []
    assert len({noun for found in nouns.values() for noun in found}) == len(nouns)


@pytest.mark.parametrize("kind", every_kind(), ids=str)
def test_every_kind_has_a_sentence_that_follows_a_name(kind: ActivityKind):
    for facts in ([], [{}], [{}, {}]):
        assert re.fullmatch(r"[a-z][^.]*[^. ]", kind.sentence(facts))


def test_every_kind_is_recorded_by_something():
    code = "\n".join(text for path, text in modules(*ROOMS) if not path.endswith("/trail.py"))

    assert [
        name
        for own in kinds()
        for kind in own
        if (name := f"{own.__name__}.{kind.name}") and not re.search(rf"\b{name}\b", code)
    ] == []


def test_a_kind_fits_its_column_and_an_event_contains_no_text():
    longest = Activity._meta.get_field("kind").max_length or 0

    assert max(len(kind) for kind in every_kind()) <= longest
    assert [field for field in Activity._meta.fields if isinstance(field, models.TextField)] == []


def uses(text: str) -> list[ast.Attribute]:
    """Give what a module does with `Activity`."""
    return [
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "Activity"
    ]


def reads_the_trail(text: str) -> bool:
    """Return whether a module queries the trail."""
    return any(use.attr != "record" for use in uses(text)) or "accounts_activity" in text


def test_only_timelines_read_the_trail():
    found = [path for path, text in modules(*PACKAGES) if reads_the_trail(text)]

    assert found == READERS


@pytest.mark.parametrize(
    "text",
    [
        "Activity.objects.about(entry).exists()",
        "Activity._base_manager.first()",
        "cursor.execute('SELECT at FROM accounts_activity')",
    ],
)
def test_a_reader_would_be_found(text: str):
    assert reads_the_trail(text)


def test_writing_the_trail_is_not_reading_it():
    assert not reads_the_trail("Activity.record(by=by, kind=BriefEvent.OPENED)")


def records_without_kind(text: str) -> list[str]:
    """Give the calls of `Activity.record` that name no kind of an app's list."""
    calls = [
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and ast.unparse(node.func) == "Activity.record"
    ]
    given = [
        next((ast.unparse(word.value) for word in call.keywords if word.arg == "kind"), "")
        for call in calls
    ]
    # A step that several actions share is given the kind by them, typed as one of the app's list.
    return [kind for kind in given if not re.fullmatch(r"\w+Event\.[A-Z_]+|kind", kind)]


def test_every_event_is_recorded_with_a_listed_kind():
    written = [path for path, text in modules(*ROOMS) if "Activity.record(" in text]

    assert len(written) > 15
    assert [
        (path, kind) for path, text in modules(*ROOMS) for kind in records_without_kind(text)
    ] == []


@pytest.mark.parametrize("kind", ["'brief.opened'", "Status.OPEN", "name"])
def test_an_event_without_a_kind_would_be_found(kind: str):
    assert records_without_kind(f"Activity.record(by=by, kind={kind}, now=now)")
