"""After a part of a page is replaced, somebody has the focus, and what is new is said."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from candidates.models import Candidate
from engagements.models import Brief
from tests.factories import (
    BriefFactory,
    CandidateFactory,
    CandidateSkillFactory,
    ConceptFactory,
    FitResultFactory,
    FitRunFactory,
)
from tests.journeys.conftest import Visitor, can_sign_in
from tests.shortlists.worlds import open_to, ready_brief, seat_on

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def test_adding_refusing_and_removing_a_skill_keeps_focus_and_voice(
    visit: Callable[[], Visitor], transactional_db: None
) -> None:
    candidate: Candidate = CandidateFactory()
    for label in ("Batch release", "Deviation management", "Working capital"):
        CandidateSkillFactory(candidate=candidate, concept=ConceptFactory(label=label))
    visitor = visit()
    visitor.sign_in(can_sign_in(candidate.user))
    visitor.go("/profile/skills/")
    page = visitor.page
    voice = page.locator("#said")
    page.evaluate("window.voice = document.getElementById('said')")

    page.get_by_role("button", name="Add", exact=True).press("Enter")
    box = page.get_by_role("combobox", name="Skill")
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(box).to_be_focused()

    rows = page.get_by_role("button", name="Remove")
    first, second, third = [str(one.get_attribute("aria-label")) for one in rows.all()]
    rows.first.press("Enter")
    expect(voice).to_contain_text(f"“{first.removeprefix('Remove ')}” is removed.")
    expect(page.get_by_role("button", name=second)).to_be_focused()
    page.keyboard.press("Enter")
    expect(voice).to_contain_text(f"“{second.removeprefix('Remove ')}” is removed.")
    expect(page.get_by_role("button", name=third)).to_be_focused()

    fold = page.locator(".profile-skills-edit summary")
    fold.press("Enter")
    page.get_by_role("button", name="Save").press("Enter")
    expect(fold).to_be_focused()
    # What spoke before speaks again, from the same element.
    assert page.evaluate("window.voice === document.getElementById('said')")
    assert visitor.problems == []


def test_a_poll_leaves_what_is_selected_and_swaps_only_what_has_changed(
    visit: Callable[[], Visitor], transactional_db: None
) -> None:
    brief: Brief = ready_brief()
    consultant = seat_on(brief)
    person = open_to(consultant.firm)
    Brief.objects.filter(pk=brief.pk).update(scored_version=0)
    visitor = visit()
    visitor.sign_in(can_sign_in(consultant.user))
    page = visitor.page
    visitor.go(f"/briefs/{brief.ref}/matches/")
    title = page.locator(".progress-title")
    title.evaluate("(one) => getSelection().selectAllChildren(one)")
    part = page.locator("#matches").element_handle()
    assert part is not None
    with page.expect_response(lambda one: "/matches/" in one.url) as polled:
        pass

    assert polled.value.status == 204
    assert page.evaluate("getSelection().toString()") == title.inner_text()
    assert part.evaluate("(one) => one.isConnected")

    # The ranking is finished; while text is selected, the part waits.
    FitResultFactory(run=FitRunFactory(brief=brief, brief_version=brief.version), candidate=person)
    Brief.objects.filter(pk=brief.pk).update(scored_version=brief.version)
    with page.expect_response(lambda one: "/matches/" in one.url) as polled:
        pass
    assert polled.value.status == 200
    assert page.evaluate("getSelection().toString()") != ""
    page.evaluate("getSelection().removeAllRanges()")
    expect(page.get_by_role("searchbox")).to_be_visible()
    expect(page.locator("#said")).not_to_be_empty()


def test_a_search_is_not_replaced_while_somebody_types_into_it(
    visit: Callable[[], Visitor], transactional_db: None
) -> None:
    brief: Brief = ready_brief(title="Get the site released")
    visitor = visit()
    visitor.sign_in(can_sign_in(brief.manager.user))
    visitor.go("/briefs/")
    page = visitor.page
    box = page.get_by_role("searchbox")
    box.evaluate("(one) => (window.box = one)")
    with page.expect_response(lambda one: "q=zz" in one.url):
        box.press_sequentially("zz", delay=5)
    box.press_sequentially("zz")

    expect(page.locator("#said")).to_have_text("No brief found")
    expect(box).to_be_focused()
    expect(box).to_have_value("zzzz")
    assert box.evaluate("(one) => one === window.box")


def test_autosave_ties_an_error_to_its_field_as_a_submit_does(
    visit: Callable[[], Visitor], transactional_db: None
) -> None:
    brief: Brief = BriefFactory()
    visitor = visit()
    visitor.sign_in(can_sign_in(brief.manager.user))
    visitor.go(f"/briefs/{brief.ref}/edit/person/")
    page = visitor.page
    day = page.locator("#id_starts_on")
    day.fill("2020-01-01")
    day.press("Tab")

    expect(day).to_have_attribute("aria-invalid", "true")
    assert "id_starts_on_error" in str(day.get_attribute("aria-describedby")).split()
    error = page.locator("#id_starts_on_error")
    expect(page.locator("#said")).to_contain_text(error.inner_text())
    after_autosave = tied(page)
    page.get_by_role("button", name="Continue").filter(visible=True).first.click()
    expect(page.locator(".form-errors")).to_be_focused()
    assert tied(page) == after_autosave

    day.fill("")
    day.press("Tab")
    expect(day).not_to_have_attribute("aria-invalid", "true")
    assert "id_starts_on_error" not in str(day.get_attribute("aria-describedby")).split()


def tied(page: Page) -> list[object]:
    """Return the markup of an error, and what the field says of it."""
    found: list[object] = page.evaluate(
        """() => {
            const field = document.getElementById("id_starts_on");
            const slot = document.getElementById("id_starts_on_slot");
            const ids = (field.getAttribute("aria-describedby") ?? "").split(" ").sort();
            return [slot.innerHTML.replace(/\\s+/g, " "), field.ariaInvalid, ids];
        }"""
    )
    return found
