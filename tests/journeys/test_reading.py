"""A text that somebody already has becomes a brief or a profile, one answer at a time."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from candidates.models import Candidate
from engagements.models import Brief
from tests.factories import CandidateFactory, ClientMemberFactory, PastAssignmentFactory
from tests.journeys.cast import see
from tests.journeys.conftest import Visitor, can_sign_in
from tests.journeys.hands import heading, press, ref_of
from tests.machinery import Machinery
from tests.readings.papers import bomb, pdf

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

MAIL = """Dear all,

the inspectors left with nine observations on aseptic fill-finish. Without GMP remediation by the
end of March we are out of stock, and nobody owns CAPA management.

We need a site director who has done this before.

Success: overdue deviations down from 186 to 20.
"""


def wait_for_suggestions(page: Page) -> None:
    """Wait while a worker that has just started makes itself a linker, and reads."""
    found = page.get_by_role("heading", level=1, name="Is this what your text says?")
    expect(found).to_be_visible(timeout=60_000)


def answer(page: Page, verb: str, label: str) -> None:
    """Press one button of one suggestion, and wait until it has been heard."""
    page.get_by_role("button", name=f"{verb}: {label}", exact=True).click()
    expect(page.get_by_role("button", name=f"Undo: {label}", exact=True)).to_be_focused()


def test_a_pasted_e_mail_becomes_a_brief_one_suggestion_at_a_time(
    visit: Callable[[], Visitor], vocabulary: None, relay_and_worker: Machinery
) -> None:
    helen = visit()
    helen.sign_in(can_sign_in(ClientMemberFactory().user))
    page = helen.page
    helen.go("/briefs/new/")
    page.get_by_role("textbox", name="The e-mail or your notes").fill(MAIL)
    press(page, "Begin with this text")
    wait_for_suggestions(page)
    see(helen, "01-found")

    expect(page.locator("#marked mark", has_text="CAPA management")).to_be_visible()
    answer(page, "Accept", "CAPA management")
    see(helen, "02-accepted")
    page.get_by_role("button", name="Must have").first.click()
    expect(page.get_by_role("button", name="Must have").first).to_have_attribute(
        "aria-pressed", "true"
    )
    answer(page, "Accept", "Director of a function or a site")
    page.get_by_role("button", name="Accept: Overdue deviations", exact=False).first.press("Enter")
    expect(page.locator("#g-criterion")).to_contain_text("In your brief")
    page.get_by_role("button", name="Not this one").first.click()
    expect(page.locator(".found-card.is-refused")).to_have_count(1)
    see(helen, "03-answered")

    page.get_by_role("link", name="Continue to the situation").click()
    heading(page, "The situation")
    expect(page.get_by_text("the inspectors left with nine observations").first).to_be_attached()
    brief = Brief.objects.get(ref=ref_of(page, "briefs"))
    asked = [(row.concept.label, row.importance) for row in brief.requirements.all()]
    assert asked == [("CAPA management", 1)]
    assert [(row.measure, row.baseline, row.target) for row in brief.criteria.all()] == [
        ("Overdue deviations", "186", "20")
    ]
    assert brief.seniority == 4


def test_a_cv_is_parsed_for_a_profile_and_a_zip_bomb_is_refused(
    visit: Callable[[], Visitor], vocabulary: None, relay_and_worker: Machinery
) -> None:
    candidate: Candidate = CandidateFactory(seniority=None)
    PastAssignmentFactory(candidate=candidate, title="Interim site director")
    ingrid = visit()
    ingrid.sign_in(can_sign_in(candidate.user))
    page = ingrid.page
    ingrid.go("/profile/")
    page.get_by_role("link", name="Read my CV").click()
    heading(page, "Start with your CV")
    ingrid.see("01-bring")

    page.get_by_label("Or a document").set_input_files(
        {"name": "cv.docx", "mimeType": "application/zip", "buffer": bomb()}
    )
    press(page, "Read it")
    expect(page.locator("#reading")).to_contain_text("unpacks to far more data than usual")
    ingrid.see("02-refused")

    paper = pdf("Interim site director", "CAPA management after a consent decree.")
    page.get_by_label("Or a document").set_input_files(
        {"name": "cv.pdf", "mimeType": "application/pdf", "buffer": paper}
    )
    press(page, "Read it")
    wait_for_suggestions(page)
    answer(page, "Accept", "CAPA management")
    page.get_by_role("button", name="Leads others in it").first.click()
    expect(page.get_by_role("button", name="Leads others in it").first).to_be_focused()
    page.locator("#g-situation").get_by_role("button", name="Accept").first.click()
    expect(page.locator("#g-situation")).to_contain_text("In “Interim site director")
    ingrid.see("03-answered")

    answer(page, "Accept", "Director of a function or a site")
    held = [(row.concept.label, row.level) for row in candidate.skills.select_related("concept")]
    assert held == [("CAPA management", 4)]
    assert candidate.record.get().situations.count() == 1
    candidate.refresh_from_db()
    assert candidate.seniority == 4
