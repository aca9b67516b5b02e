"""Stylesheets: few per page, and raw values only in one file."""

import re
from concurrent.futures import ThreadPoolExecutor
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


def test_many_requests_at_once_write_the_bundle_without_an_error():
    finder = stylesheets.BundleFinder()
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: finder.find(stylesheets.BUNDLE), range(200)))

    assert len(set(found)) == 1
    assert Path(found[0]).read_text("utf-8") == stylesheets.bundle()


def test_the_bundle_is_found_as_a_file_with_every_part():
    path = finders.find(stylesheets.BUNDLE)
    assert isinstance(path, str)

    text = Path(path).read_text()

    at = [text.index((STYLES / f"{name}.css").read_text()) for name in stylesheets.PARTS]
    assert at == sorted(at)
    assert stylesheets.BUNDLE in [name for name, _ in stylesheets.BundleFinder().list(None)]


# What a rule may say about a state that does not show where colours are taken away, or are grey.
COLOUR_ALONE = re.compile(
    r"^(?:--[\w-]+|color|background(?:-[a-z]+)?|box-shadow|fill|stroke|opacity|cursor|transition"
    r"|accent-color|pointer-events|border(?:-[a-z]+)*-color|text-decoration-color|filter)$"
)
# `where` is the part of a selector up to its state; the state may show at the element, its
# pseudo-elements or within it.
STATE = re.compile(
    r"^.*?(?:\[(?:aria-(?:current|selected|pressed|invalid|busy)|data-state|data-at)[^\]]*\]"
    r"|:(?:disabled|checked|target)\b\)?|\.is-(?:shown|taken|off|lit|refused|there)"
    r"|\.(?:pill|notice|clock|thread|compare|step|step-nav|why|verdict)-"
    r"(?:quiet|live|wait|breach|met|done|current|have|near|missing)\b|\.(?:filled|needed|pick-closed)\b)"
)
SAID_ELSEWHERE = {
    ".compare-met": "the icon and the words are in components/compare.html",
    ".compare-wait": "the icon and the words are in components/compare.html",
    ".compare-breach": "the icon and the words are in components/compare.html",
    ".is-refused": "readings/_card.html says what was done with a suggestion",
    ".is-there": "readings/_card.html says what was done with a suggestion",
    ".notice-met": "the icon is in components/notice.html",
    "label:has(> input:checked)": "the box or the dot itself is ticked",
}


def rules(text: str) -> list[tuple[str, list[str]]]:
    """Return each selector of a stylesheet with the properties that its rule sets."""
    text = re.sub(r"@media print \{.*?\n\}", "", COMMENT.sub("", text), flags=re.DOTALL)
    found = []
    for head, body in re.findall(r"([^{};@]+)\{([^{}]*)\}", text):
        names = re.findall(r"(?:^|;)\s*([\w-]+)\s*:", body)
        found += [(part.strip(), names) for part in re.split(r",(?![^(]*\))", head)]
    return found


def states_in_colour_alone(text: str) -> set[str]:
    """Return the states that no rule shows by a shape, a line, a weight or a word."""
    shown: dict[str, set[str]] = {}
    for selector, names in rules(text):
        if state := STATE.match(re.sub(r":not\([^)]*\)", "", selector)):
            # A class is a state of its own; an attribute is one of the element that has it.
            where = re.sub(r"^.*(?=\.[\w-]+$)|^.* > ", "", state[0])
            shown.setdefault(where, set()).update(names)
    return {
        where for where, names in shown.items() if all(COLOUR_ALONE.match(name) for name in names)
    }


def test_no_state_is_shown_by_colour_alone():
    sheets = [path for path in sorted(STYLES.glob("*.css")) if path.name != "reset.css"]

    found = states_in_colour_alone("\n".join(path.read_text() for path in sheets))

    assert found == set(SAID_ELSEWHERE)


@pytest.mark.parametrize(
    ("rule", "is_caught"),
    [
        (".chip[aria-current] { color: red; background: blue; }", True),
        (".pick:has(input:checked) { box-shadow: inset 0 0 0 1px red; border-color: red; }", True),
        (".chip[aria-current] { color: red; font-weight: 600; }", False),
        (
            ".chip[aria-current] { color: red; } .chip[aria-current]::before { content: '✓'; }",
            False,
        ),
        (".btn:disabled { border: 1px dashed; }", False),
        (".chip { color: red; }", False),
    ],
)
def test_a_state_in_colour_alone_is_caught(rule: str, is_caught: bool):
    assert bool(states_in_colour_alone(rule)) == is_caught


def colours_of(scheme: str) -> dict[str, str]:
    """Return the colours of the tokens; those of the dark scheme stand in a block of their own."""
    text = COMMENT.sub("", (STYLES / "tokens.css").read_text())
    light, rest = text.split("@media screen and (prefers-color-scheme: dark)")
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    dark = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", rest.split("@media")[0]))
    return found | dark if scheme == "dark" else found


def contrast(one: str, other: str) -> float:
    """Return the ratio of two colours by WCAG 2."""
    lights = []
    for colour in (one, other):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        lights.append(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])
    return (max(lights) + 0.05) / (min(lights) + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_lines_and_marks_differ_enough_from_their_ground(scheme: str):
    colours = colours_of(scheme)
    marks = ["line-strong", "accent", "wait", "breach", "met"]
    parts = [f"part-{number}" for number in range(1, 7)]

    low = {
        (mark, ground): round(ratio, 2)
        for mark in [*marks, *parts]
        for ground in ("paper", "sheet", "part-rest")
        if (ratio := contrast(colours[mark], colours[ground])) < 3
    }

    assert low == {}


def test_widths_of_a_screen_say_nothing_about_paper():
    conditions = [
        line
        for path in STYLES.glob("*.css")
        for line in re.findall(r"@media[^{]*(?:max|min)-width[^{]*", path.read_text())
    ]

    assert len(conditions) > 10
    assert [line for line in conditions if not line.startswith("@media screen and")] == []


def test_what_stays_in_view_scrolls_with_the_page_in_a_low_window():
    text = "".join(path.read_text() for path in sorted(STYLES.glob("*.css")))
    high = re.findall(r"@media screen[^{]*\(min-height: 35\.01em\) \{.*?\n\}", text, re.DOTALL)
    for part in high:
        text = text.replace(part, "")

    always = [
        rule.strip().splitlines()[0]
        for rule in re.findall(r"[^{}]+\{[^{}]*position: (?:fixed|sticky);", text)
    ]

    assert len(high) > 1
    # The first column of a table stays at the side, and takes no height.
    assert always == [".compare-label {", ".compare-label > div {"]
