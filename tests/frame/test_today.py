"""Today: what comes next, what runs without the reader, and what returns to a firm."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from engagements.actions.panels import wait_for_review
from engagements.models import Brief
from engagements.running import running_briefs
from engagements.turns import turn_of
from shortlists.actions import approach, decisions, interviews, mandates, withdrawals
from shortlists.models import Entry
from shortlists.running import agreed_interviews, running_conversations
from tests.browsers import browser_of
from tests.deadlines import today
from tests.engagements.briefs import whole_brief
from tests.factories import NOW, ConsultantFactory, PanelSeatFactory
from tests.shortlists.choices import approached, let_it_be_heard, put_forward, shortlist
from tests.shortlists.worlds import open_to, ready_brief, seat_on

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def meeting(*, in_days: int = 3, now: Any = NOW) -> Entry:
    """Return a conversation in which the interim has picked a time."""
    entry = put_forward(shortlist(), status="in_review")
    manager = entry.brief.manager.user
    starts = [now + in_days * DAY, now + (in_days + 1) * DAY]
    decisions.invite(entry, starts=starts, minutes=45, place="Room 4", by=manager, now=now)
    entry.refresh_from_db()
    interviews.pick_slot(
        entry, slot=entry.slots.soonest_first()[0], by=entry.candidate.user, now=now
    )
    entry.refresh_from_db()
    return entry


def people_of(entry: Entry) -> tuple[User, User, User]:
    assert entry.candidate.user
    return entry.brief.manager.user, entry.candidate.user, entry.consultant.user


# An agreed interview


def test_an_agreed_interview_stands_on_the_pages_of_all_three() -> None:
    entry = meeting()
    manager, interim, consultant = people_of(entry)
    name, client = interim.full_name, entry.brief.client.name

    lines = [agreed_interviews(user, now=NOW) for user in (manager, interim, consultant)]

    (theirs,), (own,), (firms) = lines[0], lines[1], lines[2]
    when = "on Sunday 22 November at 09:00, 45 minutes, Room 4"
    assert (theirs.title, theirs.what) == (name, f"You meet them {when}")
    assert (own.title, own.what) == (client, f"You meet {manager.full_name} {when}")
    assert [line.what for line in firms] == [f"{manager.full_name} meets them {when}"]


def test_an_agreed_interview_stands_on_today_and_on_the_brief() -> None:
    entry = meeting(now=timezone.now())
    manager, _, _ = people_of(entry)

    pages = [
        browser_of(manager).get(url).content.decode()
        for url in ("/today/", entry.brief.get_absolute_url())
    ]

    assert ["You meet them on" in page for page in pages] == [True, True]
    assert "What comes next" in pages[0]
    assert "Agreed interview" in pages[1]


def test_a_firm_reads_no_interview_of_another_firm() -> None:
    entry = meeting()
    other = seat_on(entry.brief)

    assert agreed_interviews(other.user, now=NOW) == []
    assert agreed_interviews(other.user, now=NOW, brief=entry.brief) == []


def test_an_interview_that_is_over_or_called_off_is_not_to_come() -> None:
    over, off = meeting(), meeting()
    decisions.decline(
        off,
        reason="chemistry",
        criterion=off.brief.criteria.get(),
        text="We chose another way.",
        by=off.brief.manager.user,
        now=NOW,
    )
    let_it_be_heard()

    assert agreed_interviews(over.brief.manager.user, now=NOW + 4 * DAY) == []
    assert agreed_interviews(off.brief.manager.user, now=NOW) == []


# What runs without the reader


def test_a_manager_reads_what_the_firms_do() -> None:
    brief = ready_brief()

    (line,) = running_briefs(brief.manager.user, now=NOW)

    assert (line.title, line.what) == (brief.name, "The firms talk to people who fit")


def test_a_consultant_reads_where_a_brief_stands_before_it_is_open() -> None:
    brief = whole_brief(confirmed=True)
    consultant = seat_on(brief)
    seat_on(ready_brief(), consultant)

    (line,) = running_briefs(consultant.user, now=NOW)

    manager = brief.manager.user.full_name
    assert (line.title, line.what) == (brief.name, f"Waiting for {manager} to open it to the panel")


def test_a_manager_who_has_to_decide_does_not_read_that_it_runs() -> None:
    entry = put_forward(shortlist(), status="in_review")

    assert running_briefs(entry.brief.manager.user, now=NOW) == []


def test_the_firm_and_the_interim_read_where_a_conversation_stands() -> None:
    entry = put_forward(shortlist())
    manager, interim, consultant = people_of(entry)

    (firms,), (own,) = (
        running_conversations(consultant, now=NOW),
        running_conversations(interim, now=NOW),
    )

    assert firms.title == interim.full_name
    assert firms.what == f"{manager.full_name} has not opened what you wrote"
    assert own.title == entry.brief.name
    assert own.what == f"{manager.full_name} has not opened what {entry.firm.name} wrote"


def test_an_interim_who_was_asked_reads_no_name_of_a_confidential_client() -> None:
    world = approached()

    assert running_conversations(world.interim, now=NOW) == []
    (line,) = running_conversations(world.consultant.user, now=NOW)
    assert line.what == "Has your letter"


def test_what_waits_for_the_reader_does_not_run_without_them() -> None:
    entry = put_forward(shortlist(), status="in_review")
    manager, interim, consultant = people_of(entry)
    starts = [NOW + DAY, NOW + 2 * DAY]
    decisions.invite(entry, starts=starts, minutes=45, place="", by=manager, now=NOW)

    assert running_conversations(interim, now=NOW) == []
    (line,) = running_conversations(consultant, now=NOW)
    assert line.what == "They pick a time to meet"


def test_the_page_names_what_runs() -> None:
    brief = ready_brief()

    page = browser_of(brief.manager.user).get("/today/").content.decode()

    assert "Runs without you" in page
    assert "The firms talk to people who fit" in page


# Titles


def test_each_line_about_people_begins_with_another_name() -> None:
    brief = shortlist()
    entries = [put_forward(brief) for _ in range(3)]
    names = {entry.candidate.user.full_name for entry in entries if entry.candidate.user}

    lines = today(brief.manager.user)

    assert {line.title for line in lines} == names
    assert all(line.title not in line.facts for line in lines)


def test_a_line_about_a_brief_begins_with_the_brief() -> None:
    world = approached()

    (line,) = today(world.interim)

    assert line.title == line.about
    assert line.facts == [line.who]


# Everybody has gone


def test_a_brief_returns_to_its_firm_when_everybody_it_asked_has_gone() -> None:
    brief = ready_brief()
    consultant = seat_on(brief)
    stays, goes = open_to(consultant.firm), open_to(consultant.firm)
    entries = [
        approach(brief, person, by=consultant.user, why_you="You.", now=NOW)
        for person in (stays, goes)
    ]
    mandates.decline_approach(entries[1], reason="", by=goes.user, now=NOW)
    let_it_be_heard()
    before = today(consultant.user)

    mandates.decline_approach(entries[0], reason="", by=stays.user, now=NOW)
    held = today(consultant.user)
    let_it_be_heard()

    (line,) = today(consultant.user)
    assert before == held == []
    assert (line.title, line.what) == (brief.name, "Everybody you asked has gone: ask others")


def test_a_brief_returns_when_the_one_who_was_put_forward_has_gone() -> None:
    entry = put_forward(shortlist(), status="in_review")
    manager, interim, consultant = people_of(entry)
    before = [line.what for line in today(consultant)]
    asked = Brief.objects.with_turn().get(pk=entry.brief_id)
    assert turn_of(asked, manager).text == "Waiting for you to decide on people"

    withdrawals.withdraw(entry, by=interim, now=NOW)

    after = [line.what for line in today(consultant)]
    assert "Everybody you asked has gone: ask others" not in before
    assert "Everybody you asked has gone: ask others" in after
    words = "Nobody is in front of you now"
    assert words in browser_of(manager).get(entry.brief.get_absolute_url()).content.decode()
    brief = Brief.objects.with_turn().get(pk=entry.brief_id)
    assert "the firms have the brief again" in turn_of(brief, manager).text


def test_what_another_firm_does_brings_no_brief_back() -> None:
    entry = put_forward(shortlist(), status="in_review")
    other = seat_on(entry.brief)
    before = [line.what for line in today(other.user)]

    withdrawals.withdraw(entry, by=entry.candidate.user, now=NOW)

    assert [line.what for line in today(other.user)] == before


def test_a_brief_that_is_to_be_reviewed_anyway_stands_there_once() -> None:
    world = approached()
    withdrawals.withdraw(world.entry, by=world.interim, now=NOW)
    seat = world.entry.brief.seats.get(firm=world.asking)

    wait_for_review(seat, now=NOW)

    assert len(today(world.consultant.user)) == 1


def test_a_brief_that_nobody_of_a_firm_answers_for_stands_on_everybodys_page() -> None:
    brief = ready_brief()
    one = ConsultantFactory()
    PanelSeatFactory(brief=brief, firm=one.firm, consultant=None)

    (line,) = today(one.user)

    assert line.what == "The brief is open, and nobody of your firm answers for it yet"
