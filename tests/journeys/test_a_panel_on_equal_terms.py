"""An RPO coordinates, a specialist brings in a firm, and a disagreement reaches the client."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from engagements.models import Brief, PanelSeat
from providers.models import Consultant
from tests.factories import ConsultantFactory, EntryFactory, FirmFactory, PanelSeatFactory
from tests.journeys.conftest import Visitor, at_both_sizes, can_sign_in
from tests.journeys.hands import heading
from tests.shortlists.worlds import ready_brief

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WHAT_FOR = "They have validated sterile lines in Ireland, and we have not."
DISAGREE = (
    "We would not start before line 2 has a date. Kestrel would, and look for a faster person."
)


def consultant(name: str, firm: str, kind: str) -> Consultant:
    row: Consultant = ConsultantFactory(
        user__full_name=name, firm=FirmFactory(name=firm, kind=kind)
    )
    return row


def enter(page: Page, name: str) -> None:
    """Reach a button by the keyboard and press it."""
    button = page.get_by_role("button", name=name, exact=True).filter(visible=True).first
    button.focus()
    page.keyboard.press("Enter")


@at_both_sizes
def test_an_rpo_with_a_declared_sub_firm_and_a_disagreement(
    visit: Callable[[], Visitor], size: str
) -> None:
    brief = ready_brief(title="Get the site released")
    kestrel = consultant("Ingrid Solheim", "Kestrel", "specialist")
    merlin = consultant("Aoife Byrne", "Merlin", "specialist")
    volume = consultant("Esme Holloway", "Volume Partners", "rpo")
    for who, facts in ((kestrel, {"is_lead": True}), (volume, {"engagement": "rpo_run"})):
        PanelSeatFactory(brief=brief, firm=who.firm, consultant=who, **facts)
    manager, specialist, third, rpo = (visit() for _ in range(4))

    the_client_names_a_coordinator(manager, brief)
    a_firm_brings_in_another(specialist, kestrel, brief)
    the_other_comes_in(third, merlin)
    the_firms_disagree(third, brief)
    the_coordinator_reminds(rpo, volume, brief)
    the_client_reads_all_of_it(manager, brief)
    the_interim_reads_the_chain(visit(), brief, kestrel)

    seats = {seat.firm.name: seat for seat in PanelSeat.objects.with_firms()}
    assert seats["Merlin"].through == seats["Kestrel"]
    assert seats["Volume Partners"].is_coordinator


def the_client_names_a_coordinator(manager: Visitor, brief: Brief) -> None:
    """Choose the RPO by keyboard, and say how each firm is engaged."""
    page = manager.page
    manager.sign_in(can_sign_in(brief.manager.user))
    manager.go(reverse("engagements:panel", args=[brief.ref]))
    rpo = page.locator(".panel-choice", has_text="Volume Partners")
    rpo.get_by_label("coordinates the brief").focus()
    page.keyboard.press("Space")
    retained = page.locator(".panel-choice", has_text="Kestrel").get_by_label("How you engage")
    retained.focus()
    retained.select_option(label="Retained")
    enter(page, "Save the panel")
    expect(page.get_by_text("Coordinates the brief: it runs the process").first).to_be_visible()
    manager.see("02-coordinated")


def a_firm_brings_in_another(specialist: Visitor, who: Consultant, brief: Brief) -> None:
    page = specialist.page
    specialist.sign_in(can_sign_in(who.user))
    specialist.go(reverse("engagements:panel", args=[brief.ref]))
    page.get_by_role("link", name="Bring in another firm").focus()
    page.keyboard.press("Enter")
    heading(page, "Bring in another firm")
    enter(page, "Ask the firm")
    expect(page.get_by_text("Say what you bring them in for.").first).to_be_visible()
    page.wait_for_load_state()
    page.get_by_label("Which firm").select_option(label="Merlin")
    page.get_by_label("How it is engaged").select_option(label="Contingent")
    page.get_by_label("What for").fill(WHAT_FOR)
    specialist.see("03-bring-in")
    enter(page, "Ask the firm")
    expect(page.get_by_text("Merlin has been asked").first).to_be_visible()
    specialist.see("04-declared")


def the_other_comes_in(third: Visitor, who: Consultant) -> None:
    page = third.page
    third.sign_in(can_sign_in(who.user))
    page.get_by_role("link", name="Read it").first.click()
    heading(page, "Kestrel would bring your firm in")
    expect(page.get_by_text(WHAT_FOR)).to_be_visible()
    third.see("05-asked")
    enter(page, "Come in")
    heading(page, "Get the site released")


def the_firms_disagree(third: Visitor, brief: Brief) -> None:
    page = third.page
    third.go(brief.get_absolute_url())
    page.get_by_role("link", name="Between the firms").click()
    heading(page, "Between the firms")
    third.see("06-thread-empty")
    box = page.locator("#disagree").get_by_label("Add to this")
    box.focus()
    page.keyboard.type(DISAGREE)
    enter(page, "Add it: Where we disagree")
    expect(page.locator("#disagree").get_by_text(DISAGREE)).to_be_visible()
    third.see("07-thread")


def the_coordinator_reminds(rpo: Visitor, who: Consultant, brief: Brief) -> None:
    page = rpo.page
    rpo.sign_in(can_sign_in(who.user))
    rpo.go(brief.get_absolute_url())
    page.get_by_role("link", name="The process").click()
    heading(page, "The process")
    enter(page, "Remind Kestrel")
    expect(page.get_by_text("Kestrel has been reminded.").first).to_be_visible()
    rpo.see("08-process")


def the_client_reads_all_of_it(manager: Visitor, brief: Brief) -> None:
    page = manager.page
    manager.go(reverse("engagements:panel", args=[brief.ref]))
    expect(page.get_by_text("Brought in by Kestrel.").first).to_be_visible()
    manager.see("09-chain")
    page.get_by_role("link", name="What each firm can reach of the best fifty").click()
    heading(page, "What each firm can reach")
    manager.see("10-reach")
    manager.go(brief.get_absolute_url())
    expect(page.locator("#disagreement").get_by_text(DISAGREE)).to_be_visible()
    manager.see("11-disagreement")


def the_interim_reads_the_chain(interim: Visitor, brief: Brief, by: Consultant) -> None:
    entry = EntryFactory(brief=brief, firm=by.firm, consultant=by, approached=True)
    interim.sign_in(can_sign_in(entry.candidate.user))
    interim.go(entry.get_absolute_url())
    firms = interim.page.locator("#firms")
    expect(firms.get_by_text("Brought in by Kestrel. Contingent")).to_be_visible()
    expect(firms.get_by_text("RPO-run: works through")).to_be_visible()
    interim.see("12-chain")
