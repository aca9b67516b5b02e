"""What a firm's consultant has to do, before and after each action."""

from datetime import timedelta

import pytest
from django.urls import reverse

from engagements.actions import panels
from engagements.models import Brief
from interimhub.auth import Backend
from ranking.actions import open_brief
from shortlists import actions
from shortlists.actions import briefs, mandates
from tests.deadlines import today, verbs
from tests.factories import (
    NOW,
    TODAY,
    BriefFactory,
    ConsultantFactory,
    EntryFactory,
    PanelSeatFactory,
    QuestionFactory,
    UserFactory,
)
from tests.shortlists.choices import approached
from tests.shortlists.worlds import mandated, open_to, ready_brief, seat_on

pytestmark = pytest.mark.django_db
WHY = "You closed eleven observations at a fill-finish site in five months."


def ask(brief: Brief, consultant) -> None:
    person = open_to(consultant.firm)
    actions.approach(brief, person, by=consultant.user, why_you=WHY, now=NOW)


# Reviewing the matches


def test_opening_a_brief_asks_each_named_consultant_to_review_the_matches():
    brief = BriefFactory(confirmed=True, slate_due_at=NOW + timedelta(hours=20))
    ours, unnamed = ConsultantFactory(), ConsultantFactory()
    PanelSeatFactory(brief=brief, firm=ours.firm, consultant=ours, opened_at=None)
    PanelSeatFactory(brief=brief, firm=unnamed.firm, opened_at=None)
    before = verbs(ours.user)

    open_brief(brief, by=brief.manager.user, now=NOW)

    (wait,) = today(ours.user)
    assert before == verbs(unnamed.user) == []
    assert wait.url == reverse("sourcing:matches", args=[brief.ref])
    assert (wait.due_at, wait.started_at) == (brief.slate_due_at, NOW)
    assert wait.what == "The brief is open: interims are being ranked"


def test_an_open_brief_waits_until_somebody_was_asked():
    brief = ready_brief()
    ours = seat_on(brief)
    before = today(ours.user)

    ask(brief, ours)

    assert [wait.what for wait in before] == ["The brief is open: review the matches"]
    assert today(ours.user) == []


def test_a_colleagues_approach_counts_for_the_firm():
    brief = ready_brief()
    ours = seat_on(brief)

    ask(brief, ConsultantFactory(firm=ours.firm))

    assert today(ours.user) == []


def test_a_firm_that_was_chosen_without_asking_has_somebody_to_put_forward():
    world = approached(brief=ready_brief())
    chosen = seat_on(world.entry.brief)

    mandates.grant_mandate(
        world.entry,
        firm=chosen.firm,
        profile_version=world.entry.candidate.version,
        can_start_on=TODAY,
        by=world.interim,
        now=NOW,
    )

    assert verbs(chosen.user) == ["Put forward"]


def test_who_answers_for_the_firm_takes_the_review_over():
    brief = ready_brief()
    ours = seat_on(brief)
    colleague = ConsultantFactory(firm=ours.firm)

    panels.answer_for(brief.seats.get(), by=colleague, now=NOW)

    assert (verbs(ours.user), verbs(colleague.user)) == ([], ["Review the matches"])


def test_naming_a_consultant_asks_for_the_review():
    brief = ready_brief()
    ours = ConsultantFactory()
    seat = PanelSeatFactory(brief=brief, firm=ours.firm)

    panels.answer_for(seat, by=ours, now=NOW)

    assert verbs(ours.user) == ["Review the matches"]


def test_who_takes_over_after_an_approach_has_nothing_to_review():
    brief = ready_brief()
    ours = seat_on(brief)
    ask(brief, ours)
    colleague = ConsultantFactory(firm=ours.firm)

    panels.answer_for(brief.seats.get(), by=colleague, now=NOW)

    assert verbs(colleague.user) == []


def test_a_firm_that_gave_up_its_seat_has_nothing_to_review():
    brief = ready_brief()
    ours = seat_on(brief)

    panels.decline_seat(brief.seats.get(), by=ours.user, reason="No time.", now=NOW)

    assert verbs(ours.user) == []


def test_a_brief_of_another_firm_waits_for_nobody_here():
    seat_on(ready_brief())

    assert today(ConsultantFactory().user) == []
    assert today(UserFactory()) == []


def test_a_brief_that_has_not_opened_waits_for_nobody():
    ours = seat_on(BriefFactory(confirmed=True))

    assert today(ours.user) == []


# Questions


def test_a_question_waits_with_its_own_clock_until_it_is_answered():
    brief = ready_brief()
    ours = ConsultantFactory()
    entry = EntryFactory(
        approached=True,
        brief=brief,
        consultant=ours,
        candidate=open_to(ours.firm, headline="Releases sites"),
    )
    question = mandates.ask_question(
        entry, text="Is she staying?", by=entry.candidate.user, now=NOW
    )

    (wait,) = today(ours.user)
    actions.answer(question, by=ours.user, text="Until May.", now=NOW)

    due = NOW + timedelta(hours=24)
    assert (wait.who, wait.due_at, wait.verb) == ("Releases sites", due, "Answer")
    assert today(ours.user) == []


def test_an_open_question_goes_to_the_firm_that_is_chosen():
    world = approached()
    QuestionFactory(entry=world.entry)
    chosen = ConsultantFactory(firm=world.other)
    world.entry.brief.seats.filter(firm=world.other).update(consultant=chosen)

    mandates.grant_mandate(
        world.entry,
        firm=world.other,
        profile_version=world.entry.candidate.version,
        can_start_on=TODAY,
        by=world.interim,
        now=NOW,
    )

    assert verbs(world.consultant.user) == []
    assert sorted(verbs(chosen.user)) == ["Answer", "Put forward"]


# Putting forward


def test_somebody_who_chose_the_consultant_waits_to_be_put_forward():
    brief = ready_brief(slate_due_at=NOW + timedelta(hours=20))
    ours = ConsultantFactory()
    entry, _ = mandated(brief, ours)

    (wait,) = today(ours.user)

    assert wait.who == entry.candidate.user.full_name
    assert wait.url == reverse("shortlists:submit", args=[entry.ref])
    assert wait.due_at == brief.slate_due_at
    briefs.hold_brief(
        brief, reason="The board meets.", review_on=TODAY, by=brief.manager.user, now=NOW
    )
    assert today(ours.user) == []


def test_what_was_put_forward_waits_for_the_client():
    ours = ConsultantFactory()
    EntryFactory(submitted=True, brief=ready_brief(), consultant=ours)

    assert today(ours.user) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_however_much_waits(count: int, django_assert_num_queries):
    brief = ready_brief()
    ours = seat_on(brief)
    for _ in range(count):
        entry, _ = mandated(brief, ours)
        QuestionFactory(entry=entry)
        seat_on(ready_brief(), ours)

    reader = Backend().get_user(ours.user.pk)  # as a page knows its reader
    with django_assert_num_queries(QUERIES):
        assert len(today(reader)) == 3 * count + 1


QUERIES = 6
