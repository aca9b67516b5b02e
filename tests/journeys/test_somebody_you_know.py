"""A manager names somebody they know; that person alone opens the letter and says yes."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from engagements.models import Brief
from tests.factories import UserFactory
from tests.journeys.conftest import Visitor, can_sign_in, letter_to
from tests.journeys.hands import press
from tests.machinery import Machinery
from tests.shortlists.worlds import ready_brief, seat_on

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

HOW = "We closed the Reading site together in 2021; she led the talks with the works council."


@pytest.fixture
def brief(transactional_db: None) -> Brief:
    """A confidential brief in search with two firms."""
    brief = ready_brief(
        is_confidential=True,
        title="Bring batch release back to 24 days",
        client__name="Quillonbury",
        client__alias="A European maker of injectables",
    )
    seat_on(brief)
    seat_on(brief)
    return brief


def name_anna(manager: Visitor, brief: Brief) -> None:
    page = manager.page
    manager.go(brief.get_absolute_url())
    page.get_by_role("link", name="Do you know somebody for this work?").press("Enter")
    manager.see("01-empty")
    page.get_by_label("Their name").fill("Anna Berg")
    page.get_by_label("Their e-mail address").fill("anna")
    page.get_by_label("How do you know each other?").fill(HOW)
    page.get_by_role("button", name="Send them the letter").press("Enter")
    expect(page.locator(".form-errors")).to_contain_text("Give a complete e-mail address")
    expect(page.get_by_label("How do you know each other?")).to_have_value(HOW)
    manager.see("02-refused")
    page.get_by_label("Their e-mail address").fill("anna@example.com")
    press(page, "Send them the letter")
    expect(page.locator("#notices")).to_contain_text("The letter to Anna Berg is on its way.")
    manager.see("03-named")


def test_a_named_person_alone_opens_the_letter_and_says_yes(
    brief: Brief, relay_and_worker: Machinery, visit: Callable[[], Visitor]
):
    anna, other = can_sign_in(UserFactory(email="anna@example.com")), can_sign_in(UserFactory())
    manager, stranger, named = visit(), visit(), visit()
    manager.sign_in(can_sign_in(brief.manager.user))
    name_anna(manager, brief)

    letter = letter_to(relay_and_worker, "anna@example.com", "named you")
    found = re.search(r"(/named/\S+/)", letter)
    assert found
    assert "Quillonbury" not in letter
    stranger.sign_in(other)
    answer = stranger.page.goto(stranger.base + found[1])
    assert answer
    assert answer.status == 404

    named.sign_in(anna)
    named.go(found[1])
    expect(named.page.get_by_text(HOW)).to_be_visible()
    expect(named.page.get_by_text("Quillonbury")).to_have_count(0)
    named.see("04-letter")
    named.page.get_by_role("button", name="Yes, I am interested").press("Enter")
    expect(named.page.get_by_text("No firm knows of you.")).to_be_visible()
    named.see("05-yes")

    manager.go(reverse("shortlists:named_by_me"))
    expect(manager.page.get_by_text("Said yes", exact=True)).to_be_visible()
    manager.see("06-said-yes")
