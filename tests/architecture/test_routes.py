"""No app links to an app above it, by a route or by a template."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.architecture.test_house_rules import ROOMS, modules

TEMPLATES = Path(settings.BASE_DIR, "templates")
HEIGHT = {app: height for height, app in enumerate(ROOMS)}
HEIGHT["candidates"] = HEIGHT["engagements"]  # neither knows the other

# The frame gives these addresses names without an app. Each app may lead to them and does not know
# which view answers: docs/adr/0014.
FRAME = {"front", "today", "welcome", "brief", "open_brief", "rate", "firm"}
# Of allauth, which signs people in and knows no app.
SIGNING_IN = re.compile(r"account_\w+$")

NAME = re.compile(rf"({'|'.join(ROOMS)}):\w*$")
PAGE = re.compile(rf"({'|'.join(ROOMS)})/[\w/{{}}.-]+\.(?:html|txt)")
TAG = re.compile(r"{%\s*(url|include|extends|load)\s+([^%]*)%}")
OWNERS = {
    path.stem: app
    for app in ROOMS
    for path in Path(settings.BASE_DIR, app).glob("templatetags/*.py")
    if path.stem != "__init__"
}
"""Which app a library of template tags belongs to."""
QUOTED = re.compile(r"[\"']([^\"']+)[\"']")


def strings(text: str) -> Iterator[str]:
    """Give every string of a module; of an f-string its beginning."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def routes_asked_for(text: str) -> Iterator[str]:
    """Give the names without an app that a module reverses or redirects to."""
    for node in ast.walk(ast.parse(text)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"reverse", "reverse_lazy", "redirect", "resolve_url"}
            and node.args
            and isinstance(node.args[0], ast.Constant)
            and isinstance(node.args[0].value, str)
            and ":" not in node.args[0].value
        ):
            yield node.args[0].value


def upward_in_module(app: str, text: str) -> list[str]:
    """Return the forbidden routes and templates that a module of an app uses."""
    found = [one for one in strings(text) if is_above(app, one)]
    return found + [one for one in routes_asked_for(text) if not is_open_to_all(one)]


def upward_in_template(app: str, text: str) -> list[str]:
    """Return the forbidden routes and templates that a template of an app uses."""
    named = [
        (tag, one)
        for tag, rest in TAG.findall(text)
        for one in (rest.split() if tag == "load" else QUOTED.findall(rest)[:1])
    ]
    return [
        one
        for tag, one in named
        if is_above(app, one)
        or (tag == "load" and is_not_below(app, OWNERS.get(one, app)))
        or (tag == "url" and ":" not in one and not is_open_to_all(one))
    ]


def is_above(app: str, name: str) -> bool:
    """Whether a route or a template belongs to an app above this one, or beside it."""
    owner = NAME.match(name) or PAGE.match(name)
    return owner is not None and is_not_below(app, owner[1])


def is_not_below(app: str, other: str) -> bool:
    """Return whether one app must not know the other: it is above, or a sibling."""
    return other != app and HEIGHT[other] >= HEIGHT[app]


def is_open_to_all(name: str) -> bool:
    """Return whether every app may link to this route without a namespace."""
    return name in FRAME or bool(SIGNING_IN.match(name)) or name.startswith("/")


@pytest.mark.parametrize("app", ROOMS)
def test_no_module_links_to_an_app_above_its_own(app: str):
    found = [(path, one) for path, text in modules(app) for one in upward_in_module(app, text)]

    assert found == []


@pytest.mark.parametrize("app", [*ROOMS, "account"])
def test_no_template_links_to_an_app_above_its_own(app: str):
    # The templates that allauth asks for are those of accounts.
    room = "accounts" if app == "account" else app
    paths = [path for path in TEMPLATES.joinpath(app).rglob("*") if path.is_file()]
    found = [(path, one) for path in paths for one in upward_in_template(room, path.read_text())]

    assert found == []


def test_shared_parts_of_pages_link_to_no_app():
    """All apps include them, so they must not know any; `who.html` is the reader's own menu."""
    paths = [
        path
        for folder in ("components", "forms", "django", "errors", "allauth")
        for path in TEMPLATES.joinpath(folder).rglob("*.html")
    ]
    found = [
        (path.name, one)
        for path in paths
        for one in upward_in_template("accounts", path.read_text())
    ]

    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        'reverse("shortlists:compare", args=[brief.ref])',
        'redirect("terms:rate")',
        'reverse(f"shortlists:{name}")',
        'render(request, "shortlists/matches.html")',
        'redirect("a_view_of_nobody")',
    ],
)
def test_an_upward_reference_of_a_module_would_be_found(text: str):
    assert len(upward_in_module("engagements", text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "{% url 'shortlists:compare' brief.ref %}",
        '{% url "shortlists:compare" brief.ref as compare_url %}',
        '{% include "shortlists/_pack.html" with pack=pack only %}',
        '{% extends "shortlists/match.html" %}',
        "{% url 'a_view_of_nobody' %}",
        "{% load ui owned_by_terms %}",
    ],
)
def test_an_upward_reference_of_a_template_would_be_found(text: str, monkeypatch):
    monkeypatch.setitem(OWNERS, "owned_by_terms", "terms")

    assert len(upward_in_template("engagements", text)) == 1


@pytest.mark.parametrize("app", ["shortlists", "terms"])
def test_a_reference_to_the_same_app_or_a_lower_one_is_allowed(app: str):
    assert upward_in_module(app, 'reverse("shortlists:compare"); redirect("today")') == []
    assert upward_in_template(app, "{% url 'shortlists:compare' x %}{% url 'brief' x %}") == []
