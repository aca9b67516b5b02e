"""A change of a confirmed brief is proposed, and ends without effect."""

from dataclasses import replace
from typing import Any

import pytest

from accounts.models import Deadline
from engagements import clock, policy
from engagements.actions import amendments, panels
from engagements.amending import as_json, from_json
from engagements.answers import Answers, CriterionFacts, RequirementFacts
from engagements.brief_changes import changes_of
from engagements.deadlines import BriefDeadline
from engagements.models import Amendment, Brief, Criterion
from engagements.turns import Turn, turn_of
from interimhub.lib.lifecycle import InvalidMove
from providers.models import Consultant
from tests.engagements.briefs import whole_brief
from tests.engagements.changes import REASON, answers_of, in_place, propose
from tests.factories import (
    NOW,
    ClientMemberFactory,
    ConceptFactory,
    ConsultantFactory,
    PanelSeatFactory,
)
from tests.notices import notices_of, subjects
from tests.trail import Event, trail_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> Consultant:
    return ConsultantFactory(user__full_name="Ingrid Solheim", firm__name="Larkspur")


@pytest.fixture
def second() -> Consultant:
    return ConsultantFactory(firm__name="Tallis Roe")


@pytest.fixture
def brief(lead: Consultant, second: Consultant) -> Brief:
    brief = whole_brief(opened=True)
    PanelSeatFactory(brief=brief, firm=lead.firm, consultant=lead, is_lead=True)
    PanelSeatFactory(brief=brief, firm=second.firm, consultant=second)
    return Brief.objects.select_related("manager__user").get(pk=brief.pk)


def open_answers() -> list[Deadline]:
    return list(Deadline.objects.of_kind(BriefDeadline.CHANGE_ANSWER).open())


# Proposing


def test_a_proposal_leaves_the_brief_as_it_is(brief: Brief):
    amendment = propose(brief)

    stands = Brief.objects.get(pk=brief.pk)
    assert (stands.place, stands.version) == ("Reading", 1)
    assert [change.label for change in changes_of(amendment)] == ["Place"]
    assert (amendment.status, amendment.base_version) == ("waiting", 1)


def test_the_firm_that_leads_answers_and_all_firms_read_the_difference(
    brief: Brief, lead: Consultant, second: Consultant
):
    amendment = propose(brief)

    assert amendment.firm == lead.firm
    (deadline,) = open_answers()
    assert deadline.organisation == f"providers.firm:{lead.firm_id}"
    assert deadline.due_at is not None
    assert deadline.due_at > NOW
    for consultant in (lead, second):
        (notice,) = notices_of(consultant.user)
        assert "Place: was “Reading" in notice.body
        assert REASON in notice.body
        assert "Larkspur confirms it" in notice.body


def test_everybody_reads_on_the_brief_for_whom_a_change_waits(
    brief: Brief, lead: Consultant, second: Consultant
):
    amendment = propose(brief)

    def turns() -> list[Turn]:
        row = Brief.objects.with_turn().select_related("manager__user").get(pk=brief.pk)
        return [turn_of(row, user) for user in (brief.manager.user, lead.user, second.user)]

    waiting = [(turn.text, turn.is_mine) for turn in turns()]
    assert waiting == [
        ("Waiting for Larkspur to confirm the change", False),
        ("Waiting for your firm to confirm the change", True),
        ("Waiting for Larkspur to confirm the change", False),
    ]
    amendments.withdraw_change(amendment, by=brief.manager.user, now=NOW)
    assert {turn.text for turn in turns()} == {"The firms talk to people who fit"}


def test_the_trail_says_who_proposed_it_and_why(brief: Brief):
    amendment = propose(brief)

    assert trail_of(brief)[-1] == Event(
        "manager",
        "brief.change_proposed",
        facts={"amendment": amendment.pk, "version": 1},
        note=REASON,
    )


