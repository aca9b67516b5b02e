"""One interim, two firms, one client; then a permission is taken back and another firm goes on."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from candidates.models import Candidate
from engagements.pack import approach_pack
from shortlists.asking import address
from shortlists.models import Approach, Entry
from tests.factories import (
    ApproachFactory,
    CandidateSkillFactory,
    EntryFactory,
    PastAssignmentFactory,
)
from tests.journeys.conftest import Visitor, at_both_sizes, can_sign_in
from tests.journeys.hands import heading, press
from tests.journeys.test_keyboard import focused, tab_to
from tests.shortlists.worlds import open_to, ready_brief, seat_on

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

WORDS = ("You closed such a case in 2025.", "I know this plant, and thought of you at once.")
WHY = "At Brenner blocked orders fell from 22 in a hundred to four within ten weeks."
INTRODUCTION = "She led the site at Brenner out of exactly this, from the order desk."
REASON = "The manager asks for two weeks more before the board meets."


@pytest.fixture
def entry(transactional_db: None) -> Entry:
    """An interim whom two firms have asked, available today."""
    brief = ready_brief()
    first, second = seat_on(brief), seat_on(brief)
    today = timezone.localdate()
    person = open_to(first.firm, availability_confirmed_on=today)
    PastAssignmentFactory(candidate=person, title="Interim adviser, Brenner")
    CandidateSkillFactory.create_batch(3, candidate=person)
    made: Entry = EntryFactory(
        approached=True, brief=brief, candidate=person, consultant=first, approach__words=WORDS[0]
    )
    pack = approach_pack(brief, consultant=first, why_you=WORDS[0]).as_json()
    ApproachFactory(entry=made, consultant=second, words=WORDS[1], pack=pack)
    Approach.objects.update(pack=pack)
    Candidate.objects.update(available_from=today)
    return made


def choose_by_keys(interim: Visitor, firm_name: str) -> None:
    """Choose a firm with the keyboard alone, from the letter on."""
    page = interim.page
    tab_to(page, "Yes, choose my firm")
    page.keyboard.press("Enter")
    heading(page, "Who represents you on this brief?")
    first = page.locator("input[name=firm]").first
    for _ in range(40):
        page.keyboard.press("Tab")
        if first.evaluate("one => one === document.activeElement"):
            break
    names = page.locator(".pick:has(input[name=firm]) .pick-name").all_inner_texts()
    page.keyboard.press("Space")
    for _ in range(names.index(firm_name)):
        page.keyboard.press("ArrowDown")
    interim.see(f"choosing-{firm_name.split(maxsplit=1)[0].lower()}")
    box = page.locator("input[name=is_shown]")
    for _ in range(40):
        page.keyboard.press("Tab")
        if box.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Space")
    tab_to(page, "represent me on this brief")
    page.keyboard.press("Enter")
    expect(page.locator("#notices")).to_contain_text(f"{firm_name} represents you")


def put_forward(firm: Visitor, interim: Visitor, name: str) -> None:
    page = firm.page
    firm.go("/today/")
    page.get_by_role("link", name="Write why").click()
    page.get_by_label("Criterion 1: why they would meet it").fill(WHY)
    page.get_by_label("Why this person, in this situation").fill(INTRODUCTION)
    page.get_by_label("What the manager should ask about").fill("Ask who closed the ledger.")
    press(page, f"Show to {name}")
    expect(page.locator("#notices")).to_contain_text("Shown.")
    interim.go("/today/")
    interim.page.get_by_role("link", name="Read it").click()
    press(interim.page, "This is right")
    firm.go("/today/")
    page.get_by_role("link", name="Put forward").click()
    press(page, f"Put {name} forward")
    expect(page.get_by_role("heading", name="What the client reads")).to_be_visible()


@at_both_sizes
def test_two_firms_ask_one_is_chosen_and_put_forward_then_another_speaks(
    visit: Callable[[], Visitor], entry: Entry, size: str
) -> None:
    person, (first, second) = entry.candidate.user, entry.approaches.order_by("pk")
    assert person
    one, other, interim, client = visit(), visit(), visit(), visit()
    one.sign_in(can_sign_in(first.consultant.user))
    other.sign_in(can_sign_in(second.consultant.user))
    interim.sign_in(can_sign_in(person))
    client.sign_in(can_sign_in(entry.brief.manager.user))
    name = person.short_name

    # Both firms' words are in one conversation; one of the firms asks for the permission.
    one.go(reverse("shortlists:request_permission", args=[first.ref]))
    one.page.get_by_label("Why you ask").fill(REASON)
    one.see("01-asking")
    press(one.page, "Ask for it")
    interim.go(entry.get_absolute_url())
    for words in (*WORDS, REASON):
        expect(interim.page.locator("main")).to_contain_text(words)
    interim.see("02-two-letters")
    choose_by_keys(interim, first.firm.name)
    interim.see("03-represented")
    interim.page.get_by_role("link", name="Read it in writing").click()
    heading(interim.page, "Permission to represent")
    interim.see("04-in-writing")
    other.go(reverse("shortlists:firm_conversation", args=[second.ref]))
    expect(other.page.locator("#notices")).to_contain_text("Not available for this brief.")
    put_forward(one, interim, name)
    client.go(reverse("shortlists:person", args=[entry.ref]))
    expect(client.page.locator("main")).to_contain_text(INTRODUCTION)

    # The permission is taken back, by keys; what was read stays, marked.
    interim.go(entry.get_absolute_url())
    tab_to(interim.page, "Change the firm", most=90)
    interim.page.keyboard.press("Enter")
    interim.see("05-changing")
    tab_to(interim.page, "Change the firm")
    assert focused(interim.page) == "Change the firm"
    interim.page.keyboard.press("Enter")
    expect(interim.page.locator("main")).to_contain_text("No firm represents you on this brief now")
    interim.see("06-choose-again")
    client.go(reverse("shortlists:person", args=[entry.ref]))
    expect(client.page.locator("main")).to_contain_text("no longer represent")
    client.see("07-marked")
    one.go(reverse("shortlists:firm_conversation", args=[address(first.firm, entry)]))
    expect(one.page.locator("main")).to_contain_text("They took their permission back")
    one.see("08-taken-back")

    # The other firm goes on.
    choose_by_keys(interim, second.firm.name)
    put_forward(other, interim, name)
    client.go(reverse("shortlists:compare", args=[entry.brief.ref]))
    expect(client.page.locator("main")).to_contain_text("No longer represented by")
    client.see("09-again")

    # It gives the permission back in turn, and says why.
    begun = Entry.objects.live().get()
    other.go(reverse("shortlists:release", args=[address(second.firm, begun)]))
    other.page.get_by_label("Why you give it back").fill("I am ill for a month from Monday on.")
    other.see("10-giving-back")
    press(other.page, "Give the permission back")
    interim.go("/today/")
    interim.see("11-today")
    interim.page.get_by_role("link", name="Choose a firm").first.click()
    expect(interim.page.locator("main")).to_contain_text("No firm represents you on this brief now")
