"""A brief from the pasted e-mail to the interview and to a no with its reason."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from engagements.models import Brief
from ranking.models import FitResult
from shortlists import actions, clock
from shortlists.actions.mandates import grant_mandate
from shortlists.models import Approach, Entry
from tests.journeys.briefing import (
    confirm_and_open,
    invite_the_panel,
    play_it_back,
    write_the_brief,
)
from tests.journeys.cast import Cast, gather, in_days, see
from tests.journeys.conftest import Visitor, letter_to
from tests.journeys.hands import fold, heading, press, ref_of
from tests.machinery import Machinery
from tests.shortlists.choices import let_it_be_heard

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.timeout(420)]

WHY_YOU = (
    "You closed eleven observations at a fill-finish site in five months, with a team that had"
    " just lost its head. This is that situation again."
)
REASON = "In five months she closed eleven observations at a site of 800; overdue work fell to 12."
NO = (
    "Your record is strong. For the overdue deviations we needed somebody who had closed a whole"
    " case like ours, and another person had done exactly that."
)


@pytest.fixture
def cast(vocabulary: None) -> Cast:
    """Everybody, before the story begins."""
    return gather()


# Fit and review


def review(martin: Visitor, ref: str, cast: Cast) -> str:
    """Read matches with their reasons, set one aside and take it back, and ask another."""
    page = martin.page
    martin.go(f"/briefs/{ref}/matches/")
    heading(page, "Matches")
    see(martin, "21-matches")
    names = [user.full_name for user in cast.users] + ["Robin"]
    own = {"Martin Okafor", "Helen Ashworth", "Ruth Lindqvist"}
    words = page.locator("#matches").inner_text()
    assert [name for name in names if name not in own and name in words] == []
    page.locator("[data-open]").first.click()
    heading(page, "VP Technical Operations, sterile manufacturing")
    expect(page.get_by_text("good manufacturing practices").first).to_be_visible()
    assert "Larkfield" not in page.locator("main").inner_text()
    see(martin, "22-match")
    page.get_by_role("link", name="Next").click()
    heading(page, "Site quality head, injectables")
    page.get_by_role("link", name="Next").click()
    expect(page.locator(".match-walk")).to_contain_text("3 of")
    third = page.url
    aside = fold(page, "Set aside")
    see(martin, "23-setting-aside")
    aside.get_by_role("button", name="Not the situation they have worked in").click()
    expect(page.locator("#notices")).to_contain_text("Set aside")
    page.goto(third)
    see(martin, "24-set-aside")
    press(page, "Restore")
    expect(page.locator("#notices")).to_contain_text("Restored to")
    page.get_by_role("link", name="Previous").click()
    page.get_by_role("link", name="Previous").click()
    heading(page, "VP Technical Operations, sterile manufacturing")
    page.get_by_role("link", name="Ask them").click()
    heading(page, "Ask them")
    page.get_by_label("Why you, in your own words").fill("You look right.")
    press(page, "Send it to them")
    expect(page.get_by_text("Say a little more").first).to_be_visible()
    expect(page.get_by_label("Why you, in your own words")).to_have_value("You look right.")
    see(martin, "25-approach-refused")
    page.get_by_label("Why you, in your own words").fill(WHY_YOU)
    press(page, "Send it to them")
    expect(page.locator("#notices")).to_contain_text("Sent")
    see(martin, "26-approached")
    return str(Entry.objects.get(approaches__ref=ref_of(page, "firm")).ref)


# Approach and choice


def read_and_ask(ingrid: Visitor, entry: str) -> None:
    """Read the letter and ask a question."""
    page = ingrid.page
    ingrid.go("/today/")
    see(ingrid, "27-interim-today")
    page.locator("[data-open]").first.click()
    heading(page, "Get the fill-finish site released again")
    letter = page.locator("main").inner_text()
    assert "Ashdown" not in letter
    assert "a European maker of injectable medicines" in letter
    expect(page.get_by_text(WHY_YOU)).to_be_visible()
    see(ingrid, "28-letter")
    question = fold(page, "Ask a question")
    question.get_by_label("Your question").fill("Is the head of production staying?")
    question.get_by_role("button", name="Ask a question", exact=True).click()
    expect(page.locator("#notices")).to_contain_text("has your question")
    see(ingrid, "29-asked")
    assert entry in page.url


def call_a_reason_wrong(ingrid: Visitor, entry: str) -> None:
    """Go from a reason to the fact behind it, and back to what a correction changed: nothing."""
    page = ingrid.page
    ingrid.go(f"/conversations/{entry}/#fits")
    page.locator("#fits").get_by_role("button", name="This is wrong").first.click()
    heading(page, "What can you do, and how well?")
    expect(page.get_by_text("You came from the reasons for")).to_be_visible()
    see(ingrid, "29-called-wrong")
    page.get_by_role("link", name="Back without a change").click()
    heading(page, "Nothing has changed")
    see(ingrid, "29-difference")


def answer(martin: Visitor) -> None:
    """Answer from today."""
    page = martin.page
    martin.go("/today/")
    see(martin, "30-question-waits")
    page.locator("[data-open]").first.click()
    page.get_by_label("Your answer").fill("Yes; she has asked for exactly this help.")
    see(martin, "31-answering")
    press(page, "Send the answer")
    expect(page.locator(".answer")).to_contain_text("exactly this help")


def choose(ingrid: Visitor, entry: str) -> None:
    """Say yes on one page in three taps: the firm, the profile, and the button."""
    page = ingrid.page
    ingrid.go(f"/conversations/{entry}/")
    expect(page.get_by_text("exactly this help")).to_be_visible()
    page.get_by_role("link", name="Yes, choose my firm").click()
    heading(page, "Who represents you on this brief?")
    see(ingrid, "32-choose")
    page.get_by_role("radio", name="Kestrel Life Sciences").check()
    page.locator("#id_is_shown").check()
    see(ingrid, "33-three-taps")
    press(page, "Let Kestrel Life Sciences represent me on this brief")
    expect(page.locator("#notices")).to_contain_text("Kestrel Life Sciences represents you")
    expect(page.locator("main")).to_contain_text("Ashdown Sterile Medicines")
    see(ingrid, "34-mandated")
    assert Entry.objects.get(ref=entry).mandates.active().count() == 1


# Submission


def show_the_words(martin: Visitor, entry: str) -> None:
    """Leave one rationale out, be refused beside its field, and show the whole case."""
    page = martin.page
    martin.go(Approach.objects.get(entry__ref=entry).get_absolute_url())
    heading(page, "Ingrid Sorensen")
    see(martin, "35-they-chose-us")
    page.get_by_role("link", name="Write why Ingrid").click()
    heading(page, "Put Ingrid forward")
    page.get_by_label("Criterion 1: why they would meet it").fill(REASON)
    page.get_by_label("Shown by").first.select_option(index=1)
    page.get_by_label("Why this person, in this situation").fill(
        "She has led a site out of exactly this, and stayed until the inspectors came back."
    )
    page.get_by_label("What the manager should ask about").fill("Her first month: where to begin?")
    press(page, "Show to Ingrid")
    expect(page.locator(".form-errors")).to_be_focused()
    missing = page.locator(".field", has=page.get_by_label("Criterion 2"))
    expect(missing.locator(".field-errors, .errorlist")).to_contain_text("Time to release a batch")
    expect(page.get_by_label("Criterion 1: why they would meet it")).to_have_value(REASON)
    see(martin, "36-rationale-missing")
    page.get_by_label("Criterion 2: why they would meet it").fill(
        "She halved release times at two sites by moving review onto the line."
    )
    press(page, "Show to Ingrid")
    expect(page.locator("#notices")).to_contain_text("Shown.")
    expect(page.get_by_text("Ingrid reads your words")).to_be_visible()
    see(martin, "36-shown")


def say_that_it_is_right(ingrid: Visitor) -> None:
    """Read what the client will read, from today, and agree."""
    page = ingrid.page
    ingrid.go("/today/")
    see(ingrid, "36-words-wait")
    page.locator("[data-open]").first.click()
    expect(page.locator("#words")).to_contain_text(REASON)
    see(ingrid, "36-words")
    press(page, "This is right")
    expect(page.locator("#notices")).to_contain_text("can put you forward now")


def put_forward(martin: Visitor) -> None:
    """Put forward exactly what was shown."""
    page = martin.page
    martin.go("/today/")
    see(martin, "36-right")
    page.get_by_role("link", name="Put forward").click()
    press(page, "Put Ingrid forward")
    expect(page.locator("#notices")).to_be_visible()
    expect(page.get_by_role("heading", name="What the client reads")).to_be_visible()
    see(martin, "37-put-forward")


def bring_a_second(cast: Cast, ref: str) -> str:
    """Another person comes the same way, by the product's own actions."""
    brief = Brief.objects.get(ref=ref)
    result = FitResult.objects.get(run__brief=brief, candidate=cast.paul)
    by, now = cast.specialist.user, timezone.now
    interim = cast.paul.user
    assert interim is not None
    entry = actions.approach(
        brief, cast.paul, by=by, why_you="You have kept such a site safe.", result=result, now=now()
    )
    cast.paul.refresh_from_db()
    grant_mandate(
        entry,
        firm=cast.specialist.firm,
        profile_version=cast.paul.version,
        can_start_on=cast.paul.available_from or in_days(0),
        by=interim,
        now=now(),
    )
    rationales = {
        str(row.ref): {"text": f"He has met it before: {row.measure}.", "evidence": ""}
        for row in brief.criteria.in_order()
    }
    case: dict[str, Any] = {
        "introduction": "He keeps the day's work safe while the case is closed.",
        "rationales": rationales,
    }
    shown = actions.show_words(entry, by=by, now=now(), **case)
    actions.agree_to_words(entry, seen=shown.ref, by=interim, now=now())
    actions.submit(entry, by=by, now=now(), **case)
    return str(entry.ref)


