"""A firm is late and another plays the brief back; or nobody does; and what proves it real."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Deadline
from engagements import clock
from engagements.actions import panels, people
from engagements.deadlines import BriefDeadline
from engagements.models import Brief, BriefPerson
from providers.models import Consultant
from tests.engagements.briefs import whole_brief
from tests.factories import ClientMemberFactory, ConsultantFactory, FirmFactory, PanelSeatFactory
from tests.journeys.conftest import Visitor, at_both_sizes, can_sign_in
from tests.journeys.hands import heading, press
from tests.shortlists.choices import approached

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

URGENT = "The site director left on Friday; the inspector comes on the 14th."
REASON = "The inspector comes on Monday, and both firms are away until then."
CHANGED = "Release time matters more to the board than deviations: a new criterion."


def asked(**facts: Any) -> tuple[Brief, Consultant, Consultant]:
    """Return a brief that was sent for playback, the leading consultant and the next one."""
    brief = whole_brief(title="Get the site released", **facts)
    first = ConsultantFactory(
        user__full_name="Ann Broad", firm=FirmFactory(name="Broad Street", generalist=True)
    )
    second = ConsultantFactory(user__full_name="Ingrid Solheim", firm__name="Larkspur")
    for consultant in (first, second):
        seat = {"brief": brief, "firm": consultant.firm, "consultant": consultant}
        PanelSeatFactory(**seat, is_lead=consultant == first, sent_at=None, opened_at=None)
    panels.send_for_playback(brief, by=brief.manager.user, now=timezone.now())
    return Brief.objects.get(pk=brief.pk), first, second


def let_pass(brief: Brief) -> None:
    """Let the time of the firm that leads pass."""
    now = timezone.now()
    waits = Deadline.objects.about(brief).of_kind(BriefDeadline.PLAYBACK_WRITE).open()
    waits.update(started_at=now - timedelta(hours=4), due_at=now)
    for minutes in (-30, -15, -5, 0):
        clock.send_reminders(now + timedelta(minutes=minutes))


@at_both_sizes
def test_a_firm_is_late_and_another_one_plays_the_brief_back(
    visit: Callable[[], Visitor], size: str
) -> None:
    brief, late, next_one = asked()
    playback = reverse("engagements:playback", args=[brief.ref])
    manager, first, second = visit(), visit(), visit()

    manager.sign_in(can_sign_in(brief.manager.user))
    manager.go(reverse("engagements:urgent", args=[brief.ref]))
    manager.page.get_by_label("Why it is urgent").fill(URGENT)
    manager.see("01-urgent")
    press(manager.page, "Mark it as urgent")
    expect(manager.page.get_by_text(URGENT).first).to_be_visible()

    first.sign_in(can_sign_in(late.user))
    first.go(playback)
    expect(first.page.get_by_text(URGENT)).to_be_visible()
    first.see("02-the-first-firm-has-an-hour")
    let_pass(brief)
    first.go("/me/notices/")
    expect(first.page.get_by_text("Larkspur plays it back now").first).to_be_visible()
    first.go(playback)
    expect(first.page.get_by_text("time is over").first).to_be_visible()
    first.see("03-its-time-is-over")

    second.sign_in(can_sign_in(next_one.user))
    second.go(playback)
    second.page.get_by_label("The situation, as we understand it").fill("Nine observations.")
    second.page.get_by_label("What success means to you").fill("Nine closed actions.")
    press(second.page, "Send it to the manager")
    expect(second.page.get_by_text("The manager has your playback.").first).to_be_visible()

    manager.go(playback)
    expect(manager.page.get_by_text("Nine closed actions.")).to_be_visible()
    manager.see("04-another-firm-played-it-back")
    press(manager.page, "Confirm the playback")
    expect(manager.page.get_by_text("Confirmed").first).to_be_visible()


@at_both_sizes
def test_no_firm_plays_it_back_and_the_manager_opens_it_with_a_reason(
    visit: Callable[[], Visitor], size: str
) -> None:
    brief, late, _ = asked()
    let_pass(brief)
    let_pass(brief)
    manager, firm = visit(), visit()

    manager.sign_in(can_sign_in(brief.manager.user))
    expect(manager.page.get_by_text("Open the brief without a playback").first).to_be_visible()
    manager.go(reverse("engagements:playback", args=[brief.ref]))
    manager.see("05-no-firm-in-time")
    manager.page.get_by_role("link", name="Open it without a playback").click()
    heading(manager.page, "Open it without a playback")
    press(manager.page, "Open the brief to all firms")
    expect(
        manager.page.get_by_text("Say why: the firms and the interims read it.").first
    ).to_be_visible()
    manager.page.get_by_label("Why you open it without a playback").fill(REASON)
    manager.see("06-open-without")
    press(manager.page, "Open the brief to all firms")
    heading(manager.page, "Get the site released")

    firm.sign_in(can_sign_in(late.user))
    firm.go(brief.get_absolute_url())
    expect(firm.page.get_by_text(REASON).first).to_be_visible()
    firm.see("07-the-firm-reads-why")


@at_both_sizes
def test_the_sponsor_confirms_talks_and_the_interim_reads_it(
    visit: Callable[[], Visitor], size: str
) -> None:
    world = approached()
    brief, by = world.entry.brief, world.entry.brief.manager.user
    brief.seats.filter(firm=world.asking).update(is_lead=True)
    lead = world.asking.members.get()
    jonas = ClientMemberFactory(client=brief.client, user__full_name="Jonas Roe", title="COO")
    role = BriefPerson.Role.SPONSOR
    people.add_person(brief, member=jonas, role=role, by=by, now=timezone.now())
    sponsor, firm, interim = visit(), visit(), visit()

    interim.sign_in(can_sign_in(world.interim))
    interim.go(world.entry.get_absolute_url())
    expect(interim.page.get_by_role("heading", name="Is this brief real?")).to_be_visible()
    expect(interim.page.get_by_text("The sponsor has talked with no firm.")).to_be_visible()
    interim.see("08-nothing-is-proven")

    firm.sign_in(can_sign_in(lead.user))
    firm.go(reverse("engagements:value", args=[brief.ref]))
    now = timezone.localtime()
    firm.page.get_by_label("What you want to talk about").fill("What it is worth to the board.")
    for label, days in (("First time", 3), ("Second time", 4)):
        firm.page.get_by_label(label).fill(f"{now + timedelta(days=days):%Y-%m-%d}T10:00")
    firm.see("09-talk-to-the-sponsor")
    press(firm.page, "Propose these two times")
    expect(firm.page.get_by_text("Waiting for an answer").first).to_be_visible()

    sponsor.sign_in(can_sign_in(jonas.user))
    expect(sponsor.page.get_by_text("Say whether you are the sponsor").first).to_be_visible()
    sponsor.see("10-today-of-the-sponsor")
    sponsor.go(reverse("engagements:proof", args=[brief.ref]))
    sponsor.see("11-are-you-the-sponsor")
    press(sponsor.page, "Yes, I am the sponsor")
    expect(sponsor.page.get_by_text("said on").first).to_be_visible()
    sponsor.page.get_by_label("What you approve").fill("Approved in the October board.")
    press(sponsor.page, "Approve this brief")
    expect(sponsor.page.get_by_text("Approved in the October board.").first).to_be_visible()
    sponsor.see("12-proven")
    sponsor.go(reverse("engagements:value", args=[brief.ref]))
    sponsor.see("13-pick-a-time")
    sponsor.page.locator("#talk form button.btn-primary").first.click()
    expect(sponsor.page.get_by_text("Agreed", exact=True).first).to_be_visible()

    firm.go(reverse("engagements:record_value", args=[brief.ref]))
    firm.page.get_by_label("When it took place").fill(f"{now - timedelta(days=1):%Y-%m-%d}T10:00")
    firm.page.get_by_label("Jonas Roe").check()
    firm.page.get_by_label(lead.user.full_name).check()
    firm.page.get_by_label("What it changed in the brief").fill(CHANGED)
    firm.see("14-record-it")
    press(firm.page, "Record it")
    expect(firm.page.get_by_text("With the sponsor", exact=True)).to_be_visible()
    firm.see("15-recorded")

    interim.go(world.entry.get_absolute_url())
    expect(interim.page.get_by_text(CHANGED)).to_be_visible()
    expect(interim.page.get_by_text("Approved in the October board.")).to_be_visible()
    interim.see("16-the-interim-reads-it")
