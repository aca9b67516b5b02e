"""A colleague is named on a brief and changes it; the firm agrees with one tap; all read it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from engagements.models import Brief, Criterion
from tests.factories import ClientMemberFactory, ConsultantFactory, PanelSeatFactory
from tests.journeys.conftest import Visitor, at_both_sizes, can_sign_in
from tests.journeys.hands import heading, press
from tests.shortlists.worlds import ready_brief

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WHY = "The second plant has stopped as well; both are in Leeds."


@at_both_sizes
def test_a_co_owner_is_named_changes_the_brief_and_the_firm_confirms(
    visit: Callable[[], Visitor], size: str
) -> None:
    today = timezone.localdate()
    brief = ready_brief(title="Two plants", starts_on=today + timedelta(days=40))
    Criterion.objects.update(due_on=today + timedelta(days=120))
    lead = ConsultantFactory(user__full_name="Ingrid Solheim", firm__name="Larkspur")
    PanelSeatFactory(brief=brief, firm=lead.firm, consultant=lead, is_lead=True)
    colleague = ClientMemberFactory(client=brief.client, user__full_name="Jonas Roe")
    manager, jonas, firm = visit(), visit(), visit()

    manager.sign_in(can_sign_in(brief.manager.user))
    manager.go(brief.get_absolute_url())
    manager.page.get_by_role("link", name="Change who is on it").click()
    heading(manager.page, "The people on this brief")
    manager.page.get_by_label("Who").select_option(str(colleague.ref))
    manager.page.get_by_role("radio", name="Co-owner").check()
    manager.see("01-people")
    press(manager.page, "Add to this brief")
    expect(manager.page.get_by_text("May decide", exact=True)).to_have_count(2)
    press(manager.page, "Limit it to its people")
    expect(manager.page.get_by_text("Only the people on this brief").first).to_be_visible()
    manager.see("02-limited")

    jonas.sign_in(can_sign_in(colleague.user))
    jonas.go(reverse("engagements:briefs"))
    expect(jonas.page.get_by_text("You: co-owner")).to_be_visible()
    jonas.page.get_by_role("link", name="Two plants").click()
    jonas.page.get_by_role("link", name="Change the brief").click()
    jonas.page.get_by_label("Place", exact=True).fill("Leeds")
    jonas.page.get_by_label("Why it changes").fill(WHY)
    press(jonas.page, "See the difference")
    expect(jonas.page.get_by_role("heading", name="This is what you would send")).to_be_visible()
    expect(jonas.page.locator("ins", has_text="Leeds")).to_be_visible()
    expect(jonas.page.locator("del", has_text="Reading")).to_be_visible()
    jonas.see("03-the-difference")
    press(jonas.page, "Send it to Larkspur")
    expect(jonas.page.get_by_role("heading", name="You would change the brief")).to_be_visible()
    assert Brief.objects.get(pk=brief.pk).place == "Reading"

    firm.sign_in(can_sign_in(lead.user))
    firm.page.get_by_role("link", name="Two plants").first.click()
    expect(firm.page.get_by_text(f"“{WHY}”")).to_be_visible()
    # Seen from its top: today leads to the change, so that the bar covers half of the head.
    firm.go(brief.get_absolute_url())
    firm.see("04-the-firm-reads-it")
    press(firm.page, "Confirm the change")
    expect(firm.page.get_by_text("The brief was changed on")).to_be_visible()

    manager.go(brief.get_absolute_url())
    expect(manager.page.get_by_text("Leeds").first).to_be_visible()
    expect(manager.page.get_by_text("named Jonas Roe co-owner of the brief")).to_be_visible()
    manager.see("05-changed")
    changed = Brief.objects.get(pk=brief.pk)
    assert (changed.place, changed.version) == ("Leeds", brief.version + 1)
