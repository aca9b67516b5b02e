"""A change of a brief and other acts at the same moment."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from engagements.actions.amendments import BriefMovedOn, withdraw_change
from engagements.models import Amendment, Brief, FormerBrief
from interimhub.lib.lifecycle import InvalidMove
from shortlists.actions import amendments, mandates, submissions
from shortlists.asking import address
from shortlists.models import Entry, Mandate
from tests.browsers import browser_of
from tests.engagements.changes import in_place, propose
from tests.factories import NOW
from tests.shortlists.changes import agreements, change, led
from tests.shortlists.choices import approached
from tests.shortlists.races import at_once
from tests.shortlists.showing import agreed
from tests.shortlists.worlds import as_posted, case_for, mandated, ready_brief, seat_on

pytestmark = pytest.mark.django_db


@pytest.mark.django_db(transaction=True)
def test_of_a_confirmation_and_a_withdrawal_at_once_exactly_one_stands() -> None:
    brief = ready_brief()
    lead = led(brief)
    first, second = propose(brief), Amendment.objects.get()

    ends = at_once(
        lambda: amendments.confirm_change(first, by=lead, now=NOW),
        lambda: withdraw_change(second, by=brief.manager.user, now=NOW),
    )

    assert len([end for end in ends if isinstance(end, InvalidMove)]) == 1
    is_confirmed = Amendment.objects.get().is_in_force
    assert Brief.objects.get(pk=brief.pk).version == (2 if is_confirmed else 1)


@pytest.mark.django_db(transaction=True)
def test_two_confirmations_at_once_make_one_version() -> None:
    brief = ready_brief()
    lead = led(brief)
    propose(brief)
    rows = [Amendment.objects.get() for _ in range(2)]

    ends = at_once(
        *[lambda row=row: amendments.confirm_change(row, by=lead, now=NOW) for row in rows]
    )

    assert ends == [None, None]
    assert Brief.objects.get(pk=brief.pk).version == 2
    assert FormerBrief.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_proposals_at_once_leave_one() -> None:
    brief = ready_brief()
    led(brief)

    ends = at_once(
        lambda: propose(brief, in_place(brief, "Leeds")),
        lambda: propose(brief, in_place(brief, "Hull")),
    )

    assert len([end for end in ends if isinstance(end, BriefMovedOn)]) == 1
    assert Amendment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_choice_and_a_change_at_once_never_leave_a_permission_for_what_was_not_read() -> None:
    world = approached()
    entry = Entry.objects.select_related("brief", "candidate").get(pk=world.entry.pk)
    brief = entry.brief
    lead = led(brief)
    amendment = propose(brief)

    ends = at_once(
        lambda: amendments.confirm_change(amendment, by=lead, now=NOW),
        lambda: mandates.grant_mandate(
            entry,
            firm=world.asking,
            profile_version=entry.candidate.version,
            can_start_on=NOW.date(),
            by=world.interim,
            now=NOW,
        ),
    )

    assert ends[0] is None
    if isinstance(ends[1], mandates.BriefChangedMeanwhile):
        assert not Mandate.objects.exists()
    else:
        assert Mandate.objects.get().brief_version == 1
        assert len(agreements()) == 1


@pytest.mark.django_db(transaction=True)
def test_a_submission_and_a_change_at_once_are_one_after_the_other() -> None:
    brief = ready_brief()
    lead, ours = led(brief), seat_on(brief)
    entry, _ = mandated(brief, ours)
    today = timezone.localdate()
    Mandate.objects.update(availability_confirmed_on=today, ends_on=today + timedelta(days=30))
    amendment, now = propose(brief), timezone.now()
    agreed(entry, **case_for(brief))

    ends = at_once(
        lambda: amendments.confirm_change(amendment, by=lead, now=now),
        lambda: submissions.submit(entry, by=ours.user, now=now, **case_for(brief)),
    )

    assert ends[0] is None
    entry.refresh_from_db()
    is_refused = isinstance(ends[1], submissions.NotReadyToSubmit)
    assert entry.status == ("mandated" if is_refused else "submitted")


def test_a_case_posted_for_an_older_version_is_refused_and_kept():
    brief = ready_brief()
    lead, ours = led(brief), seat_on(brief)
    entry, _ = mandated(brief, ours)
    today = timezone.localdate()
    Mandate.objects.update(availability_confirmed_on=today, ends_on=today + timedelta(days=30))
    url = reverse("shortlists:submit", args=[address(ours.firm, entry)])
    change(brief, lead)

    answer = browser_of(ours.user).post(url, as_posted(case_for(brief)))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The brief has changed since they said yes" in page
    assert "She has closed such a case" in page