# Decision


def compare_and_invite(helen: Visitor, ref: str) -> None:
    """Read how many are ready, then both, compare, and propose two times to one."""
    page = helen.page
    helen.go(f"/briefs/{ref}/people/")
    expect(page.get_by_role("heading", name="2 people are ready")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("Ingrid")
    see(helen, "37-sealed")
    Brief.objects.filter(ref=ref).update(slate_due_at=timezone.now())
    clock.open_slates(timezone.now())
    helen.go("/today/")
    see(helen, "38-people-wait")
    helen.go(f"/briefs/{ref}/people/")
    heading(page, "2 people, side by side")
    see(helen, "39-compare")
    row = page.locator(".row-item", has_text="Ingrid Sorensen")
    row.get_by_role("link", name="Read in full").click()
    heading(page, "Ingrid Sorensen")
    expect(page.get_by_role("link", name="Invite to an interview")).to_be_visible()
    expect(page.get_by_text(REASON)).to_be_visible()
    see(helen, "40-person")
    page.get_by_role("link", name="Invite to an interview").click()
    heading(page, "When could you meet Ingrid Sorensen?")
    page.get_by_label("First time").fill(f"{in_days(3)}T10:00")
    page.get_by_label("Second time").fill(f"{in_days(4)}T15:30")
    page.get_by_label("Where").fill("Reading, building 4, room 2")
    see(helen, "41-invite")
    press(page, "Send the invitation")
    expect(page.locator("#notices")).to_contain_text("The times have been sent")
    see(helen, "42-invited")


def pick_a_time(ingrid: Visitor) -> None:
    """Pick one of the two."""
    page = ingrid.page
    ingrid.go("/today/")
    see(ingrid, "43-times-wait")
    page.locator("[data-open]").first.click()
    page.locator("#times").get_by_role("radio").nth(1).check()
    see(ingrid, "44-times")
    press(page, "Take this time")
    expect(page.locator("#notices")).to_contain_text("The time is set")
    expect(page.locator("#times")).to_contain_text("15:30")
    see(ingrid, "45-settled")


def decline(helen: Visitor, entry: str) -> None:
    """Decline the other with a reason tied to a criterion, and see the letter first."""
    page = helen.page
    helen.go(f"/people/{entry}/")
    heading(page, "Paul Whitmore")
    page.get_by_role("link", name="Decline, with a reason").click()
    heading(page, "What should Paul Whitmore know?")
    press(page, "Send this answer")
    expect(page.locator(".form-errors")).to_be_focused()
    see(helen, "46-decline-refused")
    page.get_by_label("Another person has stronger evidence").check()
    page.get_by_label("Overdue deviations").check()
    expect(page.get_by_label("What they will read")).to_have_value(
        "Your record is convincing. On “Overdue deviations” another person could show a result"
        " closer to what we face, and that decided it."
    )
    page.get_by_label("What they will read").fill(NO)
    expect(page.locator("#post")).to_contain_text("another person had done exactly that")
    see(helen, "47-decline")
    press(page, "Send this answer")
    expect(page.locator("#notices")).to_contain_text("Your letter leaves in ten minutes")
    see(helen, "48-declined")
    let_it_be_heard(timezone.now())
    page.reload()
    heading(page, "One person so far")
    see(helen, "48-after-the-no")


def read_the_no(paul: Visitor, entry: str) -> None:
    """Read the reason on one's own page."""
    page = paul.page
    unread = page.get_by_role("heading", name="Decided, and not read by you yet")
    expect(unread).to_be_visible()
    paul.go(f"/conversations/{entry}/")
    expect(page.get_by_role("heading", name="How it ended")).to_be_visible()
    expect(page.locator("#answer")).to_contain_text(NO)
    expect(page.locator("#answer")).to_contain_text("Overdue deviations")
    see(paul, "49-the-reason")
    paul.go("/today/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(unread).to_have_count(0)


def test_a_brief_goes_from_an_e_mail_to_an_interview_and_a_decline(
    visit: Callable[[], Visitor], cast: Cast, relay_and_worker: Machinery
) -> None:
    helen, martin, ingrid, paul = (visit() for _ in range(4))
    helen.sign_in_by_the_form(cast.manager.user)
    martin.sign_in(cast.specialist.user)
    ref = write_the_brief(helen)
    invite_the_panel(helen, ref)
    play_it_back(martin, ref)
    confirm_and_open(helen, ref)
    entry = review(martin, ref, cast)
    assert cast.ingrid.user is not None
    assert cast.paul.user is not None
    ingrid.sign_in(cast.ingrid.user)
    read_and_ask(ingrid, entry)
    call_a_reason_wrong(ingrid, entry)
    answer(martin)
    choose(ingrid, entry)
    show_the_words(martin, entry)
    say_that_it_is_right(ingrid)
    put_forward(martin)
    other = bring_a_second(cast, ref)
    compare_and_invite(helen, ref)
    pick_a_time(ingrid)
    decline(helen, other)
    paul.sign_in(cast.paul.user)
    read_the_no(paul, other)
    letter = letter_to(relay_and_worker, cast.paul.user.email, "exactly that")
    assert "Overdue deviations" in letter
    assert Brief.objects.get(ref=ref).status == Brief.Status.INTERVIEWING
