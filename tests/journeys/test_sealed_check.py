"""A sealed check ends “not within”; the interim asks, the client moves, and it is within."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from engagements.models import Brief
from shortlists.models import Entry, Mandate
from terms import clock
from terms.models import Envelope, EnvelopeQuestion, SealedCheck
from tests.journeys.conftest import Visitor, at_both_sizes, can_sign_in
from tests.journeys.hands import fold, press
from tests.shortlists.worlds import mandated, open_to, ready_brief, seat_on

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

WITHIN = "What you ask lies within what the client can pay for this work."
ABOVE = "What you ask lies above what the client can pay for this work."


@pytest.fixture
def brief(transactional_db: None) -> Brief:
    made = ready_brief(title="Get the orders out of the new system")
    Brief.objects.update(contract_form="employment", region="de-west", duration_weeks=26)
    return Brief.objects.select_related("client", "manager__user").get(pk=made.pk)


@pytest.fixture
def entry(brief: Brief) -> Entry:
    """An interim who has chosen a firm today."""
    ours = seat_on(brief)
    entry, _ = mandated(brief, ours, open_to(ours.firm))
    Mandate.objects.update(ends_on=timezone.localdate() + timedelta(days=30))
    return entry


def say_the_floor(interim: Visitor) -> None:
    page = interim.page
    interim.go("/terms/rate/")
    interim.see("01-floor-empty")
    press(page, "Save")
    expect(page.locator(".form-errors")).to_contain_text("Give at least one amount")
    page.get_by_label("Own company, on site").fill("1200")
    page.get_by_label("Own company, from home").fill("1100")
    page.get_by_label("Like an employee, on site").fill("1350")
    press(page, "Save")
    expect(page.locator("#notices")).to_contain_text("Only you can see it.")
    interim.see("02-floor")


def set_the_envelope(client: Visitor, brief: Brief) -> None:
    page = client.page
    client.go(brief.get_absolute_url())
    client.see("03-brief-without-envelope")
    page.get_by_role("link", name="What you can pay").click()
    client.see("04-envelope-empty")
    press(page, "Set the envelope")
    expect(page.locator("#envelope-form .form-errors")).to_be_visible()
    page.get_by_label("All-in, at most").fill("1500")
    page.get_by_label("Of it, not for the interim").fill("300")
    page.get_by_label("Like an employee").check()
    client.see("05-envelope-filled")
    press(page, "Set the envelope")
    expect(page.locator("#notices")).to_contain_text("The envelope is saved.")
    page.get_by_label("From").fill("21000")
    page.get_by_label("To", exact=True).fill("26000")
    press(page, "Save the pay range")
    expect(page.locator("#notices")).to_contain_text("The pay range is saved.")
    client.see("06-envelope-set")


def learn_that_it_is_above(interim: Visitor) -> None:
    page = interim.page
    interim.go("/today/")
    interim.see("07-today")
    page.get_by_role("link", name="Read the answer").click()
    terms = page.locator("#terms")
    expect(terms).to_contain_text(ABOVE)
    expect(page.locator("#pay")).to_contain_text("EUR 21,000 to EUR 26,000 a month")
    interim.see("08-not-within")
    press(page, "Ask whether it can move")
    expect(page.locator("#notices")).to_contain_text("without your name and without an amount")
    expect(terms).to_contain_text("so that the hour does not tell who asks")
    interim.see("09-asked")


def move_it(client: Visitor, brief: Brief, name: str) -> None:
    page = client.page
    client.go("/today/")
    client.see("10-client-today")
    page.get_by_role("link", name="Answer").first.click()
    expect(page.locator("#question")).to_contain_text("can it move?")
    expect(page.locator("main")).not_to_contain_text(name)
    client.see("11-can-it-move")
    fold(page, "It cannot move")
    client.see("12-it-cannot-move")
    page.get_by_label("All-in, at most").fill("1700")
    press(page, "Change the envelope")
    expect(page.locator("#envelope-form .form-errors")).to_contain_text("Say why it changes.")
    page.get_by_label("Why it changes").fill("The second plant carries a part of it.")
    press(page, "Change the envelope")
    expect(page.locator("#notices")).to_contain_text("The envelope is saved.")
    expect(page.locator("#question")).to_have_count(0)
    client.see("13-moved")
    client.go(brief.get_absolute_url())
    client.see("14-brief-with-envelope")


@at_both_sizes
def test_a_check_that_is_not_within_and_moves(
    visit: Callable[[], Visitor], brief: Brief, entry: Entry, size: str
) -> None:
    person = entry.candidate.user
    assert person
    interim, client = visit(), visit()
    interim.sign_in(can_sign_in(person))
    client.sign_in(can_sign_in(brief.manager.user))
    now = timezone.now()

    say_the_floor(interim)
    set_the_envelope(client, brief)
    clock.run_checks(now)
    learn_that_it_is_above(interim)
    EnvelopeQuestion.objects.update(passes_at=now)
    clock.pass_on_questions(now)
    move_it(client, brief, person.full_name)
    interim.go(entry.get_absolute_url())

    expect(interim.page.locator("#terms")).to_contain_text(WITHIN)
    interim.see("15-within")
    assert SealedCheck.objects.get().outcome == SealedCheck.Outcome.WITHIN
    assert Envelope.objects.count() == 2


@at_both_sizes
def test_a_check_that_is_not_within_and_ends(
    visit: Callable[[], Visitor], brief: Brief, entry: Entry, size: str
) -> None:
    """By the keyboard alone: the interim steps out, and the firm reads neutral words."""
    person = entry.candidate.user
    assert person
    interim, firm = visit(), visit()
    interim.sign_in(can_sign_in(person))
    firm.sign_in(can_sign_in(entry.consultant.user))
    say_the_floor(interim)
    Envelope.objects.create(
        brief=brief,
        number=0,
        amount=900,
        others=0,
        treatment="inside",
        set_by=brief.manager.user,
        set_at=timezone.now(),
    )
    clock.run_checks(timezone.now())
    page = interim.page
    interim.go(entry.get_absolute_url())

    page.locator("#terms summary", has_text="Step out").focus()
    page.keyboard.press("Enter")
    interim.see("16-step-out")
    page.locator("#terms details[open] button", has_text="Step out").focus()
    page.keyboard.press("Enter")

    expect(page.locator("#answer")).to_contain_text("The terms did not meet")
    interim.see("17-stepped-out")
    firm.go(reverse("accounts:notices"))
    expect(firm.page.locator("main")).to_contain_text("the terms did not meet")
    firm.see("18-firm-reads")
    entry.refresh_from_db()
    assert entry.status == Entry.Status.WITHDRAWN
