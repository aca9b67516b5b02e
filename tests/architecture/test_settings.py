"""`settings.py` assigns each setting once."""

import ast
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

SETTINGS = Path(__file__).resolve().parents[2] / "interimhub" / "settings.py"


def assigned(block: list[ast.stmt]) -> list[str]:
    """Return every name that a block of statements assigns, once for each path through it."""
    names: list[str] = []
    for node in block:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names += [target.id for target in targets if isinstance(target, ast.Name)]
        elif isinstance(node, ast.If):
            names += {*assigned(node.body), *assigned(node.orelse)}
    return names


def test_every_setting_is_assigned_once():
    counts = Counter(assigned(ast.parse(SETTINGS.read_text()).body))

    assert len(counts) > 50
    assert [name for name, count in counts.items() if count > 1] == []


@pytest.mark.parametrize(
    "name", ["INSTALLED_APPS", "MIDDLEWARE", "AUTHENTICATION_BACKENDS", "FILE_UPLOAD_HANDLERS"]
)
def test_no_list_has_duplicates(name: str):
    entries = getattr(settings, name)

    assert sorted(entries) == sorted(set(entries))
