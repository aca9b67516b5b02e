"""A page on paper: every word of it, nothing to press, and nothing printed over anything."""

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page
from pypdf import PageObject, PdfReader

from accounts.models import User
from tests.journeys.conftest import Visitor, can_sign_in
from tests.journeys.long_pages import (
    brief_page,
    comparison_page,
    letter_page,
    long_brief,
    manager_of,
    meet,
    pack_page,
    profile_page,
)

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

# Paper, and how wide the text is on it in CSS pixels: upright, and across.
PAPERS = {"A4": (673, 1001), "Letter": (695, 935)}

# The words of the page on the screen, with everything unfolded and without what can be pressed.
# Initials are a picture of the name beside them.
WORDS = """
() => {
  for (const fold of document.querySelectorAll("main details")) fold.open = true;
  const left = "nav, button, .btn, form, summary, .confirm-fold, .screen-only, .visually-hidden,"
    + " .initials, .chips, .spread > h2 + a";
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const words = [];
  while (walker.nextNode()) {
    const { parentElement, nodeValue } = walker.currentNode;
    if (!parentElement.closest(left) && parentElement.checkVisibility()) words.push(nodeValue);
  }
  return words.join(" ");
}
"""
CONTROLS = """
() => [...document.querySelectorAll("nav, button, input, select, textarea, dialog, .btn, .chip,"
    + " .rail, .bar-top, .bar-foot, .ribbon, .notices")]
  .filter((one) => one.checkVisibility()).map((one) => one.outerHTML.slice(0, 90))
"""
STANDING = """
() => [...document.querySelectorAll("body *")]
  .filter((one) => one.checkVisibility() && !one.closest(".visually-hidden"))
  .filter((one) => ["fixed", "sticky"].includes(getComputedStyle(one).position))
  .map((one) => one.outerHTML.slice(0, 90))
"""
# Lines of text that lie on each other, and lines that are cut off.
COLLISIONS = """
() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const lines = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const { parentElement, nodeValue } = node;
    const words = nodeValue.trim().slice(0, 40);
    const isUnseen = parentElement.closest(".visually-hidden, script, template");
    if (!words || isUnseen || !parentElement.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const { left, right, top, bottom } of range.getClientRects()) {
      if (right - left > 1) lines.push({ node, left, right, top, bottom, words });
    }
  }
  const found = [];
  lines.sort((a, b) => a.top - b.top);
  lines.forEach((one, index) => {
    for (let at = index + 1; at < lines.length && lines[at].top < one.bottom - 4; at += 1) {
      const other = lines[at];
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      if (other.node !== one.node && across > 1) found.push(`${one.words} | ${other.words}`);
    }
    if (one.right > innerWidth + 1 || one.left < -1) found.push(`off the paper: ${one.words}`);
    let box = one.node.parentElement;
    for (; box && box !== document.body; box = box.parentElement) {
      const { right, bottom } = box.getBoundingClientRect();
      const isOver = one.right > right + 1 || one.bottom > bottom + 4;
      const isClipping = getComputedStyle(box).overflowX !== "visible";
      if (isClipping && isOver) found.push(`cut off: ${one.words}`);
    }
  });
  return found;
}
"""
COLOURS = """
() => {
  const { color, backgroundColor } = getComputedStyle(document.body);
  return [color, backgroundColor];
}
"""


def words_of(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def printed(page: Page, paper: str) -> list[str]:
    """Print a page and return the text of each sheet."""
    return [text_of(sheet) for sheet in sheets_of(page, paper)]


def sheets_of(page: Page, paper: str) -> list[PageObject]:
    raw = page.pdf(format=paper, prefer_css_page_size=True)
    return list(PdfReader(io.BytesIO(raw)).pages)


def text_of(sheet: PageObject) -> str:
    # A font may set "fi" as one sign.
    return unicodedata.normalize("NFKC", sheet.extract_text())


@pytest.mark.parametrize(
    "kind", [brief_page, pack_page, profile_page, comparison_page, letter_page]
)
def test_a_printed_page_has_every_word_and_no_overlaps(
    kind: Callable[[], tuple[User, str]],
    visit: Callable[[], Visitor],
    transactional_db: None,
):
    user, path = kind()
    visitor = visit()
    visitor.sign_in(can_sign_in(user))
    page = visitor.page
    visitor.go(path)
    visitor.settle()
    wanted = words_of(page.evaluate(WORDS))
    # As somebody prints it: what is folded is folded, and the screen is dark.
    page.reload()
    visitor.settle()
    page.emulate_media(media="print", color_scheme="dark")

    for paper, (width, _) in PAPERS.items():
        page.set_viewport_size({"width": width, "height": 900})
        sheets = printed(page, paper)

        assert sum(wanted.values()) > 150
        assert wanted - words_of(" ".join(sheets)) == Counter(), paper
        assert len(sheets) > 1
        assert all(f"Page {n} of {len(sheets)}" in text for n, text in enumerate(sheets, 1))
        assert f"Printed for {user.full_name}" in " ".join(sheets[0].split())
        assert page.evaluate(CONTROLS) == [], paper
        assert page.evaluate(STANDING) == [], paper
        assert page.evaluate(COLLISIONS) == [], paper
        assert page.evaluate(COLOURS) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"], paper


def test_five_people_are_printed_in_landscape_and_named_on_every_sheet(
    visit: Callable[[], Visitor], transactional_db: None
):
    brief = long_brief()
    people = [meet(brief, number).candidate.user for number in range(5)]
    visitor = visit()
    visitor.sign_in(can_sign_in(manager_of(brief)))
    page = visitor.page
    visitor.go(reverse("shortlists:compare", args=[brief.ref]))
    page.emulate_media(media="print")

    for paper, (_, across) in PAPERS.items():
        page.set_viewport_size({"width": across, "height": 700})
        sheets = sheets_of(page, paper)

        texts = [" ".join(text_of(sheet).split()) for sheet in sheets]
        assert all(sheet.mediabox.width > sheet.mediabox.height for sheet in sheets), paper
        with_reasons = [text for text in texts if "Reason4" in text]
        assert len(with_reasons) > 1
        names = [user.full_name for user in people if user]
        assert [[name for name in names if name not in text] for text in with_reasons] == [
            [] for _ in with_reasons
        ]
        assert page.evaluate(COLLISIONS) == [], paper


def test_a_confidential_brief_says_so_on_every_sheet_and_another_does_not(
    visit: Callable[[], Visitor], transactional_db: None
):
    brief = long_brief()
    visitor = visit()
    visitor.sign_in(can_sign_in(manager_of(brief)))
    page = visitor.page
    visitor.go(brief.get_absolute_url())

    sheets = printed(page, "A4")
    brief.is_confidential = False
    brief.save(update_fields=["is_confidential"])
    page.reload()
    open_sheets = printed(page, "A4")

    assert [text[-80:] for text in sheets if "Confidential" not in text] == []
    assert not any("Confidential" in text for text in open_sheets)
