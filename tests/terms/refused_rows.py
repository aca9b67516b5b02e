"""Rows about terms that the database refuses, by the constraint that does."""

from collections.abc import Callable

from tests.factories import (
    BriefFactory,
    CandidateFactory,
    EnvelopeFactory,
    EnvelopeQuestionFactory,
    FloorFactory,
    PayRangeFactory,
    SealedCheckFactory,
)


def two_envelopes() -> None:
    brief = BriefFactory()
    for _ in range(2):
        EnvelopeFactory(brief=brief)


def two_checks() -> None:
    brief, candidate = BriefFactory(), CandidateFactory()
    for _ in range(2):
        SealedCheckFactory(brief=brief, candidate=candidate)


OF_TERMS: dict[str, Callable[[], object]] = {
    "floor_positive": lambda: FloorFactory(inside_remote=0),
    "floor_says_something": lambda: FloorFactory(outside_on_site=None),
    "envelope_one_of_a_number": two_envelopes,
    "envelope_changed_twice_at_most": lambda: EnvelopeFactory(number=3, reason="Once more."),
    "envelope_changed_with_reason": lambda: EnvelopeFactory(number=1, reason=""),
    "envelope_leaves_something": lambda: EnvelopeFactory(amount=250, others=250),
    "envelope_of_the_whole_has_days": lambda: EnvelopeFactory(basis="whole", days=None),
    "envelope_question_answered_by_somebody": lambda: EnvelopeQuestionFactory(status="kept"),
    "pay_range_in_order": lambda: PayRangeFactory(lowest=9001, highest=9000),
    "check_once_a_version": two_checks,
    "check_open_for_a_reason": lambda: SealedCheckFactory(
        outcome="open", open_because="", status="told"
    ),
    "check_decided_where_not_within": lambda: SealedCheckFactory(status="told"),
}
