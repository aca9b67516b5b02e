"""An interim reads the firm's words before they go: the firm shows, they agree or object."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Deadline
from interimhub.lib.refused import MovedOn
from shortlists import actions
from shortlists.actions import submitted
from shortlists.deadlines import ConversationDeadline
from shortlists.models import Mandate, ShownWords, Submission, SubmissionDraft
from shortlists.showing import current_words
from tests.factories import (
    NOW,
    ShownWordsFactory,
    SubmissionFactory,
)
from tests.shortlists.showing import (
    HOUR,
    WRONG,
    agree,
    chosen,
    hold,
    object_to,
    run_clock,
    show,
    submit,
    told,
    trail,
    waits_of,
)
from tests.shortlists.worlds import case_for, second_criterion

pytestmark = pytest.mark.django_db

S = ShownWords.Status


# Showing


def test_showing_tells_the_interim_starts_their_clock_and_keeps_the_draft() -> None:
    entry, ours = chosen()

    shown = show(entry, ours)

    case = case_for(entry.brief)
    assert (shown.introduction, shown.risk) == (case["introduction"], case["risk"])
    assert shown.rationales == case["rationales"]
    assert (shown.number, shown.status, shown.shown_at) == (1, S.WAITING, NOW)
    wait = Deadline.objects.about(entry).get(kind=ConversationDeadline.WORDS_CHECK)
    assert (wait.owner, wait.due_at) == (entry.candidate.user, NOW + 24 * HOUR)
    assert told(entry.candidate.user) == ["entry.words_shown"]
    assert trail(entry) == [("entry.words_shown", "consultant")]
    assert SubmissionDraft.objects.get().introduction == case["introduction"]
    assert not Submission.objects.exists()


def test_the_hour_of_the_brief_shortens_the_time_to_read() -> None:
    entry, ours = chosen()
    entry.brief.slate_due_at = NOW + 20 * HOUR
    entry.brief.save(update_fields=["slate_due_at"])

    show(entry, ours)

    wait = Deadline.objects.get(kind=ConversationDeadline.WORDS_CHECK)
    assert wait.due_at == NOW + 5 * HOUR


def test_the_same_words_shown_again_change_nothing() -> None:
    entry, ours = chosen()
    first = show(entry, ours)

    again = show(entry, ours, now=NOW + HOUR)

    assert again == first
    assert told(entry.candidate.user) == ["entry.words_shown"]


def test_changed_words_replace_those_shown_before_and_start_the_clock_anew() -> None:
    entry, ours = chosen()
    first = show(entry, ours)
    agree(entry, first)

    second = show(entry, ours, introduction="She has closed two such cases.", now=NOW + HOUR)

    first.refresh_from_db()
    assert (first.status, second.number, current_words(entry)) == (S.ENDED, 2, second)
    wait = Deadline.objects.open().get(kind=ConversationDeadline.WORDS_CHECK)
    assert wait.due_at == NOW + 25 * HOUR


def test_a_criterion_without_a_reason_is_not_shown() -> None:
    entry, ours = chosen()
    second_criterion(entry.brief)
    case = case_for(entry.brief)
    case["rationales"].popitem()

    with pytest.raises(actions.RationaleMissing):
        actions.show_words(entry, by=ours.user, now=NOW, **case)

    assert not ShownWords.objects.exists()


def test_nothing_is_shown_on_hold_without_a_mandate_or_after_it_went() -> None:
    held, ours = chosen()
    hold(held)
    ended, theirs = chosen()
    Mandate.objects.filter(entry=ended).update(status=Mandate.Status.EXPIRED)
    gone, by = chosen()
    agree(gone, show(gone, by))
    submit(gone, by)

    with pytest.raises(actions.NotReadyToSubmit, match="on hold"):
        show(held, ours)
    with pytest.raises(actions.NotReadyToSubmit, match="permission"):
        show(ended, theirs)
    with pytest.raises(MovedOn, match="put forward already"):
        show(gone, by, introduction="Other words than those that went.")


# Agreeing and objecting


def test_an_agreement_frees_the_way_and_tells_the_consultant() -> None:
    entry, ours = chosen()
    shown = show(entry, ours)

    agree(entry, shown, now=NOW + HOUR)

    shown.refresh_from_db()
    assert (shown.status, shown.free_at) == (S.AGREED, NOW + HOUR)
    assert waits_of(entry) == [ConversationDeadline.MANDATE_USE]
    assert told(ours.user) == ["entry.words_agreed"]
    assert trail(entry)[-1] == ("entry.words_agreed", "interim")


def test_an_objection_reaches_the_firm_with_its_words_and_blocks() -> None:
    entry, ours = chosen()
    shown = show(entry, ours)

    object_to(entry, shown)

    shown.refresh_from_db()
    assert (shown.status, shown.objection) == (S.OBJECTED, WRONG)
    assert waits_of(entry) == [ConversationDeadline.MANDATE_USE]
    assert told(ours.user) == ["entry.words_objected"]
    with pytest.raises(actions.NotShown, match="I advised the head"):
        submit(entry, ours)
    assert not Submission.objects.exists()


def test_words_that_were_objected_to_are_never_shown_again_unchanged() -> None:
    entry, ours = chosen()
    object_to(entry, show(entry, ours))
    with pytest.raises(actions.ObjectedBefore, match="exactly these words"):
        show(entry, ours)
    show(entry, ours, introduction="She advised such a site for half a year.")

    with pytest.raises(actions.ObjectedBefore):
        show(entry, ours)

    assert ShownWords.objects.count() == 2


def test_an_objection_also_counts_after_agreeing_and_after_the_time() -> None:
    for prepare in (agree, lambda entry, _: run_clock(NOW + 18 * HOUR, NOW + 24 * HOUR)):
        entry, ours = chosen()
        shown = show(entry, ours)
        prepare(entry, shown)

        object_to(entry, shown, now=NOW + 25 * HOUR)

        with pytest.raises(actions.NotShown):
            submit(entry, ours, now=NOW + 26 * HOUR)


def test_an_answer_to_words_that_were_replaced_counts_for_nothing() -> None:
    entry, ours = chosen()
    first = show(entry, ours)
    second = show(entry, ours, introduction="She has closed two such cases.")

    for answer in (agree, object_to):
        with pytest.raises(MovedOn, match="Read them again"):
            answer(entry, first)

    second.refresh_from_db()
    assert second.status == S.WAITING


def test_who_has_objected_cannot_agree_to_the_same_words() -> None:
    entry, ours = chosen()
    shown = show(entry, ours)
    object_to(entry, shown)

    with pytest.raises(MovedOn, match="what is wrong"):
        agree(entry, shown)


# Putting forward


def test_nobody_is_put_forward_before_the_words_were_shown_and_answered() -> None:
    entry, ours = chosen()
    with pytest.raises(actions.NotShown, match="has not read these words"):
        submit(entry, ours)
    show(entry, ours)

    with pytest.raises(actions.NotShown, match="still has time"):
        submit(entry, ours)

    assert not Submission.objects.exists()


@pytest.mark.parametrize("part", ["introduction", "risk", "rationales"])
def test_only_what_was_shown_goes(part: str) -> None:
    entry, ours = chosen()
    agree(entry, show(entry, ours))
    other: Any = "Words that nobody has read."
    if part == "rationales":
        ref = str(entry.brief.criteria.get().ref)
        other = {ref: {"text": other, "evidence": ""}}

    with pytest.raises(actions.NotShown, match="has not read these words"):
        submit(entry, ours, **{part: other})

    assert not Submission.objects.exists()


def test_what_goes_names_what_was_shown() -> None:
    entry, ours = chosen()
    shown = show(entry, ours)
    agree(entry, shown)

    submission = submit(entry, ours)

    shown.refresh_from_db()
    assert (submission.shown_words, shown.status) == (shown, S.SENT)
    with pytest.raises(MovedOn, match="put forward already"):
        object_to(entry, shown)


def test_who_was_taken_back_reads_again_before_going_again() -> None:
    entry, ours = chosen()
    agree(entry, show(entry, ours))
    submit(entry, ours)
    submitted.withdraw_submission(entry, by=ours.user, reason="The plan has changed.", now=NOW)
    with pytest.raises(actions.NotShown):
        submit(entry, ours)

    second = show(entry, ours)
    agree(entry, second)
    submission = submit(entry, ours, now=NOW + HOUR)

    assert (submission.shown_words, second.number) == (second, 2)


# The database alone


def test_the_database_refuses_a_submission_without_words_that_were_free() -> None:
    entry, ours = chosen()
    mandate = entry.mandates.get()
    facts = {"entry": entry, "mandate": mandate, "consultant": ours, "submitted_at": NOW}
    shown = ShownWordsFactory(entry=entry, mandate=mandate)
    for words in (None, shown):
        with pytest.raises(IntegrityError, match="goes only with the words"), transaction.atomic():
            Submission.objects.create(shown_words=words, introduction=shown.introduction, **facts)
    with pytest.raises(IntegrityError, match="sent_once_free"), transaction.atomic():
        ShownWords.objects.update(status=S.SENT)
    ShownWords.objects.update(status=S.SENT, free_at=NOW)
    with pytest.raises(IntegrityError, match="goes only with the words"), transaction.atomic():
        Submission.objects.create(shown_words=shown, introduction="Others.", **facts)

    Submission.objects.create(shown_words=shown, introduction=shown.introduction, **facts)


def test_the_database_refuses_words_of_another_conversation() -> None:
    other = ShownWordsFactory(sent=True)

    with pytest.raises(IntegrityError, match="goes only with the words"):
        SubmissionFactory(shown_words=other)
