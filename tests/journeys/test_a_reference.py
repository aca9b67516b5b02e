"""An interim asks who saw a result; a referee without an account writes; firm and client read."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import Mail
from references.models import Reference
from shortlists.asking import address
from shortlists.models import Entry
from tests.factories import PastAssignmentFactory
from tests.journeys.conftest import Visitor, at_both_sizes, can_sign_in
from tests.journeys.hands import fold, press
from tests.shortlists.choices import put_forward, shortlist

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

EMAIL = "dagmar.lind@example.org"
SAW = (
    "When she came, every third order was late and nobody knew which. Five months later we"
    " promised a day and kept it. She rebuilt the plan with the planners, line by line."
)


@pytest.fixture
def entry(transactional_db: None) -> Entry:
    """An interim in front of a client, with a result on their record."""
    shown = put_forward(shortlist())
    PastAssignmentFactory(candidate=shown.candidate)
    return shown


def ask_by_keyboard(interim: Visitor) -> None:
    page = interim.page
    interim.go("/profile/")
    page.get_by_role("link", name="Your references").click()
    expect(page.get_by_role("heading", name="No references yet")).to_be_visible()
    interim.see("01-none-yet")
    page.get_by_role("link", name="Ask somebody").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Who saw it?")).to_be_visible()
    press(page, "Send the letter")
    expect(page.locator(".form-errors")).to_contain_text("Choose the result that they saw.")
    interim.see("02-incomplete")
    page.get_by_role("radio", name=re.compile("Harrow Works")).focus()
    page.keyboard.press("Space")
    page.get_by_label("Their name").focus()
    page.keyboard.type("Dagmar Lind")
    page.keyboard.press("Tab")
    page.keyboard.type("Chief operating officer, Harrow Works")
    page.keyboard.press("Tab")
    page.keyboard.type(EMAIL)
    page.get_by_role("radio", name="I reported to them").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("#notices")).to_contain_text("Dagmar Lind gets one letter")
    interim.see("03-asked")


def write(referee: Visitor, letter: str) -> str:
    found = re.search(r"/references/letter/\S+", letter)
    assert found
    page, path = referee.page, found[0]
    referee.go(path)
    expect(page.locator("main")).to_contain_text("Back to 96 % within five months.")
    referee.see("04-referee-reads")
    press(page, "Send my answer")
    expect(page.locator(".form-errors")).to_contain_text("Write what you saw")
    referee.see("05-referee-incomplete")
    page.get_by_role("radio", name="Partly").check()
    page.get_by_label("What did you see?").fill(SAW)
    page.get_by_label("How do you know?").fill("I chaired the weekly review of open orders.")
    page.get_by_role("radio", name="With my role only").check()
    press(page, "Send my answer")
    expect(page.get_by_role("heading", level=1, name="This is what you wrote")).to_be_visible()
    referee.see("06-referee-has-written")
    return path


def lend(interim: Visitor, entry: Entry) -> None:
    page = interim.page
    interim.go(reverse("references"))
    interim.see("07-one-row")
    page.get_by_role("link", name="Interim operations director").click()
    expect(page.locator("main")).to_contain_text(SAW)
    interim.see("08-interim-reads")
    interim.go(reverse("shortlists:conversation", args=[entry.ref]))
    page.get_by_role("link", name="Lend one for this brief").click()
    interim.see("09-to-lend")
    page.get_by_role("button", name="Lend it for this brief").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Lent for this brief")).to_be_visible()
    interim.see("10-lent")


def delete(referee: Visitor, path: str) -> None:
    page = referee.page
    referee.go(path)
    form = fold(page, "Delete what I wrote")
    form.get_by_label("Nobody may ask me").check()
    referee.see("13-referee-deletes")
    form.get_by_role("button", name="Delete what I wrote").click()
    expect(page.get_by_role("heading", level=1, name="Done")).to_be_visible()
    referee.see("14-done")
    referee.go(path)
    expect(page.get_by_role("heading", level=1)).to_contain_text("There is nothing here")


@at_both_sizes
def test_a_reference_is_asked_for_written_lent_read_and_deleted(
    visit: Callable[[], Visitor], entry: Entry, size: str
) -> None:
    person = entry.candidate.user
    assert person
    interim, referee, firm, client = visit(), visit(), visit(), visit()
    interim.sign_in(can_sign_in(person))
    firm.sign_in(can_sign_in(entry.consultant.user))
    client.sign_in(can_sign_in(entry.brief.manager.user))

    ask_by_keyboard(interim)
    path = write(referee, Mail.objects.get(to=EMAIL).text)
    lend(interim, entry)
    firm.go(reverse("shortlists:firm_conversation", args=[address(entry.firm, entry)]))
    expect(firm.page.locator("#references")).to_contain_text(SAW)
    firm.see("11-firm-reads")
    client.go(reverse("shortlists:person", args=[entry.ref]))
    expect(client.page.locator("#references")).to_contain_text(SAW)
    expect(client.page.locator("main")).not_to_contain_text("Dagmar Lind")
    client.see("12-client-reads")
    delete(referee, path)

    client.go(reverse("shortlists:person", args=[entry.ref]))
    expect(client.page.locator("#references")).to_contain_text("None for this brief")
    assert Reference.objects.get().saw == ""
    client.see("15-client-has-none")
