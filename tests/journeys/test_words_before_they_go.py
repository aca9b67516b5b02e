"""A firm shows its words, the interim objects, reads what changed and agrees; the client reads."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from candidates.models import Candidate
from shortlists.asking import address
from shortlists.models import Entry, Mandate, ShownWords
from tests.factories import CandidateSkillFactory, PastAssignmentFactory
from tests.journeys.conftest import Visitor, at_both_sizes, can_sign_in
from tests.journeys.hands import fold, press
from tests.shortlists.worlds import (
    mandated,
    open_to,
    ready_brief,
    seat_on,
    second_criterion,
)

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

REASONS = (
    "At Brenner blocked orders fell from 22 in a hundred to four within ten weeks.",
    "At Brenner the month closed on day seven from the third month on.",
)
LED = "She led the site at Brenner out of exactly this, from the order desk."
ADVISED = "She advised the head of the site at Brenner out of exactly this, from the order desk."
WRONG = "I did not lead the site. I advised its head, and he led it."


@pytest.fixture
def entry(transactional_db: None) -> Entry:
    """An interim of ours who has chosen us, with availability and permission of today."""
    brief = ready_brief()
    second_criterion(brief)
    ours = seat_on(brief)
    person = open_to(ours.firm)
    PastAssignmentFactory(candidate=person, title="Interim adviser, Brenner")
    CandidateSkillFactory.create_batch(3, candidate=person)
    entry, _ = mandated(brief, ours, person)
    today = timezone.localdate()
    Candidate.objects.update(availability_confirmed_on=today)
    Mandate.objects.update(availability_confirmed_on=today, ends_on=today + timedelta(days=30))
    return entry


def write_and_show(firm: Visitor, entry: Entry, name: str) -> None:
    page = firm.page
    firm.go(reverse("shortlists:firm_conversation", args=[address(entry.firm, entry)]))
    page.get_by_role("link", name=f"Write why {name}").click()
    for number, text in enumerate(REASONS, start=1):
        page.get_by_label(f"Criterion {number}: why they would meet it").fill(text)
    page.get_by_label("Why this person, in this situation").fill(LED)
    page.get_by_label("What the manager should ask about").fill("Ask who closed the ledger.")
    press(page, f"Show to {name}")
    expect(page.locator("#notices")).to_contain_text("Shown.")
    expect(page.get_by_text(f"{name} reads your words")).to_be_visible()
    page.get_by_text(f"As {name} and").click()
    expect(page.locator("#preview")).to_contain_text(LED)
    firm.see("01-shown")


def object_to_it(interim: Visitor) -> None:
    page = interim.page
    interim.go("/today/")
    interim.see("02-today")
    page.get_by_role("link", name="Read it").click()
    expect(page.locator("#words")).to_contain_text(LED)
    expect(page.get_by_role("button", name="This is right")).to_be_visible()
    interim.see("03-to-read")
    form = fold(page, "Something is wrong")
    form.get_by_role("button", name="Something is wrong").click()
    expect(page.locator("#words")).to_contain_text("Say what is wrong, so that they can change it.")
    form = page.locator("#object")
    form.get_by_label("What is wrong?").fill(WRONG)
    interim.see("04-objecting")
    form.get_by_role("button", name="Something is wrong").click()
    expect(page.locator("#notices")).to_contain_text("It does not go like this.")
    expect(page.locator("#words")).to_contain_text("These words do not go.")
    interim.see("05-objected")


def change_and_show_again(firm: Visitor, name: str) -> None:
    page = firm.page
    firm.go("/today/")
    firm.see("06-objected-today")
    page.get_by_role("link", name="Change them").click()
    expect(page.get_by_text(WRONG)).to_be_visible()
    expect(page.get_by_role("button", name=f"Put {name} forward")).to_have_count(0)
    press(page, f"Show again to {name}")
    expect(page.locator(".form-errors")).to_contain_text("They objected to exactly these words")
    firm.see("07-unchanged")
    page.get_by_label("Why this person, in this situation").fill(ADVISED)
    press(page, f"Show again to {name}")
    expect(page.locator("#notices")).to_contain_text("Shown.")


def read_the_change_and_agree(interim: Visitor) -> None:
    page = interim.page
    interim.go("/today/")
    page.get_by_role("link", name="Read it").click()
    changed = page.locator("#words-changed")
    expect(changed).to_contain_text(WRONG)
    expect(changed.locator("ins").first).to_contain_text("advised")
    expect(changed.locator("del").first).to_contain_text("led")
    interim.see("08-what-changed")
    press(page, "This is right")
    expect(page.locator("#notices")).to_contain_text("can put you forward now")
    interim.see("09-agreed")


def put_forward(firm: Visitor, name: str) -> None:
    page = firm.page
    firm.go("/today/")
    page.get_by_role("link", name="Put forward").click()
    expect(page.get_by_text(f"{name} says it is right")).to_be_visible()
    firm.see("10-free-to-go")
    press(page, f"Put {name} forward")
    expect(page.get_by_role("heading", name="What the client reads")).to_be_visible()
    firm.see("11-put-forward")


@at_both_sizes
def test_words_are_shown_objected_to_changed_agreed_and_read(
    visit: Callable[[], Visitor], entry: Entry, size: str
) -> None:
    person = entry.candidate.user
    assert person
    firm, interim, client = visit(), visit(), visit()
    firm.sign_in(can_sign_in(entry.consultant.user))
    interim.sign_in(can_sign_in(person))
    client.sign_in(can_sign_in(entry.brief.manager.user))
    name = person.short_name

    write_and_show(firm, entry, name)
    object_to_it(interim)
    change_and_show_again(firm, name)
    read_the_change_and_agree(interim)
    put_forward(firm, name)
    client.go(reverse("shortlists:person", args=[entry.ref]))

    expect(client.page.locator("main")).to_contain_text(ADVISED)
    expect(client.page.locator("main")).not_to_contain_text(LED)
    client.see("12-client-reads")
    standing = ShownWords.objects.of(entry).newest_first().values_list("status", flat=True)
    assert list(standing) == [ShownWords.Status.SENT, ShownWords.Status.ENDED]
