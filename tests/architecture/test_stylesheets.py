"""Stylesheets: few per page, and raw values only in one file."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import get_template

from interimhub.lib import stylesheets

ROOT = Path(__file__).resolve().parents[2]
STYLES = ROOT / "static" / "css"
TEMPLATES = ROOT / "templates"
MAX_SHEETS = 3

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
LINK = re.compile(r"""<link rel="stylesheet" href="\{% static '([^']+)' %\}">""")
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(|(?<![-\w])(?:white|black)\b")
# Free of tokens: 0, one pixel, and what is relative to the text (em), to the box (%, fr) or to the
# screen (vw, vh, dvh). Widths in the conditions of @media and @container cannot read a token.
SIZE = re.compile(r"(?<![\w.-])-?(\d*\.?\d+)(px|rem|ch|pt|ms|s)\b")
FREE = {("0", "px"), ("1", "px"), ("0", "s")}


def declarations(path: Path) -> list[str]:
    """Return "property: value" of a stylesheet, without comments and conditions."""
    text = COMMENT.sub("", path.read_text())
    text = re.sub(r"@(?:media|container)[^{]*\{", "{", text)
    return re.findall(r"([\w-]+\s*:\s*[^;{}]+);", text)


def raw_values(path: Path) -> list[str]:
    """Return the declarations with a size or a colour that is not a token."""
    found = []
    for line in declarations(path):
        value = line.split(":", 1)[1]
        sizes = [size for size in SIZE.findall(value) if size not in FREE]
        if sizes or COLOUR.search(value):
            found.append(line)
    return found


def sheets_of(template: str) -> list[str]:
    """Return what a page links: its own template's sheets after those of the one it extends."""
    text = Path(get_template(template).origin.name).read_text()
    parent = re.search(r'\{% extends "([^"]+)" %\}', text)
    return [*(sheets_of(parent[1]) if parent else []), *LINK.findall(text)]


def templates() -> list[str]:
    return sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))


@pytest.mark.parametrize("name", sorted(path.name for path in STYLES.glob("*.css")))
def test_raw_sizes_and_colours_are_only_in_the_tokens_file(name: str):
    found = raw_values(STYLES / name)

    assert (found != []) == (name == "tokens.css"), found


def test_every_token_is_defined_and_used():
    text = "".join(COMMENT.sub("", path.read_text()) for path in STYLES.glob("*.css"))

    defined = set(re.findall(r"(?:^|[\s{;])(--[\w-]+)\s*:", text))
    used = set(re.findall(r"var\((--[\w-]+)", text))
    assert (defined - used, used - defined) == (set(), set())


def test_a_page_loads_at_most_three_stylesheets():
    pages = {name: sheets_of(name) for name in templates()}

    assert max(map(len, pages.values())) > 1
    assert {name: sheets for name, sheets in pages.items() if len(sheets) > MAX_SHEETS} == {}


def test_every_stylesheet_is_in_the_bundle_or_linked_by_a_page():
    linked = {sheet for name in templates() for sheet in sheets_of(name)}
    ours = {f"css/{path.name}" for path in STYLES.glob("*.css")}
    parts = {f"css/{name}.css" for name in stylesheets.PARTS}

    assert linked - {stylesheets.BUNDLE} == ours - parts
    assert parts <= ours


def test_the_bundle_is_found_as_a_file_with_every_part():
    path = finders.find(stylesheets.BUNDLE)
    assert isinstance(path, str)

    text = Path(path).read_text()

    at = [text.index((STYLES / f"{name}.css").read_text()) for name in stylesheets.PARTS]
    assert at == sorted(at)
    assert stylesheets.BUNDLE in [name for name, _ in stylesheets.BundleFinder().list(None)]
