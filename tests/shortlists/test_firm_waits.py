"""The deadlines of a consultant before and after each action."""

from datetime import timedelta

import pytest
from django.urls import reverse

from engagements.actions import panels
from engagements.models import Brief
from interimhub.auth import Backend
from ranking.actions import open_brief
from shortlists import actions
from shortlists.actions import briefs, mandates
from shortlists.asking import address, url_for
from shortlists.models import Entry
from tests.browsers import browser_of
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


def test_opening_a_brief_starts_a_review_for_each_consultant():
    brief = BriefFactory(confirmed=True, slate_due_at=NOW + timedelta(hours=20))
    ours, unnamed = ConsultantFactory(), ConsultantFactory()
    PanelSeatFactory(brief=brief, firm=ours.firm, consultant=ours, opened_at=None)
    PanelSeatFactory(brief=brief, firm=unnamed.firm, opened_at=None)
    before = verbs(ours.user)

    open_brief(brief, by=brief.manager.user, now=NOW)

    (wait,) = today(ours.user)
    assert before == []
    (everybodys,) = today(unnamed.user)
    assert everybodys.what == "The brief is open, and nobody of your firm answers for it yet"
    assert wait.url == reverse("sourcing:matches", args=[brief.ref])
    assert (wait.due_at, wait.started_at) == (brief.slate_due_at, NOW)
    assert wait.what == "The brief is open: interims are being ranked"


def test_a_review_is_open_until_somebody_is_approached():
    brief = ready_brief()
    ours = seat_on(brief)
    before = today(ours.user)

    ask(brief, ours)

    assert [wait.what for wait in before] == ["The brief is open: review the matches"]
    assert today(ours.user) == []


def test_a_colleagues_approach_closes_the_review():
    brief = ready_brief()
    ours = seat_on(brief)

    ask(brief, ConsultantFactory(firm=ours.firm))

    assert today(ours.user) == []


def test_a_firm_chosen_without_asking_has_to_put_the_interim_forward():
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

    assert verbs(chosen.user) == ["Write why"]


def test_the_review_passes_to_a_new_consultant():
    brief = ready_brief()
    ours = seat_on(brief)
    colleague = ConsultantFactory(firm=ours.firm)

    panels.answer_for(brief.seats.get(), by=colleague, now=NOW)

    assert (verbs(ours.user), verbs(colleague.user)) == ([], ["Review the matches"])


def test_naming_a_consultant_starts_the_review():
    brief = ready_brief()
    ours = ConsultantFactory()
    seat = PanelSeatFactory(brief=brief, firm=ours.firm)

    panels.answer_for(seat, by=ours, now=NOW)

    assert verbs(ours.user) == ["Review the matches"]


def test_a_successor_after_an_approach_has_no_review():
    brief = ready_brief()
    ours = seat_on(brief)
    ask(brief, ours)
    colleague = ConsultantFactory(firm=ours.firm)

    panels.answer_for(brief.seats.get(), by=colleague, now=NOW)

    assert verbs(colleague.user) == []


def test_a_firm_without_its_seat_has_no_review():
    brief = ready_brief()
    ours = seat_on(brief)

    panels.decline_seat(brief.seats.get(), by=ours.user, reason="No time.", now=NOW)

    assert verbs(ours.user) == []


def test_a_brief_of_another_firm_starts_no_review():
    seat_on(ready_brief())

    assert today(ConsultantFactory().user) == []
    assert today(UserFactory()) == []


def test_an_unopened_brief_starts_no_review():
    ours = seat_on(BriefFactory(confirmed=True))

    assert today(ours.user) == []


# Questions


def test_a_question_has_its_own_deadline_until_it_is_answered():
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


def test_a_question_stays_with_the_firm_that_it_was_put_to():
    world = approached()
    question = QuestionFactory(entry=world.entry)
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

    assert verbs(world.consultant.user) == ["Review the matches"]  # they asked nobody else
    assert verbs(chosen.user) == ["Write why"]
    page = browser_of(chosen.user).get(url_for(world.other, Entry.objects.get()))
    assert question.text not in page.content.decode()
    letter = browser_of(world.interim).get(world.entry.get_absolute_url()).content.decode()
    assert f"had not answered when you chose {world.other.name}" in " ".join(letter.split())
    assert f"Ask {world.other.name} instead" in letter


def test_an_open_question_to_the_firm_that_is_chosen_is_still_theirs():
    world = approached()
    QuestionFactory(entry=world.entry)

    mandates.grant_mandate(
        world.entry,
        firm=world.asking,
        profile_version=world.entry.candidate.version,
        can_start_on=TODAY,
        by=world.interim,
        now=NOW,
    )

    assert sorted(verbs(world.consultant.user)) == ["Answer", "Write why"]


# Putting forward


def test_a_mandate_asks_the_consultant_to_put_the_interim_forward():
    brief = ready_brief(slate_due_at=NOW + timedelta(hours=20))
    ours = ConsultantFactory()
    entry, _ = mandated(brief, ours)

    (wait,) = today(ours.user)

    assert wait.who == entry.candidate.user.full_name
    assert wait.url == reverse("shortlists:submit", args=[address(entry.firm, entry)])
    assert wait.due_at == brief.slate_due_at
    briefs.hold_brief(
        brief, reason="The board meets.", review_on=TODAY, by=brief.manager.user, now=NOW
    )
    assert today(ours.user) == []


def test_a_submission_leaves_the_consultant_nothing_to_do():
    ours = ConsultantFactory()
    EntryFactory(submitted=True, brief=ready_brief(), consultant=ours)

    assert today(ours.user) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_depend_on_the_number_of_deadlines(
    count: int, django_assert_num_queries
):
    brief = ready_brief()
    ours = seat_on(brief)
    for _ in range(count):
        entry, _ = mandated(brief, ours)
        QuestionFactory(entry=entry)
        seat_on(ready_brief(), ours)

    reader = Backend().get_user(ours.user.pk)  # as a page knows its reader
    with django_assert_num_queries(QUERIES):
        assert len(today(reader)) == 3 * count + 1


QUERIES = 9
