"""A slip of each kind, and the way back from it, by the keyboard where it matters."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from engagements.models import Brief
from shortlists.actions import decisions
from shortlists.asking import url_for
from shortlists.models import Entry, FirmReview
from tests.engagements.briefs import draft
from tests.factories import NOW, ClientMemberFactory
from tests.journeys.conftest import Visitor, at_both_sizes, can_sign_in
from tests.shortlists import test_changing_a_submission as submissions
from tests.shortlists.choices import approached, put_forward, shortlist
from tests.shortlists.worlds import match_of, open_to, own_id, ready_brief, seat_on

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def by_keyboard(page: Page, name: str) -> None:
    """Go to a button with the Tab key and press it with Enter."""
    button = page.get_by_role("button", name=name, exact=True).filter(visible=True).first
    expect(button).to_be_visible()
    page.locator("#main").focus()
    for _ in range(60):
        if button.evaluate("it => it === document.activeElement"):
            break
        page.keyboard.press("Shift+Tab")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")


def said(page: Page, words: str) -> None:
    """Find the words in the live region of messages."""
    expect(page.locator("#notices[role=status]")).to_contain_text(words)


@at_both_sizes
def test_a_deleted_draft_comes_back(
    visit: Callable[[], Visitor], transactional_db: None, size: str
) -> None:
    brief = draft()
    visitor = visit()
    visitor.sign_in(can_sign_in(brief.manager.user))
    page = visitor.page
    visitor.go(brief.get_absolute_url())
    page.get_by_text("More to do with this brief").click()
    page.get_by_role("button", name="Delete the draft").click()
    said(page, "is deleted.")
    visitor.see("01-deleted")
    visitor.go(brief.get_absolute_url())
    expect(page.get_by_text("it is removed permanently")).to_be_visible()
    visitor.see("02-its-page")
    visitor.go(reverse("engagements:briefs"))

    page.get_by_role("button", name="Restore it").click()

    said(page, "is restored.")
    assert Brief.objects.get().is_draft


def test_a_no_of_the_interim_is_taken_back_with_the_keyboard(
    visit: Callable[[], Visitor], transactional_db: None
) -> None:
    world = approached()
    visitor = visit()
    visitor.sign_in(can_sign_in(world.interim))
    page = visitor.page
    visitor.go(world.entry.get_absolute_url())
    page.locator("#decline summary").click()
    page.locator("#decline form button").first.click()
    said(page, "Nobody is told for ten minutes")
    visitor.see("01-said-no")

    by_keyboard(page, "Undo")

    said(page, "Taken back.")
    expect(page.get_by_role("link", name="Yes, choose my firm")).to_be_visible()
    assert Entry.objects.get().awaits_interim


def test_a_no_of_the_client_is_taken_back_on_the_page_of_the_person(
    visit: Callable[[], Visitor], transactional_db: None
) -> None:
    entry = put_forward(shortlist(), status="in_review")
    visitor = visit()
    visitor.sign_in(can_sign_in(entry.brief.manager.user))
    page = visitor.page
    visitor.go(reverse("shortlists:not_selected", args=[entry.ref]))
    page.get_by_label("Another person has stronger evidence").check()
    page.locator("input[name=criterion]").first.check()
    page.get_by_label("What they will read").fill("Another person has done this before.")
    page.get_by_role("button", name="Send this answer").click()
    said(page, "leaves in ten minutes")
    visitor.see("01-declined")
    visitor.go(reverse("shortlists:person", args=[entry.ref]))
    visitor.see("02-person")

    page.get_by_role("button", name="Take it back").first.click()

    said(page, "Taken back.")
    assert not hasattr(Entry.objects.get(), "held")


def test_a_match_that_was_set_aside_comes_back(
    visit: Callable[[], Visitor], transactional_db: None
) -> None:
    brief = ready_brief()
    consultant = seat_on(brief)
    match = match_of(brief, open_to(consultant.firm))
    match_of(brief, open_to(consultant.firm), score=60.0)
    visitor = visit()
    visitor.sign_in(can_sign_in(consultant.user))
    page = visitor.page
    visitor.go(reverse("sourcing:match", args=[brief.ref, own_id(match)]))
    page.locator(".confirm-fold summary").first.click()
    page.get_by_role("button", name="A must-have is missing").click()
    said(page, "Set aside")
    visitor.see("01-set-aside")

    page.locator("#notices").get_by_role("button", name="Undo").click()

    said(page, "Restored to your firm's matches.")
    assert not FirmReview.objects.get(candidate=match.candidate).is_set_aside


def test_a_submission_is_corrected_and_taken_back_and_the_client_reads_what_changed(
    visit: Callable[[], Visitor], transactional_db: None
) -> None:
    entry = submissions.put_forward()
    decisions.read_person(entry, by=entry.brief.manager.user, now=NOW)
    ClientMemberFactory(client=entry.brief.client)
    firm = visit()
    firm.sign_in(can_sign_in(entry.consultant.user))
    page = firm.page
    firm.go(url_for(entry.firm, entry))
    firm.see("01-before")
    page.get_by_role("link", name="Correct it").click()
    page.get_by_label("Why this person, in this situation").fill(submissions.RIGHT)
    firm.see("02-correct")
    page.get_by_role("button", name="Save the correction").filter(visible=True).first.click()
    said(page, "Corrected.")
    manager = visit()
    manager.sign_in(can_sign_in(entry.brief.manager.user))
    manager.go(reverse("shortlists:person", args=[entry.ref]))
    expect(manager.page.locator("#corrections del").first).to_contain_text("a case")
    expect(manager.page.locator("#corrections ins").first).to_contain_text("two")
    manager.see("03-what-changed")

    firm.go(url_for(entry.firm, entry))
    page.get_by_role("link", name="Withdraw it").click()
    page.get_by_label("Why").fill(submissions.REASON)
    firm.see("04-withdraw")
    page.locator("button[form=withdraw]").filter(visible=True).first.click()
    said(page, "no longer in front of the client")
    manager.go(reverse("shortlists:person", args=[entry.ref]))
    expect(manager.page.get_by_text(submissions.REASON)).to_be_visible()
    manager.see("05-taken-back")
