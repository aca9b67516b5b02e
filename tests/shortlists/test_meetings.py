"""Who speaks for somebody is at their first meeting, or the record says why not."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Activity, Deadline
from interimhub.lib.refused import MovedOn
from shortlists import clock
from shortlists.actions import decisions, interviews, meetings, withdrawals
from shortlists.asking import address
from shortlists.models import Attendance, Entry
from tests.browsers import browser_of
from tests.factories import NOW
from tests.notices import codes_of, notices_of
from tests.shortlists.choices import put_forward, shortlist

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
MET = NOW + 3 * DAY
AFTER = MET + timedelta(hours=2)
WHY = "My train stood still for three hours; I called both before and after."


def met() -> Entry:
    """Return somebody who has a time to meet the client."""
    entry = put_forward(shortlist(), status="in_review")
    manager, interim = entry.brief.manager.user, entry.candidate.user
    assert interim is not None
    times = [MET, MET + DAY]
    decisions.invite(entry, starts=times, minutes=60, place="", by=manager, now=NOW)
    slot = entry.slots.order_by("starts_at")[0]
    interviews.pick_slot(entry, slot=slot, by=interim, now=NOW)
    return Entry.objects.get(pk=entry.pk)


def test_after_the_meeting_the_consultant_is_asked_once():
    entry = met()
    slot = entry.slots.get(picked_at__isnull=False)

    deadline = Deadline.objects.about(slot).open().get()

    assert deadline.owner == entry.consultant.user
    assert deadline.started_at == slot.ends_at
    meetings.say_who_was_there(entry, was_there=True, by=entry.consultant.user, now=AFTER)
    assert not Deadline.objects.about(slot).open().exists()
    with pytest.raises(MovedOn):
        meetings.say_who_was_there(entry, was_there=True, by=entry.consultant.user, now=AFTER)


def test_nothing_is_said_of_a_meeting_that_has_not_been():
    entry = met()

    with pytest.raises(MovedOn):
        meetings.say_who_was_there(entry, was_there=True, by=entry.consultant.user, now=NOW)


def test_who_was_not_there_says_why_and_client_and_interim_read_it(
    monkeypatch: pytest.MonkeyPatch,
):
    entry = met()
    monkeypatch.setattr(timezone, "now", lambda: AFTER)
    url = reverse("shortlists:meeting", args=[address(entry.firm, entry)])
    browser = browser_of(entry.consultant.user)

    empty = browser.post(url, {"was_there": "no", "reason": ""})
    browser.post(url, {"was_there": "no", "reason": WHY})

    assert empty.status_code == 422
    assert "Say why you were not there" in empty.content.decode()
    manager, interim = entry.brief.manager.user, entry.candidate.user
    assert interim is not None
    for user, page in (
        (manager, reverse("shortlists:person", args=[entry.ref])),
        (interim, entry.get_absolute_url()),
    ):
        assert WHY in browser_of(user).get(page).content.decode()
        assert WHY in notices_of(user)[-1].body


def test_a_firm_that_says_nothing_is_reminded_and_the_page_of_the_client_says_so(
    monkeypatch: pytest.MonkeyPatch,
):
    entry = met()
    for hours in range(0, 24 * 12, 6):
        clock.send_reminders(AFTER + timedelta(hours=hours))

    slot = entry.slots.get(picked_at__isnull=False)
    assert not Deadline.objects.about(slot).open().exists()
    assert codes_of(entry.consultant.user).count("interview.record_wanted") == 2
    assert Activity.objects.about(entry).filter(kind="interview.attendance_unsaid").count() == 1
    monkeypatch.setattr(timezone, "now", lambda: AFTER)
    page = browser_of(entry.brief.manager.user).get(reverse("shortlists:person", args=[entry.ref]))
    assert "has not said whether its consultant was at the first meeting" in page.content.decode()


def test_a_meeting_that_will_not_be_is_not_asked_about():
    entry = met()
    assert entry.candidate.user is not None

    withdrawals.withdraw(entry, by=entry.candidate.user, now=NOW + DAY)

    slot = entry.slots.get(picked_at__isnull=False)
    assert not Deadline.objects.about(slot).open().exists()
    assert not Attendance.objects.exists()
