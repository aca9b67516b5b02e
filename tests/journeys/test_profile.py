"""An interim builds a profile, reads it blind, chooses whom to hear, and keeps a rate alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from candidates.models import Candidate, FirmStance
from skills.models import Concept
from terms.models import DayRate
from tests.factories import CandidateFactory, ConsultantFactory, FirmFactory, UserFactory
from tests.journeys.cast import PHARMA, in_days, see
from tests.journeys.conftest import Visitor, can_sign_in

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def press(page: Page, name: str) -> None:
    """Press the button of that name."""
    page.get_by_role("button", name=name, exact=True).filter(visible=True).first.click()


def to_part(page: Page, name: str) -> None:
    """Follow the link of that name."""
    page.get_by_role("link", name=name, exact=True).filter(visible=True).first.click()


@pytest.fixture
def ingrid(vocabulary: None) -> Candidate:
    """Somebody who has just signed up, and two firms."""
    user = can_sign_in(UserFactory(full_name="Ingrid Sorensen", email="ingrid@example.com"))
    kestrel = FirmFactory(name="Kestrel Life Sciences")
    kestrel.specialisms.add(Concept.objects.get(code=PHARMA))
    FirmFactory(name="Volume Search", generalist=True)
    candidate: Candidate = CandidateFactory(
        user=user,
        headline="",
        summary="",
        seniority=None,
        available_from=None,
        availability_confirmed_on=None,
        regions=[],
        languages=[],
        right_to_work=[],
        is_discoverable=False,
    )
    return candidate


def write_the_basics(visitor: Visitor) -> None:
    """The few lines that a consultant reads first."""
    page = visitor.page
    to_part(page, "Write it")
    page.get_by_role("textbox", name="Headline").fill(
        "VP Technical Operations, sterile manufacturing"
    )
    page.get_by_role("textbox", name="Summary").fill(
        "I am called when a site has lost its regulator's trust."
    )
    page.get_by_label("The most senior role").select_option(index=5)
    page.get_by_label("Pharmaceuticals", exact=True).check()
    # A wall of boxes is folded; by another name and the keyboard one of the others is ticked.
    hospitals = page.get_by_label("Hospitals", exact=True)
    expect(hospitals).to_be_hidden()
    find = page.get_by_role("combobox", name="Type to find one of")
    find.press_sequentially("acute c")
    expect(page.locator("[role=option]")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(hospitals).to_be_checked()
    expect(find).to_be_focused()
    expect(page.locator("#said")).to_have_text("Chosen: Hospitals")
    # It stays where it is when it is unticked, and the button shows all.
    hospitals.uncheck()
    expect(hospitals).to_be_visible()
    page.get_by_role("button", name="Show all").click()
    expect(page.get_by_label("Automotive", exact=True)).to_be_visible()
    page.get_by_role("button", name="Show fewer").click()
    expect(page.get_by_label("Automotive", exact=True)).to_be_hidden()
    see(visitor, "02-basics")
    press(page, "Save")


def add_skills(visitor: Visitor) -> None:
    """Type other words for a skill, by mouse and by keyboard, and one that does not exist."""
    page = visitor.page
    visitor.go("/profile/skills/")
    see(visitor, "03-no-skill-yet")
    box = page.get_by_role("combobox", name="Skill")
    for words, label in (
        ("PMI", "Post-merger integration planning"),
        ("GMP", "Good manufacturing practices"),
        ("batch rel", "Batch release"),
    ):
        box.press_sequentially(words, delay=5)
        option = page.get_by_role("option", name=label).first
        expect(option).to_be_visible()
        if words == "PMI":
            see(visitor, "04-type-ahead")
            box.press("ArrowDown")
            box.press("Enter")
        else:
            option.click()
        expect(box).to_have_value(label)
        page.get_by_label("Level").first.select_option("4")
        page.get_by_label("Years").first.fill("9")
        press(page, "Add")
        expect(page.locator(".profile-skills-edit")).to_contain_text(label, ignore_case=True)
        expect(box).to_have_value("")
    box.fill("underwater basket weaving")
    press(page, "Add")
    expect(page.locator("#concept_error")).to_be_visible()
    expect(box).to_have_value("underwater basket weaving")
    see(visitor, "05-skills")


def tell_an_outcome(visitor: Visitor) -> None:
    """One assignment, from its situation to its measure."""
    page = visitor.page
    visitor.go("/profile/record/add/")
    press(page, "Add it")
    expect(page.locator(".form-errors")).to_be_focused()
    page.get_by_label("Your role").fill("Interim VP Technical Operations")
    page.get_by_label("Organisation", exact=False).first.fill("Larkfield Injectables")
    page.get_by_label("What is shown while you are not named").fill("a site of 800 people")
    page.get_by_label("From").first.fill(in_days(-700).isoformat())
    page.get_by_label("Until").fill(in_days(-500).isoformat())
    page.get_by_label("The situation").fill("Eleven observations at Larkfield Injectables.")
    page.get_by_label("Your mandate").fill("Close the case within a year.")
    page.get_by_label("The result").fill("All eleven closed in five months.")
    page.get_by_label("The measure").fill("overdue deviations 210 to 12")
    see(visitor, "06-outcome")
    press(page, "Add it")
    expect(page.locator(".outcomes")).to_contain_text("overdue deviations 210 to 12")


def say_when(visitor: Visitor) -> None:
    """Availability, confirmed today."""
    page = visitor.page
    visitor.go("/profile/availability/")
    page.get_by_label("Available from").fill(in_days(10).isoformat())
    page.get_by_label("Days a week").fill("5")
    page.get_by_label("London and South East England").check()
    page.get_by_label("English", exact=True).check()
    page.get_by_label("United Kingdom", exact=True).check()
    see(visitor, "07-availability")
    press(page, "Save and confirm today")
    expect(page.locator("#availability")).to_contain_text("confirmed on")


def choose_voices(visitor: Visitor) -> None:
    """Trust one firm and block another."""
    page = visitor.page
    visitor.go("/profile/voice/")
    press(page, "Block Volume Search")
    expect(page.locator(".stances")).to_contain_text("Blocked")
    press(page, "Trust Kestrel Life Sciences")
    expect(page.locator(".stances")).to_contain_text("Trusted")
    see(visitor, "08-voice")


def test_an_interim_builds_a_profile_and_stores_a_rate_that_nobody_else_sees(
    visit: Callable[[], Visitor], ingrid: Candidate
) -> None:
    visitor = visit()
    page = visitor.page
    assert ingrid.user is not None
    visitor.sign_in(ingrid.user)
    visitor.go("/profile/")
    visitor.see("01-empty-profile")
    write_the_basics(visitor)
    add_skills(visitor)
    tell_an_outcome(visitor)
    say_when(visitor)
    choose_voices(visitor)

    visitor.go("/profile/as-firms-see-me/")
    blind = page.locator("article.sheet").inner_text()
    assert "Larkfield" not in blind
    assert "Ingrid" not in blind
    expect(page.get_by_text("Hidden until you agree")).to_be_visible()
    see(visitor, "09-blind")

    visitor.go("/terms/rate/")
    page.get_by_label("For one working day").fill("-5")
    press(page, "Save")
    expect(page.locator(".form-errors")).to_be_focused()
    expect(page.get_by_label("For one working day")).to_have_value("-5")
    page.get_by_label("For one working day").fill("1450")
    press(page, "Save")
    expect(page.locator("#notices")).to_be_visible()
    visitor.see("10-own-rate")

    visitor.go("/profile/")
    press(page, "Let firms find me")
    expect(page.get_by_text("Firms can find you").first).to_be_visible()
    visitor.see("11-full-profile")
    ingrid.refresh_from_db()
    assert ingrid.is_discoverable
    assert ingrid.availability_confirmed_on == in_days(0)
    assert ingrid.skills.count() == 3
    stances = dict(FirmStance.objects.values_list("firm__name", "stance"))
    assert stances == {"Kestrel Life Sciences": "trusted", "Volume Search": "blocked"}
    assert DayRate.objects.get().amount == 1450

    martin = visit()
    consultant = ConsultantFactory(
        firm__name="Another House", user=UserFactory(email="martin@example.com")
    )
    martin.sign_in(can_sign_in(consultant.user))
    martin.go("/terms/rate/")
    expect(martin.page.get_by_role("heading", level=1)).to_be_visible()
    assert "1450" not in martin.page.content()
    martin.see("12-not-for-a-firm")
