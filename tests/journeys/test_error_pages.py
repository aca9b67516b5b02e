"""An error of a part of a page is said where the person acted; an error page leads back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from candidates.models import CandidateSkill
from tests.factories import CandidateFactory, CandidateSkillFactory
from tests.journeys.conftest import Visitor, can_sign_in

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def test_a_click_on_a_removed_row_shows_an_error_beside_the_button(
    visit: Callable[[], Visitor], transactional_db: None
) -> None:
    candidate = CandidateFactory()
    kept, gone = CandidateSkillFactory.create_batch(2, candidate=candidate)
    visitor = visit()
    visitor.sign_in(can_sign_in(candidate.user))
    page = visitor.page
    visitor.go("/profile/skills/")
    remove = page.locator(f"form[action*='{gone.ref}/remove']")
    card = page.locator("li, .row-item").filter(has=remove).last
    fold = card.locator("details").first
    if fold.count() and fold.get_attribute("open") is None:
        fold.locator("summary").click()
    CandidateSkill.objects.filter(pk=gone.pk).delete()

    remove.get_by_role("button").click()

    beside = remove.locator("xpath=following-sibling::*[1][@data-error-notice]")
    expect(beside).to_contain_text("This is no longer here")
    expect(page.locator("#said")).to_contain_text("This is no longer here")
    expect(page.get_by_text(kept.concept.label).first).to_be_visible()
    visitor.see("01-beside-the-button")


def test_an_error_page_keeps_the_frame_and_links_back(
    visit: Callable[[], Visitor], transactional_db: None
) -> None:
    candidate = CandidateFactory()
    visitor = visit()
    visitor.sign_in(can_sign_in(candidate.user))
    page = visitor.page
    visitor.go("/conversations/no-such/")

    visitor.see("01-not-found")
    page.get_by_role("main").get_by_role("link", name="Conversations").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Conversations")
