"""Rules for the code that no linter checks, each with a control that it detects violations."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

ROOT = Path(settings.BASE_DIR)
ROOMS = (
    *("accounts", "skills", "readings", "providers", "candidates"),
    *("engagements", "ranking", "shortlists", "sourcing", "terms"),
)
PACKAGES = (*ROOMS, "interimhub", "matching", "redaction")
PAGES = ROOT / "templates"
LONGEST = 400
TEMPLATE = re.compile(r"\"([\w/-]+\.(?:html|txt))(?:#[\w-]+)?\"")
FAMILY = re.compile(r"f\"([\w/-]+)\{[\w.]+\}([\w-]*\.html)\"")  # named by what is shown


def modules(*packages: str) -> Iterator[tuple[str, str]]:
    """Give the path and the text of each module, migrations apart."""
    for package in packages:
        for path in sorted(ROOT.joinpath(package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(ROOT)), path.read_text()


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in {*ROOMS, "lib"}]


def sets_status(text: str) -> bool:
    """Return whether the module writes a status without `move_to`, in memory or in a row."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(one, ast.Attribute) and one.attr == "status" for one in targets):
                return True
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "update"
            and any(keyword.arg == "status" for keyword in node.keywords)
        ):
            return True
    return False


def test_only_the_lifecycle_writes_a_status():
    found = [path for path, text in modules(*PACKAGES) if sets_status(text)]

    assert found == ["interimhub/lib/lifecycle.py"]


@pytest.mark.parametrize(
    "text", ["brief.status = 'open'", "rows.update(status='open', now=now)", "x.status: str = 'a'"]
)
def test_a_status_written_elsewhere_would_be_found(text: str):
    assert sets_status(text)


def test_the_text_of_every_model_starts_with_its_primary_key():
    unnamed = [
        model.__name__ for model in our_models() if not str(model(pk="key")).startswith("#key")
    ]

    assert unnamed == []


def test_no_model_has_a_default_ordering():
    assert [model.__name__ for model in our_models() if model._meta.ordering] == []


def test_every_constraint_has_a_name():
    unnamed = [model.__name__ for model in our_models() if model._meta.unique_together]

    assert unnamed == []


def test_no_module_is_too_long():
    long = [path for path, text in modules(*PACKAGES) if len(text.splitlines()) > LONGEST]

    assert long == []


def texts() -> list[str]:
    """Give every module and every template."""
    pages = [path.read_text() for path in PAGES.rglob("*.html")]
    return [text for _, text in modules(*PACKAGES)] + pages


def templates_named() -> set[str]:
    """Give the templates that a module or another template asks for."""
    return {name for text in texts() for name in TEMPLATE.findall(text)}


def is_there(name: str) -> bool:
    """Whether a template can be found, here or in a package."""
    try:
        get_template(name)
    except TemplateDoesNotExist:
        return False
    return True


def test_every_template_that_is_named_exists():
    assert [name for name in sorted(templates_named()) if not is_there(name)] == []


def test_every_template_is_used():
    pages = {str(path.relative_to(PAGES)) for path in PAGES.rglob("*.html")}
    families = [rf"{start}[\w-]+{end}$" for text in texts() for start, end in FAMILY.findall(text)]
    # Django, allauth and crispy ask for these by themselves.
    own = [r"[^/]+$", "account/", "allauth/", "crispy_interimhub/", "django/"]
    asked = re.compile("|".join([*own, *families]))

    assert sorted(page for page in pages - templates_named() if not asked.match(page)) == []


def test_the_import_contract_names_every_module_of_the_project():
    told = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    (contract,) = [one for one in told["contracts"] if one["name"] == "No app imports the project"]
    frame = {
        f"interimhub.{path.stem}"
        for path in ROOT.joinpath("interimhub").iterdir()
        if path.suffix == ".py" or path.joinpath("__init__.py").exists()
    }

    assert frame - {"interimhub.__init__", "interimhub.lib"} == set(contract["forbidden_modules"])


EVERYWHERE = {
    "actions",
    "clock",
    "forms",
    "layouts",
    "models",
    "policy",
    "tasks",
    "trail",
    "urls",
    "views",
    "waits",
}
DJANGO = {"__init__", "apps", "celery", "management", "migrations", "wsgi"}


def test_the_map_of_the_code_names_every_module():
    told = (ROOT / "docs" / "architecture.md").read_text()
    folders = [*PACKAGES, "interimhub/lib"]
    parts = {
        path.stem
        for folder in folders
        for path in ROOT.joinpath(folder).iterdir()
        if path.suffix == ".py" or path.joinpath("__init__.py").exists()
    }

    unnamed = sorted(
        part for part in parts - EVERYWHERE - DJANGO if not re.search(rf"[`.]{part}/?`", told)
    )

    assert unnamed == []


SPELLED_OUT = re.compile(r"\.(?:filter|exclude|annotate)\(")
ORDERED = re.compile(r"\.order_by\(")
EDGES = re.compile(r"/(?:clock|views)(?:\.py|/\w+\.py)$")


def test_no_view_and_no_clock_contains_a_filter():
    edges = [(path, text) for path, text in modules(*PACKAGES) if EDGES.search(path)]

    assert len([path for path, _ in edges if path.endswith("/clock.py")]) > 1
    assert len(edges) > 15
    assert [path for path, text in edges if SPELLED_OUT.search(text)] == []


def test_no_view_contains_an_order_by():
    views = [(path, text) for path, text in modules(*PACKAGES) if EDGES.search(path)]
    spelled = [path for path, text in views if ORDERED.search(text)]

    # A clock goes through its rows by key: nobody reads them.
    assert [path for path in spelled if not path.endswith("/clock.py")] == []
