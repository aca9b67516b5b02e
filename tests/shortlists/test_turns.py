"""What waits for an interim and for a hiring manager."""

from datetime import timedelta

import pytest

from shortlists.actions import briefs, decisions, interviews
from shortlists.waits import waits_for
from tests.factories import NOW, TODAY
from tests.shortlists.choices import approached, put_forward, shortlist

pytestmark = pytest.mark.django_db
TIMES = [NOW + timedelta(days=3), NOW + timedelta(days=4)]


def verbs(user) -> list[str]:
    return [wait.verb for wait in waits_for(user, now=NOW)]


def test_an_approach_waits_for_the_interim_with_its_clock():
    world = approached()

    (wait,) = waits_for(world.interim, now=NOW)

    assert (wait.verb, wait.due_at) == ("Read the letter", world.entry.reply_due_at)
    assert world.entry.brief.client.name not in wait.who + wait.what + wait.about


def test_the_manager_reads_then_decides_then_waits():
    entry = put_forward(shortlist())
    manager = entry.brief.manager.user

    assert verbs(manager) == ["Read about them"]
    decisions.read_person(entry, by=manager, now=NOW)
    assert verbs(manager) == ["Decide"]
    decisions.invite(entry, starts=TIMES, minutes=60, place="", by=manager, now=NOW)
    assert verbs(manager) == []


def test_the_interim_picks_a_time_or_the_manager_proposes_others():
    entry = put_forward(shortlist(), status="in_review")
    manager, interim = entry.brief.manager.user, entry.candidate.user
    decisions.invite(entry, starts=TIMES, minutes=60, place="", by=manager, now=NOW)

    assert verbs(interim) == ["Pick a time"]
    interviews.decline_slots(entry, note="Any day after the 14th.", by=interim, now=NOW)

    assert (verbs(interim), verbs(manager)) == ([], ["Propose others"])


def test_a_held_brief_waits_for_nobody_until_its_day():
    entry = put_forward(shortlist(), status="in_review")
    manager = entry.brief.manager.user
    briefs.hold_brief(
        entry.brief,
        reason="The board meets.",
        review_on=TODAY + timedelta(days=1),
        by=manager,
        now=NOW,
    )

    assert verbs(manager) == []
    later = waits_for(manager, now=NOW + timedelta(days=1))
    assert [wait.verb for wait in later] == ["Resume the brief"]
