"""Policies of interims, and the text of each refusal."""

from typing import Any

import pytest

from shortlists.models import Entry
from shortlists.policy import interims as policy
from tests.factories import NOW, TODAY, CandidateFactory, EntryFactory
from tests.shortlists.choices import approached

pytestmark = pytest.mark.django_db

VERBS = {
    "ask": policy.can_ask,
    "choose": policy.can_choose,
    "decline": policy.can_decline,
    "correct": policy.can_correct,
    "withdraw": policy.can_withdraw,
    "pick a time": policy.can_pick_slot,
}


@pytest.mark.parametrize(
    ("facts", "allowed"),
    [
        ({"approached": True}, {"ask", "choose", "decline", "correct", "withdraw"}),
        ({"interested": True}, {"ask", "choose", "decline", "correct", "withdraw"}),
        ({"mandated": True}, {"ask", "correct", "withdraw"}),
        ({"in_review": True}, {"ask", "correct", "withdraw"}),
        (
            {"in_review": True, "status": Entry.Status.INTERVIEW},
            {"ask", "correct", "withdraw", "pick a time"},
        ),
        ({"approached_at": NOW, "status": Entry.Status.EXPIRED}, {"correct"}),
    ],
)
def test_the_interim_may_do_what_the_conversation_allows(facts: dict[str, Any], allowed: set[str]):
    entry = EntryFactory(**facts)
    user = entry.candidate.user

    answers = {verb: may(user, entry) for verb, may in VERBS.items()}

    assert {verb for verb, answer in answers.items() if answer} == allowed
    assert {verb for verb, answer in answers.items() if answer.reason} == set(VERBS) - allowed


def test_nobody_else_may_act_for_the_interim():
    entry = approached().entry
    others = (CandidateFactory().user, entry.consultant.user, entry.brief.manager.user)

    for user in others:
        assert [verb for verb, may in VERBS.items() if may(user, entry)] == []


def test_a_represented_interim_is_referred_to_withdrawing():
    entry = EntryFactory(mandated=True)
    user = entry.candidate.user

    assert policy.can_decline(user, entry).reason == (
        "You are represented on this brief. You can withdraw instead, at any time."
    )
    assert policy.can_choose(user, entry).reason == (
        "You have already chosen who represents you on this brief."
    )


def test_a_hold_prevents_only_choosing_and_picking_a_time():
    entry = EntryFactory(approached=True)
    at_interview = EntryFactory(in_review=True, status=Entry.Status.INTERVIEW)
    for held in (entry, at_interview):
        held.brief.hold(reason="The board meets.", review_on=TODAY, now=NOW)
    user, invited = entry.candidate.user, at_interview.candidate.user

    waiting = [policy.can_choose(user, entry), policy.can_pick_slot(invited, at_interview)]

    assert ["put this brief on hold" in answer.reason for answer in waiting] == [True, True]
    for may in (policy.can_ask, policy.can_decline, policy.can_withdraw):
        assert may(user, entry)
