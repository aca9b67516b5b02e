"""Every state is told by a shape, a line or a word: colours may be taken away, or be grey."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Locator, Page

from accounts.models import User
from tests.journeys.conftest import Visitor, can_sign_in, violations
from tests.journeys.long_pages import brief_page, comparison_page, letter_page, profile_page

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

# What to look at on the gallery, and what to do to it to see it in another state. The words stay,
# so that what differs is the sign of the state. `one` is the first element of the selector.
PILL = ["pill-quiet", "", "pill-live", "pill-wait", "pill-breach", "pill-met"]
NODE = ["", "thread-met", "thread-wait", "thread-breach"]
STEP = ["step-done", "step-current", "step-todo"]
STEP_NAV = ["step-nav-done", "step-nav-current", "step-nav-todo"]
NOTICE = ["notice-info", "notice-wait", "notice-breach"]
DOT = ["filled", "needed", ""]
MARK = ["", "is-taken", "is-off", "is-lit"]
STATES = {
    "pill": ("main .pill", [f"one.className = 'pill {tone}'" for tone in PILL]),
    "criterion": ("main .thread", [f"one.className = 'thread {state}'" for state in NODE]),
    "step": ("main .step", [f"one.className = 'step {state}'" for state in STEP]),
    "step of a form": (".step-nav li", [f"one.className = '{state}'" for state in STEP_NAV]),
    "notice": ("main .notice", [f"one.className = 'notice {tone}'" for tone in NOTICE]),
    "level": (".level i", [f"one.className = '{mark}'" for mark in DOT]),
    "fact of a verdict": (
        ".verdict-facts li",
        [f"one.className = 'verdict-{state}'" for state in ("have", "near", "missing")],
    ),
    "marked words": (".marked mark", [f"one.className = '{state}'" for state in MARK]),
    "found word in a link": (".row-title mark", ["one.style.all = 'unset'", "one.style.all = ''"]),
    "suggestion": (
        ".found-card",
        ["one.className = 'found-card'", "one.classList.add('is-shown')"],
    ),
    "filter": (".chip", ["one.ariaCurrent = null", "one.ariaCurrent = 'true'"]),
    "place in the rail": (
        ".rail .nav-item",
        ["one.ariaCurrent = null", "one.ariaCurrent = 'page'"],
    ),
    "row": ("main .row-item", ["delete one.dataset.at", "one.dataset.at = ''"]),
    "offer of a type-ahead": (
        "[role=option]",
        ["one.ariaSelected = 'false'", "one.ariaSelected = 'true'"],
    ),
    "short answer": (".found-option", ["one.ariaPressed = 'false'", "one.ariaPressed = 'true'"]),
    "segment": (
        ".segmented",
        [f"one.querySelectorAll('input')[{number}].checked = true" for number in range(3)],
    ),
    "box to tick": (
        ".field div > label:has(> input[type=checkbox])",
        [f"one.querySelector('input').checked = {on}" for on in ("false", "true")],
    ),
    "card to pick": (
        ".pick",
        [f"one.querySelector('input').checked = {on}" for on in ("false", "true")],
    ),
    "card that is closed": (
        ".pick",
        ["one.classList.remove('pick-closed')", "one.classList.add('pick-closed')"],
    ),
    "field": (
        "main .field input[type=text]",
        ["one.ariaInvalid = null", "one.ariaInvalid = 'true'"],
    ),
    "field that is closed": (
        ".field input[type=text]",
        ["one.disabled = false", "one.disabled = true"],
    ),
    "button": (
        "main .btn:not(.btn-primary, a, summary)",
        ["one.disabled = false", "one.disabled = true"],
    ),
    "button at work": (
        "main .btn:not(.btn-primary, a, summary)",
        ["one.ariaBusy = null", "one.ariaBusy = 'true'"],
    ),
    "weight of a button": (
        "main button.btn",
        ["one.className = 'btn'", "one.className = 'btn btn-primary'"],
    ),
    "focus": ("main button.btn-primary", ["one.blur()", "one.focus({ focusVisible: true })"]),
    "what is saved": (
        ".saved[data-state]",
        [f"one.dataset.state = '{state}'" for state in ("saved", "saving", "failed")],
    ),
    "meter": ("meter", ["one.value = 2", "one.value = 14"]),
}
MODES: dict[str, dict[str, Any]] = {
    "forced colours": {"forced_colors": "active"},
    "forced colours, dark": {"forced_colors": "active", "color_scheme": "dark"},
    "grey": {},
    "grey, dark": {"color_scheme": "dark"},
}


def picture(page: Page, one: Locator) -> Image.Image:
    """Return the element with what stands around it, in grey."""
    box = one.bounding_box()
    assert box is not None
    edge = 8
    clip = {"x": max(0, box["x"] - edge), "y": max(0, box["y"] - edge)}
    size = {"width": box["width"] + 2 * edge, "height": box["height"] + 2 * edge}
    return Image.open(BytesIO(page.screenshot(clip={**clip, **size}))).convert("L")


def difference(one: Image.Image, other: Image.Image) -> int:
    """Return how many pixels differ clearly; a ground that is a little darker does not count."""
    width, height = max(one.width, other.width), max(one.height, other.height)
    shown = []
    for image in (one, other):
        sheet = Image.new("L", (width, height), image.getpixel((0, 0)))
        sheet.paste(image)
        shown.append(sheet)
    histogram = ImageChops.difference(*shown).histogram()
    return sum(histogram[48:])


@pytest.fixture
def gallery(visit: Callable[[], Visitor], transactional_db: None) -> Iterator[Page]:
    """Open the gallery, without motion."""
    visitor = visit()
    visitor.go("/gallery/")
    visitor.settle()
    return visitor.page


def told_by_colour_alone(page: Page, states: dict[str, tuple[str, list[str]]]) -> list[str]:
    """Return the pairs of states that look alike."""
    alike = []
    for name, (selector, changes) in states.items():
        one = page.locator(selector).filter(visible=True).first
        one.scroll_into_view_if_needed()
        pictures = []
        for change in changes:
            one.evaluate(f"(one) => {{ {change}; }}")
            page.mouse.move(0, 0)
            pictures.append(picture(page, one))
        one.evaluate(f"(one) => {{ {changes[0]}; }}")
        for at, shown in enumerate(pictures):
            for number, other in enumerate(pictures[:at]):
                if difference(shown, other) < 8:
                    alike.append(f"{name}: {changes[number]} | {changes[at]}")
    return alike


@pytest.mark.parametrize("mode", MODES)
def test_no_state_in_the_gallery_needs_a_colour(gallery: Page, mode: str):
    gallery.emulate_media(**MODES[mode])

    assert told_by_colour_alone(gallery, STATES) == []


@pytest.mark.parametrize("kind", [brief_page, comparison_page, letter_page, profile_page])
def test_no_state_on_a_page_needs_a_colour(
    kind: Callable[[], tuple[User, str]], visit: Callable[[], Visitor], transactional_db: None
):
    user, path = kind()
    visitor = visit()
    visitor.sign_in(can_sign_in(user))
    visitor.go(path)
    page = visitor.page
    visitor.settle()
    here = {
        name: state
        for name, state in STATES.items()
        if page.locator(state[0]).filter(visible=True).count()
    }

    assert len(here) >= 3
    for mode in ("grey", "forced colours"):
        page.emulate_media(**MODES[mode])
        assert told_by_colour_alone(page, here) == [], mode


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("contrast", ["no-preference", "more"])
def test_text_differs_enough_from_its_ground(gallery: Page, scheme: Any, contrast: Any):
    gallery.emulate_media(color_scheme=scheme, contrast=contrast)

    assert violations(gallery, "color-contrast") == []