def test_a_skill_and_a_criterion_are_stored_with_the_proposal(brief: Brief):
    concept = ConceptFactory(label="aseptic filling")
    facts = {"measure": "Batches released", "baseline": "3", "target": "9", "weight": 3}
    facts |= {"due_on": brief.criteria.get().due_on, "evidence": "the release log"}
    answers = answers_of(brief)
    answers = replace(
        answers,
        requirements=[*answers.requirements, RequirementFacts(concept.code, 1, 4)],
        criteria=[*answers.criteria, CriterionFacts(None, 7, facts)],
    )

    amendment = propose(brief, answers)

    assert [(one.label, one.kind) for one in changes_of(amendment)] == [
        ("Success criterion: Batches released", "Added"),
        ("Skill: aseptic filling", "Added"),
    ]
    assert Criterion.objects.count() == 1


def test_nothing_new_is_no_change(brief: Brief):
    with pytest.raises(amendments.ChangeNotPossible, match="Nothing would change"):
        propose(brief, answers_of(brief))


def test_a_change_may_not_leave_a_brief_without_a_must_have(brief: Brief):
    with pytest.raises(amendments.ChangeNotPossible, match="must-have"):
        propose(brief, replace(answers_of(brief), requirements=[]))

    assert brief.requirements.count() == 1


def test_a_second_proposal_waits_for_the_first(brief: Brief):
    first = propose(brief)

    with pytest.raises(amendments.BriefMovedOn, match="already waits") as refused:
        propose(brief, in_place(brief, "Hull"))

    assert refused.value.row == first
    assert Amendment.objects.count() == 1


def test_a_proposal_for_an_older_version_is_refused(brief: Brief):
    Brief.objects.filter(pk=brief.pk).update(version=2)

    with pytest.raises(amendments.BriefMovedOn, match="changed after you had opened"):
        propose(brief, seen_version=1)


@pytest.mark.parametrize("status", ["draft", "in_clarification", "on_hold", "cancelled", "filled"])
def test_only_a_brief_that_firms_rely_on_takes_a_proposal(brief: Brief, status: str):
    Brief.objects.filter(pk=brief.pk).update(status=status, status_before_hold="open")

    with pytest.raises(amendments.BriefMovedOn):
        propose(brief)


def test_without_a_firm_nobody_could_confirm(brief: Brief):
    brief.seats.update(withdrawn_at=NOW)

    with pytest.raises(amendments.ChangeNotPossible, match="No firm is on the panel"):
        propose(brief)


def test_another_firm_answers_when_the_leading_firm_has_left(
    brief: Brief, lead: Consultant, second: Consultant
):
    brief.seats.filter(firm=lead.firm).update(declined_at=NOW)

    assert propose(brief).firm == second.firm


# Ending without effect


def test_a_withdrawn_proposal_is_told_to_the_panel(
    brief: Brief, lead: Consultant, second: Consultant
):
    amendment = propose(brief)

    amendments.withdraw_change(amendment, by=brief.manager.user, now=NOW)

    assert Amendment.objects.get().status == "withdrawn"
    assert open_answers() == []
    for consultant in (lead, second):
        assert subjects(consultant.user)[-1] == (
            "Interim site director: the proposed change is withdrawn"
        )
    assert trail_of(brief)[-1].kind == "brief.change_withdrawn"


def test_an_objection_reaches_the_manager_with_its_sentence(brief: Brief, lead: Consultant):
    amendment = propose(brief)
    words = "Nobody who did this in Reading would move to Leeds."

    amendments.object_to_change(amendment, answer=words, by=lead, now=NOW)

    stored = Amendment.objects.get()
    assert (stored.status, stored.answer, stored.answered_by) == ("objected", words, lead.user)
    assert open_answers() == []
    assert words in notices_of(brief.manager.user)[-1].body
    assert Brief.objects.get(pk=brief.pk).place == "Reading"
    assert propose(brief).is_waiting


def test_an_answered_proposal_cannot_be_withdrawn(brief: Brief, lead: Consultant):
    amendment = propose(brief)
    amendments.object_to_change(amendment, answer="That is too far away.", by=lead, now=NOW)

    with pytest.raises(InvalidMove):
        amendments.withdraw_change(amendment, by=brief.manager.user, now=NOW)


