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
from candidates.models import Candidate
from engagements.models import Brief
from ranking.models import FitResult
from shortlists.models import Entry, Rationale
from tests.factories import (
    BriefFactory,
    CandidateFactory,
    CandidateSkillFactory,
    CriterionFactory,
    PastAssignmentFactory,
    TruthItemFactory,
)
from tests.journeys.conftest import Visitor, can_sign_in
from tests.shortlists.choices import PACK, approached, put_forward
from tests.shortlists.worlds import TRUTH, evidence, match_of

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

LONG = "The site has had two managers in a year, and the people on the floor are good. " * 6
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
    + " .rail, .bar-top, .bar-foot, .toasts, .ribbon, .notices")]
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


# What is printed: a confidential brief with five people in front of its manager


def long_brief() -> Brief:
    """Return a confidential brief that needs several sheets."""
    brief: Brief = BriefFactory(
        shortlisting=True,
        is_confidential=True,
        what_happened=LONG,
        why_now=LONG,
        tried_before=LONG,
        harm="Patients without their injection; seen first by the wards.",
    )
    for number in range(1, 5):
        CriterionFactory(
            brief=brief,
            position=number,
            measure=f"Measure {number} of the brief, in as many words as people use for it",
            baseline="186 at the end of the quarter",
            target="20 or fewer, three months in a row",
        )
    for kind in TRUTH:
        TruthItemFactory(brief=brief, kind=kind, answer=LONG)
    return brief


def meet(brief: Brief, number: int) -> Entry:
    """Put somebody forward with a reason of several lines for every criterion."""
    entry = put_forward(brief, status="in_review")
    lines = [evidence("GMP remediation", "have"), evidence("Works council", "missing")]
    Entry.objects.filter(pk=entry.pk).update(
        result=match_of(brief, entry.candidate, score=70 + number, high=90, evidence=lines)
    )
    Rationale.objects.filter(submission__entry=entry).update(text=f"Reason{number}. {LONG}"[:300])
    return entry


def rich_profile() -> Candidate:
    """Return an interim with more on their profile than is shown unfolded."""
    candidate: Candidate = CandidateFactory(summary=LONG)
    for number in range(4):
        PastAssignmentFactory(candidate=candidate, title=f"Site director {number}", situation=LONG)
    for _ in range(20):
        CandidateSkillFactory(candidate=candidate)
    return candidate


def letter() -> Entry:
    """Return an approach with a long brief in it, and the reasons for it."""
    truth = [{"kind": "risks", "label": f"Known risk {n}", "answer": LONG} for n in range(5)]
    entry = approached(approach__pack=PACK | {"what_happened": LONG, "truth": truth}).entry
    lines = [evidence(f"Skill {number}", "have") for number in range(9)]
    result: FitResult = match_of(entry.brief, entry.candidate, evidence=lines)
    Entry.objects.filter(pk=entry.pk).update(result=result)
    return entry


def manager_of(brief: Brief) -> User:
    user: User = brief.manager.user
    return user


def brief_page() -> tuple[User, str]:
    brief = long_brief()
    meet(brief, 1)
    return manager_of(brief), brief.get_absolute_url()


def pack_page() -> tuple[User, str]:
    brief = long_brief()
    return manager_of(brief), reverse("engagements:preview", args=[brief.ref])


def profile_page() -> tuple[User, str]:
    user = rich_profile().user
    assert user is not None
    return user, reverse("candidates:profile")


def comparison_page() -> tuple[User, str]:
    brief = long_brief()
    for number in range(3):
        meet(brief, number)
    return manager_of(brief), reverse("shortlists:compare", args=[brief.ref])


def letter_page() -> tuple[User, str]:
    entry = letter()
    assert entry.candidate.user is not None
    return entry.candidate.user, entry.get_absolute_url()


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize(
    "kind", [brief_page, pack_page, profile_page, comparison_page, letter_page]
)
def test_a_printed_page_has_every_word_and_no_overlaps(
    kind: Callable[[], tuple[User, str]],
    paper: str,
    visit: Callable[[], Visitor],
    transactional_db: None,
):
    user, path = kind()
    visitor = visit()
    visitor.sign_in(can_sign_in(user))
    page = visitor.page
    visitor.go(path)
    page.wait_for_load_state("networkidle")
    wanted = words_of(page.evaluate(WORDS))
    # As somebody prints it: what is folded is folded, and the screen is dark.
    page.reload()
    page.wait_for_load_state("networkidle")
    page.emulate_media(media="print", color_scheme="dark")
    page.set_viewport_size({"width": PAPERS[paper][0], "height": 900})

    sheets = printed(page, paper)

    assert sum(wanted.values()) > 150
    assert wanted - words_of(" ".join(sheets)) == Counter()
    assert len(sheets) > 1
    assert all(f"Page {n} of {len(sheets)}" in text for n, text in enumerate(sheets, 1))
    assert f"Printed for {user.full_name}" in " ".join(sheets[0].split())
    assert page.evaluate(CONTROLS) == []
    assert page.evaluate(STANDING) == []
    assert page.evaluate(COLLISIONS) == []
    assert page.evaluate(COLOURS) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


@pytest.mark.parametrize("paper", PAPERS)
def test_five_people_are_printed_in_landscape_and_named_on_every_sheet(
    paper: str, visit: Callable[[], Visitor], transactional_db: None
):
    brief = long_brief()
    people = [meet(brief, number).candidate.user for number in range(5)]
    visitor = visit()
    visitor.sign_in(can_sign_in(manager_of(brief)))
    page = visitor.page
    visitor.go(reverse("shortlists:compare", args=[brief.ref]))
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PAPERS[paper][1], "height": 700})

    sheets = sheets_of(page, paper)

    texts = [" ".join(text_of(sheet).split()) for sheet in sheets]
    assert all(sheet.mediabox.width > sheet.mediabox.height for sheet in sheets)
    with_reasons = [text for text in texts if "Reason4" in text]
    assert len(with_reasons) > 1
    names = [user.full_name for user in people if user]
    assert [[name for name in names if name not in text] for text in with_reasons] == [
        [] for _ in with_reasons
    ]
    assert page.evaluate(COLLISIONS) == []


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
