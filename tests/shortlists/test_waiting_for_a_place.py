"""Who waits for a place and who has not been read about yet cannot tell which of them they are."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Deadline, Notice, User
from accounts.notices import render
from engagements.models import Brief
from providers.models import Consultant
from shortlists import clock
from shortlists.actions import decisions, withdrawals
from shortlists.asking import url_for
from shortlists.models import Entry
from tests.browsers import browser_of
from tests.deadlines import today
from tests.factories import NOW, TODAY
from tests.notices import subjects
from tests.shortlists.showing import submit_shown
from tests.shortlists.worlds import case_for, mandated, open_to, ready_brief, seat_on
from tests.sourcing.two_worlds.pages import TOKEN

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CLOCK = [NOW + hours * HOUR for hours in range(1, 16 * 24, 12)]
Read = list[tuple[str, str]]


def put_forward(brief: Brief, by: Consultant, *, now: datetime = NOW) -> Entry:
    entry, _ = mandated(brief, by, open_to(by.firm, availability_confirmed_on=TODAY))
    submit_shown(entry, by=by.user, now=now, **case_for(brief))
    return entry


def fill(brief: Brief, theirs: Consultant) -> list[Entry]:
    """Let the other firm take all places."""
    return [put_forward(brief, theirs) for _ in range(3)]


def told(user: User) -> Read:
    """Return every notice of a person, with the page it opens."""
    rows = render(Notice.objects.filter(user=user).newest_first(), reader=user)
    return [(f"{row.subject} {row.notice.created_at}", f"{row.body} {row.url}") for row in rows]


def pages(user: User, urls: list[str]) -> Read:
    """Return these pages, without what differs at each request."""
    browser = browser_of(user)
    return [(url, TOKEN.sub("", browser.get(url).content.decode())) for url in urls]


def lived(
    entry: Entry, monkeypatch: pytest.MonkeyPatch, *, others: Consultant | None
) -> tuple[list[Read], Read]:
    """Return all that the interim and the firm read while nobody answers, and what the client does.

    The world is rolled back.
    """
    world = transaction.savepoint()
    brief, interim = entry.brief, entry.candidate.user
    assert interim is not None
    if others:
        fill(brief, others)
    submit_shown(entry, by=entry.consultant.user, now=NOW + HOUR, **case_for(brief))
    common = [reverse("today"), reverse("shortlists:conversations"), reverse("accounts:notices")]
    own = {interim: entry.get_absolute_url(), entry.consultant.user: url_for(entry.firm, entry)}
    found = []
    for moment in CLOCK:
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        clock.send_reminders(moment)
        for user, url in own.items():
            found.append(told(user) + pages(user, [*common, url]))
    manager = told(brief.manager.user)
    transaction.savepoint_rollback(world)
    return found, manager


def test_firm_and_interim_read_the_same_at_every_moment_until_the_end(
    monkeypatch: pytest.MonkeyPatch,
):
    brief = ready_brief()
    ours, theirs = seat_on(brief), seat_on(brief)
    person = open_to(ours.firm, availability_confirmed_on=TODAY)
    entry, _ = mandated(brief, ours, person)

    unread, manager_of_unread = lived(entry, monkeypatch, others=None)
    waiting, manager_of_waiting = lived(entry, monkeypatch, others=theirs)

    assert unread == waiting
    assert manager_of_unread != manager_of_waiting
    assert "ended without an answer" in str(unread[-1])


def test_the_client_is_told_that_somebody_waits_and_what_to_do_and_never_who():
    brief = ready_brief()
    ours, theirs = seat_on(brief), seat_on(brief)
    first = fill(brief, theirs)
    last = put_forward(brief, ours)
    manager, name = brief.manager.user, last.candidate.user.full_name

    line = next(wait for wait in today(manager) if not wait.name)
    due = Deadline.objects.about(last).open().get().due_at
    for entry in first:
        decisions.read_person(entry, by=manager, now=NOW)
    clock.send_reminders(NOW + 4 * DAY)

    assert line.what == "Somebody waits for a place: decide on somebody, or ask to meet more"
    assert line.due_at == due
    told_of_place = [said for said in subjects(manager) if "waits for a place" in said]
    assert told_of_place == [f"{brief.name}: somebody waits for a place"]
    for moment in CLOCK:
        clock.send_reminders(moment)
    assert name not in str(told(manager))
    assert last.firm.name not in str([row for row in told(manager) if "place" in row[0]])


def test_several_who_wait_for_a_place_are_one_notice():
    brief = ready_brief()
    ours, theirs = seat_on(brief), seat_on(brief)
    fill(brief, theirs)
    for _ in range(2):
        put_forward(brief, ours)

    clock.send_reminders(NOW + 4 * DAY)

    waiting = [said for said in subjects(brief.manager.user) if "waits for a place" in said]
    assert len(waiting) == 1


def test_who_gets_a_place_late_keeps_the_clock_they_had():
    brief = ready_brief()
    ours, theirs = seat_on(brief), seat_on(brief)
    first, last = fill(brief, theirs), put_forward(brief, ours)
    due = Deadline.objects.about(last).open().get().due_at

    for moment in CLOCK[:9]:  # until the first reminder
        clock.send_reminders(moment)
    withdrawals.withdraw(first[0], by=first[0].candidate.user, now=CLOCK[9])

    assert Deadline.objects.about(last).open().get().due_at == due
    assert (
        subjects(brief.manager.user)[-1] == f"{brief.name}: {last.firm.name} puts somebody forward"
    )
