"""A firm reads a match, sets it aside, takes it up again."""

from datetime import timedelta

import pytest

from accounts.models import Activity, Mail
from shortlists.models import Entry, FirmReview
from sourcing import actions
from sourcing.matches import Matches
from tests.factories import NOW, ConsultantFactory, EntryFactory
from tests.shortlists.worlds import match_of, open_to, ready_brief, seat_on
from tests.trail import Event, trail_of

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def test_reading_counts_the_first_time():
    brief = ready_brief()
    ours = seat_on(brief)
    match = match_of(brief, open_to(ours.firm))

    actions.read_match(match, by=ours.user, now=NOW)
    actions.read_match(match, by=ours.user, now=LATER)

    assert list(FirmReview.objects.values_list("read_at", flat=True)) == [NOW]


def test_setting_aside_is_per_firm_and_in_the_trail():
    brief = ready_brief()
    ours, theirs = seat_on(brief), seat_on(brief)
    candidate = open_to(ours.firm)
    candidate.stances.create(firm=theirs.firm, stance="trusted")
    match = match_of(brief, candidate)

    review = actions.set_aside(match, by=ours.user, reason="context", note="Never abroad", now=NOW)

    assert (review.reason, review.note, review.set_aside_at) == ("context", "Never abroad", NOW)
    assert Matches(brief, ours.firm).counts["aside"] == 1
    assert Matches(brief, theirs.firm).counts["aside"] == 0
    trail = Activity.objects.about(review).get()
    assert (trail.kind, trail.facts) == ("match.set_aside", {"reason": "context"})


def test_setting_aside_ends_the_firms_own_review_without_an_e_mail():
    brief = ready_brief()
    ours = seat_on(brief)
    entry = EntryFactory(brief=brief, candidate=open_to(ours.firm), consultant=ours)

    actions.set_aside(match_of(brief, entry.candidate), by=ours.user, reason="seniority", now=NOW)

    entry.refresh_from_db()
    assert entry.status == Entry.Status.DISMISSED
    assert not Mail.objects.exists()


def test_setting_aside_does_not_change_another_firms_review():
    brief = ready_brief()
    ours = seat_on(brief)
    theirs = EntryFactory(brief=brief, candidate=open_to(ours.firm))

    actions.set_aside(match_of(brief, theirs.candidate), by=ours.user, reason="other", now=NOW)

    theirs.refresh_from_db()
    assert theirs.status == Entry.Status.UNDER_REVIEW


def test_restoring_undoes_setting_aside_and_is_idempotent():
    brief = ready_brief()
    ours = seat_on(brief)
    match = match_of(brief, open_to(ours.firm))
    actions.set_aside(match, by=ours.user, reason="context", now=NOW)

    actions.restore(match, by=ours.user, now=LATER)
    review = actions.restore(match, by=ours.user, now=LATER)

    assert (review.set_aside_at, review.reason) == (None, "")
    kinds = list(Activity.objects.about(review).order_by("pk").values_list("kind", flat=True))
    assert kinds == ["match.set_aside", "match.restored"]


def test_the_trail_keeps_why_a_match_was_set_aside_and_that_it_was_restored():
    brief = ready_brief()
    ours = seat_on(brief)
    looked_at = EntryFactory(brief=brief, candidate=open_to(ours.firm), consultant=ours)
    match = match_of(brief, looked_at.candidate)

    actions.set_aside(match, by=ours.user, reason="context", now=NOW)
    actions.set_aside(match, by=ours.user, reason="seniority", now=LATER)
    review = actions.restore(match, by=ours.user, now=LATER)

    assert trail_of(review) == [
        Event("consultant", "match.set_aside", facts={"reason": "context"}),
        Event("consultant", "match.restored", facts={"reason": "seniority"}),
    ]
    assert trail_of(looked_at) == [
        Event("consultant", "entry.dismissed", "under_review", "dismissed", {"reason": "context"})
    ]


def test_a_colleague_sees_the_same_review():
    brief = ready_brief()
    ours = seat_on(brief)
    colleague = ConsultantFactory(firm=ours.firm)
    match = match_of(brief, open_to(ours.firm))

    actions.read_match(match, by=ours.user, now=NOW)
    actions.set_aside(match, by=colleague.user, reason="known", now=LATER)

    review = FirmReview.objects.get()
    assert (review.read_at, review.consultant) == (NOW, colleague)
