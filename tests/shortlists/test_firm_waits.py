"""What waits for a consultant on the page "today"."""

from datetime import timedelta

import pytest
from django.urls import reverse

from engagements.models import Brief
from shortlists.models import Entry, Question
from shortlists.waits import waits_for
from tests.factories import NOW, ConsultantFactory, EntryFactory, UserFactory
from tests.shortlists.worlds import mandated, open_to, ready_brief, seat_on

pytestmark = pytest.mark.django_db


def test_an_open_brief_waits_until_somebody_was_asked():
    brief = ready_brief(slate_due_at=NOW + timedelta(hours=20))
    ours = seat_on(brief)

    wait = waits_for(ours.user, now=NOW)[0]
    EntryFactory(approached=True, brief=brief, consultant=ConsultantFactory(firm=ours.firm))

    assert wait.url == reverse("shortlists:matches", args=[brief.ref])
    assert wait.due_at == brief.slate_due_at
    assert waits_for(ours.user, now=NOW) == []


def test_a_brief_of_another_firm_waits_for_nobody_here():
    seat_on(ready_brief())

    assert waits_for(ConsultantFactory().user, now=NOW) == []
    assert waits_for(UserFactory(), now=NOW) == []


def test_a_question_waits_with_its_own_clock():
    brief = ready_brief()
    ours = seat_on(brief)
    entry = EntryFactory(
        approached=True,
        brief=brief,
        consultant=ours,
        candidate=open_to(ours.firm, headline="Releases sites"),
    )
    question = Question.objects.create(
        entry=entry,
        text="Is she staying?",
        asked_by=entry.candidate.user,
        asked_at=NOW,
        due_at=NOW + timedelta(hours=6),
    )

    wait = waits_for(ours.user, now=NOW)[0]

    assert (wait.who, wait.due_at, wait.verb) == ("Releases sites", question.due_at, "Answer")
    entry.end(Entry.Status.WITHDRAWN, now=NOW, by=None, text="")
    assert waits_for(ours.user, now=NOW) == []


def test_somebody_who_chose_the_consultant_waits_to_be_put_forward():
    brief = ready_brief()
    ours = seat_on(brief)
    entry, _ = mandated(brief, ours)

    wait = waits_for(ours.user, now=NOW)[0]

    assert wait.who == entry.candidate.user.full_name
    assert wait.url == reverse("shortlists:submit", args=[entry.ref])
    brief.hold(reason="The board meets first.", review_on=None, now=NOW)
    assert waits_for(ours.user, now=NOW) == []


def test_what_was_put_forward_waits_for_the_client():
    brief = ready_brief()
    ours = seat_on(brief)
    EntryFactory(submitted=True, brief=brief, consultant=ours)

    assert waits_for(ours.user, now=NOW) == []


def test_a_brief_that_has_not_opened_waits_for_nobody():
    brief = ready_brief()
    ours = seat_on(brief)
    Brief.objects.update(status=Brief.Status.CONFIRMED, opened_at=None)

    assert waits_for(ours.user, now=NOW) == []
