"""An interim comes home, tells one firm that a brief fits, and reads what it answers."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from candidates.models import Candidate, FirmStance
from engagements.models import Brief
from providers.models import Consultant, Firm, FirmWork
from ranking.models import FitRun
from shortlists.models import Interest
from skills.scales import WorkLevel
from tests.factories import (
    CandidateFactory,
    ConsultantFactory,
    FirmFactory,
    FitResultFactory,
    FitRunFactory,
    UserFactory,
)
from tests.journeys.conftest import Visitor, at_both_sizes, can_sign_in
from tests.journeys.hands import heading, press
from tests.journeys.test_keyboard import tab_to
from tests.shortlists.worlds import PARTS, VERDICT, evidence, mandated, ready_brief, seat_on

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLES = [
    "Get the fill-finish site released",
    "Lead the carve-out of a diagnostics business",
    "Bring batch release back to 24 days",
]


def firms() -> tuple[Consultant, Consultant]:
    """Return consultants of a specialist with a record and of a generalist without one."""
    kestrel = FirmFactory(name="Kestrel Interim")
    FirmWork.objects.create(
        firm=kestrel,
        board=2,
        executive=7,
        head=3,
        level=WorkLevel.EXECUTIVE,
        answers=14,
        answer_hours=5,
        endings=10,
        endings_with_reason=9,
        counted_at=timezone.now(),
    )
    broad = FirmFactory(
        name="Broad Street Partners",
        generalist=True,
        declared_level=WorkLevel.HEAD,
        declared_level_on=timezone.localdate(),
    )
    return (
        ConsultantFactory(firm=kestrel, user=UserFactory(full_name="Helena Marsh")),
        ConsultantFactory(firm=broad, user=UserFactory(full_name="Amir Shah")),
    )


def interim() -> Candidate:
    person: Candidate = CandidateFactory(
        user=UserFactory(full_name="Dr Amara Okafor"),
        headline="Site head for sterile manufacturing",
        open_to_generalists=True,
        never_below_executive=True,
    )
    assert person.user is not None
    can_sign_in(person.user)
    return person


def fits(person: Candidate, title: str, consultants: tuple[Consultant, Consultant]) -> Brief:
    """Return an open confidential brief whose ranking holds this person."""
    brief = ready_brief(title=title, is_confidential=True)
    brief.client.alias = "A European maker of injectables"
    brief.client.save(update_fields=["alias"])
    for consultant in consultants:
        seat_on(brief, consultant)
    run: FitRun = FitRunFactory(brief=brief, brief_version=brief.version)
    FitResultFactory(
        run=run,
        candidate=person,
        score=78,
        parts=PARTS,
        verdict=VERDICT,
        evidence=[evidence("deviation management", "have"), evidence("batch release", "missing")],
    )
    return brief


def trusts(person: Candidate, firm: Firm) -> None:
    FirmStance.objects.create(candidate=person, firm=firm, stance=FirmStance.Stance.TRUSTED)


def user_of(person: Candidate) -> User:
    assert person.user is not None
    return person.user


@at_both_sizes
@pytest.mark.parametrize("count", [0, 1, 3])
def test_home_with_no_brief_one_and_three(visit: Callable[[], Visitor], count: int):
    person, consultants = interim(), firms()
    for title in TITLES[:count]:
        fits(person, title, consultants)
    if count:
        trusts(person, consultants[0].firm)
    if count == 3:
        brief = ready_brief(title="Prepare the April inspection")
        mandated(brief, seat_on(brief, consultants[0]), person)
    her = visit()
    her.sign_in_by_the_form(user_of(person))

    heading(her.page, "Your home, Dr")
    section = her.page.locator("#fits")
    expect(section.locator("li.row-item")).to_have_count(count)
    her.see(f"home-{count}")


@at_both_sizes
def test_an_interim_tells_one_firm_by_keyboard_and_reads_its_no(visit: Callable[[], Visitor]):
    person, consultants = interim(), firms()
    helena, _ = consultants
    trusts(person, helena.firm)
    fits(person, TITLES[0], consultants)
    can_sign_in(helena.user)
    her = visit()
    her.sign_in(user_of(person))
    her.go("/home/")
    tab_to(her.page, TITLES[0])
    her.page.keyboard.press("Enter")
    heading(her.page, TITLES[0])
    her.see("fitting")

    her.page.get_by_role("radio", name="Kestrel Interim").focus()
    her.page.keyboard.press("Space")
    her.page.keyboard.press("Tab")
    her.page.keyboard.type("I closed such a case at two sites.")
    tab_to(her.page, "Tell this firm")
    her.page.keyboard.press("Enter")
    expect(her.page.get_by_text("alone knows that this interests you")).to_be_visible()
    her.see("told")

    firm = visit()
    firm.sign_in(helena.user)
    firm.page.get_by_role("link", name="Answer").first.click()
    heading(firm.page, "An interim would like to hear you")
    firm.see("interest")
    firm.page.get_by_label("Why not").fill("No.")
    press(firm.page, "Say no, with this reason")
    expect(firm.page.get_by_text("Say it in a sentence").first).to_be_visible()
    firm.page.get_by_label("Why not").fill("We speak for three people here already.")
    press(firm.page, "Say no, with this reason")
    expect(firm.page.get_by_text("The interim reads your reason.")).to_be_visible()

    her.page.reload()
    expect(her.page.get_by_text("We speak for three people here")).to_be_visible()
    her.see("answered")
    assert Interest.objects.get().status == Interest.Status.DECLINED


def test_a_firms_page_and_the_list_of_firms_say_how_it_works(visit: Callable[[], Visitor]):
    person, (helena, amir) = interim(), firms()
    her = visit()
    her.sign_in(user_of(person))

    her.go("/firms/")
    her.see("firms")
    her.go(helena.firm.get_absolute_url())
    her.see("firm")
    her.go(amir.firm.get_absolute_url())
    expect(her.page.get_by_text("You never work below executive")).to_be_visible()
    press(her.page, f"Trust {amir.firm.name}")
    press(her.page, "Undo")
    expect(her.page.get_by_role("button", name=f"Trust {amir.firm.name}")).to_be_visible()
    her.go("/profile/voice/")
    her.see("who-may-find-me")
    assert not person.stances.exists()
