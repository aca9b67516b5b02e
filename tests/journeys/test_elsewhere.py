"""A role, situation or registration typed as a skill: one line says where it belongs."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.engagements.briefs import draft
from tests.factories import CandidateFactory
from tests.journeys.conftest import Visitor, can_sign_in

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def line_of(page: Page) -> str:
    """Return the one line that is shown below the skills."""
    shown = page.locator("[data-kind]:not([hidden])")
    expect(shown).to_be_visible()
    return " ".join(shown.inner_text().split())


def test_the_brief_links_from_a_role_among_skills_to_its_field(
    visit: Callable[[], Visitor], vocabulary: None
) -> None:
    brief = draft()
    visitor = visit()
    visitor.sign_in(can_sign_in(brief.manager.user))
    visitor.go(f"/briefs/{brief.ref}/edit/person/")
    page = visitor.page
    box = page.get_by_role("combobox", name="Add a skill")

    box.press_sequentially("PMI", delay=5)
    situation = "Post-merger integration is a situation: choose it under"
    assert line_of(page) == f"{situation} Which situations should they have experience of?"
    expect(page.locator("#new_skill_field [data-said]")).to_contain_text(situation)
    assert page.get_by_role("option").filter(has_text="is a situation").count() == 0
    visitor.see("01-situation")
    page.locator("[data-kind] a").locator("visible=true").click()
    expect(page.get_by_role("checkbox", name="Turnaround").first).to_be_in_viewport()
    expect(page.locator("#new_skill_field [data-drop]")).to_be_hidden()

    box.fill("")
    box.press_sequentially("CFO", delay=5)
    assert line_of(page) == "CFO is a role: choose it under How senior?"
    visitor.see("02-role")
    box.press("Tab")
    page.keyboard.press("Escape")
    expect(box).to_be_focused()
    expect(page.locator("#new_skill_field [data-drop]")).to_be_hidden()
    box.press_sequentially(" ", delay=5)
    line_of(page)
    box.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("How senior?")).to_be_focused()

    box.fill("")
    box.press_sequentially("GMC", delay=5)
    registration = "General Medical Council registration is a registration: choose it under"
    assert line_of(page) == f"{registration} Registrations and licences"
    visitor.see("04-registration")
    page.locator("[data-kind] a").locator("visible=true").click()
    expect(page.locator("#id_registrations_field")).to_be_in_viewport()

    box.fill("")
    box.press_sequentially("GMP", delay=5)
    expect(page.get_by_role("option").first).to_be_visible()
    expect(page.locator("[data-kind]:not([hidden])")).to_have_count(0)


def test_the_profile_links_from_a_role_among_skills_to_its_page(
    visit: Callable[[], Visitor], vocabulary: None
) -> None:
    visitor = visit()
    visitor.sign_in(can_sign_in(CandidateFactory().user))
    visitor.go("/profile/skills/")
    page = visitor.page
    box = page.get_by_role("combobox", name="Skill")

    box.press_sequentially("PMI", delay=5)
    assert line_of(page) == ("Post-merger integration is a situation: choose it under Track record")
    box.fill("")
    box.press_sequentially("CFO", delay=5)
    expect(page.locator("[data-kind=role]")).to_be_visible()
    visitor.see("03-role")
    page.locator("[data-kind] a").locator("visible=true").click()

    expect(page.get_by_label("The most senior role you have held")).to_be_in_viewport()


def test_the_profile_links_from_a_registration_among_skills_to_the_page_that_adds_it(
    visit: Callable[[], Visitor], vocabulary: None
) -> None:
    interim = CandidateFactory()
    visitor = visit()
    visitor.sign_in(can_sign_in(interim.user))
    visitor.go("/profile/skills/")
    page = visitor.page
    page.get_by_role("combobox", name="Skill").press_sequentially("QP", delay=5)
    assert line_of(page) == (
        "Qualified Person (EU) is a registration: state it under Registrations and licences"
    )
    page.locator("[data-kind] a").locator("visible=true").click()
    page.wait_for_url("**/registrations/add/", wait_until="load")

    box = page.get_by_role("combobox", name="Registration or licence")
    box.press_sequentially("QP", delay=5)
    page.get_by_role("option", name="Qualified Person (EU)").click()
    page.get_by_label("Number").fill("QP-2231")
    visitor.see("05-registration")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("link", name="Qualified Person (EU)")).to_be_visible()

    assert interim.registrations.get().number == "QP-2231"