def test_a_firm_is_reminded_and_then_the_proposal_lapses(brief: Brief, lead: Consultant):
    propose(brief)
    (deadline,) = open_answers()
    assert deadline.due_at is not None

    clock.send_reminders(deadline.due_at)
    clock.send_reminders(deadline.due_at)

    assert subjects(lead.user)[-1] == "Interim site director: a change waits for your answer"
    assert len(subjects(lead.user)) == 2
    assert Amendment.objects.get().is_waiting

    for days in (1, 2):
        clock.send_reminders(brief.calendar.after_workdays(deadline.due_at, days))
    assert Amendment.objects.get().is_waiting
    clock.send_reminders(brief.calendar.after_workdays(deadline.due_at, 3))

    assert Amendment.objects.get().status == "lapsed"
    assert open_answers() == []
    for user in (lead.user, brief.manager.user):
        assert subjects(user)[-1] == "Interim site director: the proposed change was not answered"
    assert trail_of(brief)[-1].kind == "brief.change_lapsed"


def test_a_firm_that_gives_up_its_seat_ends_the_proposal(
    brief: Brief, lead: Consultant, second: Consultant
):
    propose(brief)

    other = brief.seats.get(firm=second.firm)
    panels.decline_seat(other, by=second.user, reason="No time for it.", now=NOW)
    assert Amendment.objects.get().is_waiting

    own = brief.seats.get(firm=lead.firm)
    panels.decline_seat(own, by=lead.user, reason="No time for it.", now=NOW)

    assert Amendment.objects.get().status == "ended"
    assert "given up its seat" in notices_of(brief.manager.user)[-1].body


# Who may


@pytest.mark.parametrize(
    ("status", "is_yes"),
    [
        ("draft", False),
        ("in_clarification", True),
        ("confirmed", True),
        ("open", True),
        ("shortlisting", True),
        ("interviewing", True),
        ("selected", True),
        ("on_hold", False),
        ("cancelled", False),
        ("filled", False),
    ],
)
def test_a_manager_changes_a_brief_while_firms_rely_on_it(brief: Brief, status: str, is_yes: bool):
    brief.status = status

    assert bool(policy.can_change(brief.manager.user, brief)) is is_yes


def test_only_its_managers_change_a_brief_or_withdraw_the_change(brief: Brief, lead: Consultant):
    amendment = propose(brief)
    colleague = ClientMemberFactory(client=brief.client).user
    admin = ClientMemberFactory(client=brief.client, is_admin=True).user

    def allowed(may: Any, row: Any) -> list[bool]:
        readers = (brief.manager.user, admin, colleague, lead.user)
        return [bool(may(user, row)) for user in readers]

    assert allowed(policy.can_change, brief) == [True, True, False, False]
    assert allowed(policy.can_withdraw_change, amendment) == [True, True, False, False]


def test_only_the_firm_that_answers_confirms_or_objects(
    brief: Brief, lead: Consultant, second: Consultant
):
    amendment = propose(brief)

    assert policy.can_answer_change(lead.user, amendment)
    answer = policy.can_answer_change(second.user, amendment)
    assert "Larkspur answers for the panel" in answer.reason
    assert not policy.can_answer_change(brief.manager.user, amendment)
    Amendment.objects.update(status="withdrawn")
    amendment.refresh_from_db()
    assert policy.can_answer_change(lead.user, amendment).is_too_late


def test_answers_come_back_from_json_as_they_were(brief: Brief):
    answers: Answers = answers_of(brief)

    again = from_json(as_json(answers))

    assert again.columns == answers.columns
    assert again.criteria == answers.criteria
    assert again.requirements == answers.requirements
    assert from_json(as_json(Answers(columns={"place": "Leeds"}))) == Answers(
        columns={"place": "Leeds"}
    )


def test_what_a_proposal_does_not_name_stays(brief: Brief, lead: Consultant):
    amendment = propose(brief, Answers(columns={"duration_weeks": 40}))

    assert [change.label for change in changes_of(amendment)] == ["Duration"]
    assert amendment.proposed["criteria"] is None
