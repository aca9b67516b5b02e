"""A slate: sealed, opened early when all say so, and a blind choice with one place kept."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from candidates.models import Candidate
from engagements.models import Brief
from providers.models import Consultant
from shortlists.models import Entry, Mandate
from tests.factories import PastAssignmentFactory
from tests.journeys.conftest import Visitor, at_both_sizes, can_sign_in
from tests.journeys.hands import heading, press
from tests.journeys.test_keyboard import tab_to
from tests.shortlists.showing import submit_shown
from tests.shortlists.worlds import (
    VERDICT,
    case_for,
    mandated,
    match_of,
    open_to,
    ready_brief,
    seat_on,
)

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


def put_forward(brief: Brief, by: Consultant, headline: str) -> Entry:
    today = timezone.localdate()
    person = open_to(by.firm, availability_confirmed_on=today, headline=headline)
    PastAssignmentFactory(candidate=person)
    entry, _ = mandated(brief, by, person)
    match_of(brief, person, verdict=VERDICT)
    Candidate.objects.update(availability_confirmed_on=today)
    Mandate.objects.update(availability_confirmed_on=today, ends_on=today + timedelta(days=30))
    submit_shown(entry, by=by.user, now=timezone.now(), **case_for(brief))
    return entry


@pytest.fixture
def brief(transactional_db: None) -> Brief:
    """A sealed brief with three people of a generalist firm and one of a specialist firm."""
    hour = timezone.now() + timedelta(days=1)
    made = ready_brief(slate_opened_at=None, slate_due_at=hour)
    generalist, specialist = seat_on(made), seat_on(made)
    generalist.firm.kind = "generalist"
    generalist.firm.save(update_fields=["kind"])
    for headline in ("Plant director", "Head of operations", "Transformation director"):
        put_forward(made, generalist, headline)
    put_forward(made, specialist, "Director of sterile manufacturing")
    return Brief.objects.get(pk=made.pk)


@at_both_sizes
def test_a_slate_is_sealed_opened_by_all_and_chosen_without_names(
    visit: Callable[[], Visitor], brief: Brief, size: str
) -> None:
    client = visit()
    page = client.page
    client.sign_in(can_sign_in(brief.manager.user))
    people = reverse("shortlists:compare", args=[brief.ref])
    client.go(people)
    expect(page.get_by_role("heading", name="4 people are ready")).to_be_visible()
    client.see("01-sealed")
    for seat in brief.seats.order_by("pk"):
        firm = visit()
        assert seat.consultant
        firm.sign_in(can_sign_in(seat.consultant.user))
        firm.go(brief.get_absolute_url())
        firm.see("02-firm")
        press(firm.page, "We put nobody more forward")
        expect(firm.page.locator("#slate")).to_contain_text("Your firm has said that it is done.")
    client.go(people)
    client.see("03-all-done")
    tab_to(page, "Read about them now")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Choose whom to meet")).to_be_visible()
    client.see("04-to-choose")
    tab_to(page, "Read and choose")
    page.keyboard.press("Enter")
    heading(page, "Choose whom to meet")
    for entry in Entry.objects.select_related("candidate__user", "firm"):
        assert entry.candidate.user is not None
        expect(page.locator("main")).not_to_contain_text(entry.candidate.user.full_name)
        expect(page.locator("main")).not_to_contain_text(entry.firm.name)
    client.see("05-blind")
    boxes = page.get_by_role("checkbox")
    expect(boxes).to_have_count(4)
    marked = page.locator("section.section", has_text="Specialist firm").get_by_role("checkbox")
    for number in range(4):
        boxes.nth(number).check()
    marked.uncheck()
    press(page, "Meet these people")
    expect(page.locator("main")).to_contain_text("One place is kept for somebody of a specialist")
    client.see("06-kept")
    boxes.nth(0).uncheck()
    boxes.nth(1).uncheck()
    marked.check()
    press(page, "Meet these people")
    expect(page.locator("#notices")).to_contain_text("Chosen.")
    client.see("07-chosen")
