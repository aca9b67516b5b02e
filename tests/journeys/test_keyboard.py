"""Everything can be done without a mouse."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from candidates.models import Candidate
from engagements.models import Brief
from providers.models import Consultant
from ranking.models import FitRun
from shortlists.models import Approach
from tests.factories import FitResultFactory, FitRunFactory
from tests.journeys.conftest import Visitor, can_sign_in
from tests.shortlists.worlds import PARTS, evidence, open_to, ready_brief, seat_on

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

WHY_YOU = "You closed eleven observations at a fill-finish site; this is that situation again."


@pytest.fixture
def consultant(transactional_db: None) -> Consultant:
    """A consultant with three matches on an open brief."""
    brief: Brief = ready_brief()
    consultant = seat_on(brief)
    run: FitRun = FitRunFactory(brief=brief, brief_version=brief.version)
    for number in range(3):
        person: Candidate = open_to(consultant.firm, headline=f"Operations director {number + 1}")
        FitResultFactory(
            run=run,
            candidate=person,
            position=number + 1,
            score=80 - number,
            parts=PARTS,
            evidence=[evidence("deviation management", "have")],
        )
    can_sign_in(consultant.user)
    return consultant


def focused(page: Page) -> str:
    """Return the words of the control that has the focus, or "" where none has."""
    words: str = page.evaluate(
        """() => {
            const at = document.activeElement;
            if (!at.matches("a, button, summary, input, textarea, select")) return "";
            return (at.getAttribute("aria-label") || at.innerText || "").trim();
        }"""
    )
    return words


def tab_to(page: Page, words: str, *, key: str = "Tab", most: int = 60) -> None:
    """Press Tab until what bears these words has the focus."""
    for _ in range(most):
        if words in focused(page):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{words!r} is not reached by {most} times {key}; at {focused(page)!r}")


def test_j_and_k_move_through_a_list_and_enter_opens_a_row(
    visit: Callable[[], Visitor], consultant: Consultant
) -> None:
    visitor = visit()
    page = visitor.page
    visitor.sign_in(consultant.user)
    visitor.go(f"/briefs/{Brief.objects.get().ref}/matches/")
    page.keyboard.press("j")
    expect(page.locator("[data-at]")).to_have_count(0)
    tab_to(page, "Operations director 1")
    for key, number in (("j", 2), ("j", 3), ("j", 3), ("k", 2)):
        page.keyboard.press(key)
        at = page.locator("[data-at]")
        expect(at).to_have_count(1)
        expect(at).to_contain_text(f"Operations director {number}")
        assert focused(page) == f"Operations director {number}"
    visitor.see("01-walking")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("j")
    expect(page.get_by_role("searchbox")).to_have_value("j")
    page.get_by_role("searchbox").fill("")
    page.keyboard.press("Tab")
    page.keyboard.press("j")
    tab_to(page, "Operations director 3")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Operations director 3")
    visitor.go("/me/")
    page.get_by_label("Letter keys in lists").uncheck()
    visitor.go(f"/briefs/{Brief.objects.get().ref}/matches/")
    tab_to(page, "Operations director 1")
    page.keyboard.press("j")
    assert focused(page) == "Operations director 1"


def test_an_approach_is_sent_by_keyboard_only(
    visit: Callable[[], Visitor], consultant: Consultant
) -> None:
    visitor = visit()
    page = visitor.page
    visitor.sign_in(consultant.user)
    visitor.go(f"/briefs/{Brief.objects.get().ref}/matches/")
    tab_to(page, "Operations director 1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Operations director 1")
    tab_to(page, "Skip to the page")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    tab_to(page, "Ask them")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ask them")
    tab_to(page, "Send it to them")
    page.keyboard.press("Enter")
    # What is wrong is the first thing one meets, and leads to its field.
    summary = page.locator(".form-errors")
    expect(summary).to_be_focused()
    visitor.see("01-refused")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Why you, in your own words")).to_be_focused()
    page.keyboard.type(WHY_YOU)
    tab_to(page, "Send it to them")
    visitor.see("02-written")
    page.keyboard.press("Enter")
    expect(page.locator("#notices")).to_contain_text("Sent")
    assert Approach.objects.get().words == WHY_YOU


def test_a_folded_decision_opens_closes_and_returns_the_focus(
    visit: Callable[[], Visitor], consultant: Consultant
) -> None:
    visitor = visit()
    page = visitor.page
    visitor.sign_in(consultant.user)
    visitor.go(f"/briefs/{Brief.objects.get().ref}/matches/")
    tab_to(page, "Operations director 1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Operations director 1")
    tab_to(page, "Set aside")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Why?")).to_be_focused()
    tab_to(page, "Not now")
    page.keyboard.press("Enter")
    expect(page.locator("details.confirm-fold > summary").first).to_be_focused()
    expect(page.get_by_label("Why?")).to_be_hidden()
