"""Everything can be done without a mouse."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from candidates.models import Candidate
from engagements.models import Brief
from providers.models import Consultant
from ranking import profile_words
from ranking.models import FitRun
from shortlists.models import Approach, FirmReview
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


def test_somebody_is_found_while_typing_and_opened_by_keys(
    visit: Callable[[], Visitor], consultant: Consultant
) -> None:
    open_to(consultant.firm, headline="Leiterin Operatives Geschäft")
    profile_words.write_all()
    visitor = visit()
    page = visitor.page
    visitor.sign_in(consultant.user)
    visitor.go(f"/briefs/{Brief.objects.get().ref}/find/")
    box = page.get_by_role("searchbox")
    box.focus()

    box.press_sequentially("zeppelin geschaft")
    expect(page.locator("#said")).to_have_text("Nobody found")
    expect(page.get_by_role("link", name="geschaft")).to_be_visible()
    visitor.see("01-nobody")
    box.fill("director oper")
    expect(page.locator("#said")).to_contain_text("3 people have every word")
    expect(box).to_be_focused()
    expect(page.locator("mark").first).to_have_text("Oper")
    visitor.see("02-found")
    page.keyboard.press("Tab")
    tab_to(page, "Operations director")
    page.keyboard.press("j")
    at = focused(page)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text(at)
    assert visitor.problems == []


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
    first = page.get_by_role("button", name="A must-have is missing")
    expect(page.locator("[data-why]")).to_be_focused()
    expect(first).to_be_visible()
    tab_to(page, "Not now")
    page.keyboard.press("Enter")
    expect(page.locator("details.confirm-fold > summary").first).to_be_focused()
    expect(first).to_be_hidden()


def chosen(page: Page) -> list[str]:
    """Return the headlines of those who are chosen, as their boxes are named."""
    boxes = page.locator("[data-choose]:checked")
    named = [box.get_attribute("value") for box in boxes.all()]
    rows = page.locator("[data-item]", has=boxes)
    assert rows.count() == len(named)
    return [row.locator("[data-open]").inner_text() for row in rows.all()]


def test_matches_are_reviewed_by_keys(visit: Callable[[], Visitor], consultant: Consultant) -> None:
    visitor = visit()
    page = visitor.page
    visitor.sign_in(consultant.user)
    visitor.go(f"/briefs/{Brief.objects.get().ref}/matches/")
    expect(page.locator("[data-keys]")).to_be_visible()
    # Outside the list a letter is a letter.
    page.keyboard.press("s")
    expect(page.locator("[data-reasons]")).not_to_have_attribute("open", "")
    tab_to(page, "Operations director 1")

    # Escape leaves everything as it was, at the person where it began.
    page.keyboard.press("j")
    page.keyboard.press("s")
    expect(page.locator("[data-why]")).to_be_focused()
    assert chosen(page) == ["Operations director 2"]
    visitor.see("01-reasons")
    page.keyboard.press("Escape")
    assert focused(page) == "Operations director 2"
    assert chosen(page) == []
    # Who was chosen on an earlier visit is not chosen again.
    page.keyboard.press("x")
    page.reload()
    assert chosen(page) == []
    expect(page.locator(".notice", has_text="What you typed is restored")).to_have_count(0)
    tab_to(page, "Operations director 2")

    # s and a number: the focus is at the next person, and the page says what was done.
    page.keyboard.press("s")
    page.keyboard.press("2")
    expect(page.locator(".several-said")).to_contain_text("Set aside, for your firm only")
    expect(page.locator("#said")).to_contain_text("Operations director 2")
    assert focused(page) == "Operations director 3"
    assert aside() == {"Operations director 2": "context"}
    expect(page.locator(".several-said").get_by_role("button", name="Undo")).to_be_visible()
    # A filter half under the bar at the top would be too small a target.
    page.evaluate("scrollTo(0, 0)")
    visitor.see("02-set-aside")

    # Several are chosen by x; the one in between was set aside before, and is skipped.
    page.keyboard.press("x")
    expect(page.locator("#said")).to_have_text("Chosen: Operations director 3")
    page.keyboard.press("k")
    page.keyboard.press("x")
    expect(page.locator("#said")).to_have_text("2 people chosen")
    page.keyboard.press("k")
    page.keyboard.press("s")
    page.keyboard.press("1")
    expect(page.locator(".several-said")).to_contain_text("Skipped: Operations director 2")
    assert aside() == {"Operations director 2": "context", "Operations director 3": "must_have"}
    assert focused(page) == "Operations director 1"

    # One undo restores what was set aside last, and nothing else.
    page.locator(".several-said").get_by_role("button", name="Undo").click()
    expect(page.locator("#notices")).to_contain_text("Restored to your firm's matches.")
    assert aside() == {"Operations director 2": "context"}

    tab_to(page, "Operations director 1")
    page.keyboard.press("a")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ask them")
    assert not Approach.objects.exists()


def test_keys_that_are_switched_off_set_nobody_aside(
    visit: Callable[[], Visitor], consultant: Consultant
) -> None:
    visitor = visit()
    page = visitor.page
    visitor.sign_in(consultant.user)
    visitor.go("/me/")
    page.get_by_label("Letter keys in lists").uncheck()
    visitor.go(f"/briefs/{Brief.objects.get().ref}/matches/")
    expect(page.locator("[data-keys]")).to_be_hidden()
    tab_to(page, "Operations director 1")
    for key in "xsa1":
        page.keyboard.press(key)
    assert focused(page) == "Operations director 1"
    assert chosen(page) == []
    # By Tab and Space everything is reached all the same; Enter on a box sets nobody aside.
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    visitor.settle()
    assert chosen(page) == ["Operations director 1"]
    assert aside() == {}
    tab_to(page, "Set aside")
    page.keyboard.press("Enter")
    # The Enter that opens it presses no reason, and a number is none either.
    expect(page.locator("[data-why]")).to_be_focused()
    page.keyboard.press("1")
    visitor.settle()
    tab_to(page, "A must-have is missing")
    assert aside() == {}
    page.keyboard.press("Enter")
    expect(page.locator(".several-said")).to_contain_text("Set aside")
    assert aside() == {"Operations director 1": "must_have"}


def test_two_matches_are_compared_by_keyboard(
    visit: Callable[[], Visitor], consultant: Consultant
) -> None:
    visitor = visit()
    page = visitor.page
    visitor.sign_in(consultant.user)
    visitor.go(f"/briefs/{Brief.objects.get().ref}/matches/")
    tab_to(page, "Operations director 1")
    page.keyboard.press("x")
    tab_to(page, "Compare two")
    page.keyboard.press("Enter")
    problem = page.locator(".several .field-errors")
    expect(problem).to_have_text("Choose two people to compare.")
    expect(problem).to_be_focused()
    assert chosen(page) == ["Operations director 1"]
    tab_to(page, "Operations director 2", key="Shift+Tab")
    page.keyboard.press("x")
    tab_to(page, "Compare two")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Two matches, side by side")
    people = page.locator(".compare-person .person-name")
    expect(people).to_have_text(["Operations director 1", "Operations director 2"])
    visitor.see("01-side-by-side")


def aside() -> dict[str, str]:
    """Return whom the firm has set aside, with the reason."""
    rows = FirmReview.objects.filter(set_aside_at__isnull=False)
    return dict(rows.values_list("candidate__headline", "reason"))
