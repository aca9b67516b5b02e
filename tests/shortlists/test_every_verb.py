"""Every status × every role × every verb of a conversation: who may do what, and when."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.access import Answer
from accounts.models import User
from engagements.models import Brief
from shortlists.models import Approach, Entry
from shortlists.policy import clients, firms, interims
from tests.factories import NOW, CandidateFactory, ConsultantFactory
from tests.shortlists.permissions import represented

pytestmark = pytest.mark.django_db

S = Entry.Status
BEFORE = {S.UNDER_REVIEW, S.APPROACHED, S.INTERESTED}
ASKED = {S.APPROACHED, S.INTERESTED}
SHOWN = set(Entry.SHOWN)
REPRESENTED = {S.MANDATED, *SHOWN}
LIVE = set(Entry.LIVE)
UNTOLD = {S.UNDER_REVIEW, S.DISMISSED}
NEVER_CHOSEN = {*BEFORE, S.DISMISSED, S.DECLINED_BY_INTERIM}

# The role that has the verb, and the statuses in which it has it.
VERBS: dict[Callable[[User, Entry], Answer], tuple[str, set[str]]] = {
    interims.can_ask: ("interim", LIVE),
    interims.can_choose: ("interim", ASKED),
    interims.can_decline: ("interim", ASKED),
    interims.can_withdraw: ("interim", LIVE),
    interims.can_take_back: ("interim", REPRESENTED),
    interims.can_agree: ("interim", REPRESENTED),
    interims.can_answer_words: ("interim", {S.MANDATED}),
    interims.can_pick_slot: ("interim", {S.INTERVIEW}),
    interims.can_correct: ("interim", set(S)),
    firms.can_answer: ("firm", LIVE),
    firms.can_submit: ("firm", {S.MANDATED}),
    firms.can_correct_submission: ("firm", {S.SUBMITTED, S.CLIENT_REVIEW, S.INTERVIEW}),
    firms.can_withdraw_submission: ("firm", {S.SUBMITTED, S.CLIENT_REVIEW}),
    firms.can_request: ("firm", {*ASKED, *REPRESENTED}),
    firms.can_release: ("firm", REPRESENTED),
    clients.can_decide: ("manager", SHOWN - {S.SUBMITTED}),
    clients.can_read: ("manager", set(S)),
}
ROLES = ["interim", "firm", "asked", "elsewhere", "manager", "stranger"]


def people() -> tuple[dict[str, User], Entry]:
    """Return one of each role, and a conversation."""
    world = represented()
    Approach.objects.create(
        entry=world.entry,
        firm=world.theirs.firm,
        consultant=world.theirs,
        status="passed_over",
        answered_at=NOW,
        words="You know this plant.",
        pack={},
        brief_version=1,
        sent_at=NOW,
    )
    who: dict[str, Any] = {
        "interim": world.interim,
        "firm": world.ours.user,
        "asked": world.theirs.user,
        "elsewhere": ConsultantFactory().user,
        "manager": world.brief.manager.user,
        "stranger": CandidateFactory().user,
    }
    return who, world.entry


def in_status(entry: Entry, status: str) -> Entry:
    """Return the conversation as it is in a status, with its approach."""
    chosen = None if status in NEVER_CHOSEN else NOW
    told = None if status in UNTOLD else NOW
    Entry.objects.filter(pk=entry.pk).update(
        status=status,
        mandated_at=chosen,
        approached_at=told,
        end_reason="criterion",
        end_text="Why.",
        ended_by=entry.consultant.user,
    )
    answer = "waiting" if status in ASKED else "declined" if chosen is None else "accepted"
    own = Approach.objects.filter(entry=entry, firm=entry.firm)
    own.update(status=answer, answered_at=None if answer == "waiting" else NOW)
    if told is None:
        own.update(status="lapsed")
    found: Entry = Entry.objects.get(pk=entry.pk)
    found.brief = Brief.objects.get(pk=entry.brief_id)
    return found


def test_only_who_has_a_verb_has_it_and_only_when():
    who, entry = people()
    wrong = []

    for status in S:
        row = in_status(entry, status)
        for verb, (holder, statuses) in VERBS.items():
            for role in ROLES:
                expected = role == holder and status in statuses
                answer = verb(who[role], row)
                if bool(answer) != expected or bool(answer) == bool(answer.reason):
                    wrong.append((status.value, verb.__name__, role, bool(answer), answer.reason))

    assert wrong == []
