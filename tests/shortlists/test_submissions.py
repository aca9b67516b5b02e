"""A consultant puts an interim forward."""

from datetime import date, timedelta

import pytest

from accounts.models import Activity, Notice
from engagements.models import Brief, TruthItem
from interimhub.lib.lifecycle import InvalidMove
from providers.models import Consultant
from shortlists import actions, places
from shortlists.models import Entry, Mandate, Submission, SubmissionDraft
from shortlists.trail import EntryEvent
from tests.factories import (
    NOW,
    TODAY,
    ConsultantFactory,
    EntryFactory,
    PastAssignmentFactory,
)
from tests.shortlists.races import at_once
from tests.shortlists.showing import agreed, submit_shown
from tests.shortlists.worlds import (
    case_for,
    mandated,
    open_to,
    ready_brief,
    seat_on,
    second_criterion,
)


def submit(entry, consultant, **facts):
    case = {**case_for(entry.brief), **facts}
    return submit_shown(entry, by=consultant.user, now=NOW, **case)


def shown(brief: Brief, number: int, by: Consultant | None = None) -> list[Entry]:
    """Put so many people in front of the client, by one firm or each by a firm of its own."""
    facts = {"consultant": by} if by else {}
    return [EntryFactory(submitted=True, brief=brief, **facts) for _ in range(number)]


@pytest.mark.django_db
def test_the_manager_and_the_interim_are_notified():
    brief = ready_brief()
    ours = seat_on(brief)
    entry, mandate = mandated(brief, ours)

    submission = submit(entry, ours)

    entry.refresh_from_db()
    assert (entry.status, entry.submitted_at) == (Entry.Status.SUBMITTED, NOW)
    assert (submission.mandate, submission.consultant) == (mandate, ours)
    assert submission.rationales.count() == 1
    told = set(Notice.objects.values_list("user", flat=True))
    assert told == {brief.manager.user_id, entry.candidate.user_id}


@pytest.mark.django_db
def test_only_the_first_submission_moves_the_brief_to_shortlisting():
    brief = ready_brief()
    ours = seat_on(brief)
    first, second = mandated(brief, ours)[0], mandated(brief, ours)[0]

    submit(first, ours)
    submit(second, ours)

    brief.refresh_from_db()
    assert (brief.status, brief.shortlisting_at) == (Brief.Status.SHORTLISTING, NOW)
    assert Activity.objects.about(brief).count() == 1


@pytest.mark.django_db
def test_the_evidence_is_an_assignment_of_the_mandates_profile():
    brief = ready_brief()
    ours = seat_on(brief)
    candidate = open_to(ours.firm)
    shown_work = PastAssignmentFactory(candidate=candidate)
    entry, mandate = mandated(brief, ours, candidate)
    added_since = PastAssignmentFactory(candidate=candidate)
    second_criterion(brief)
    case = case_for(brief)
    for said, work in zip(case["rationales"].values(), [shown_work, added_since], strict=True):
        said["evidence"] = str(work.ref)

    submission = submit_shown(entry, by=ours.user, now=NOW, **case)

    rows = submission.rationales.order_by("criterion__position")
    assert [row.evidence for row in rows] == [shown_work, None]
    assert len(mandate.profile["record"]) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "   "])
def test_a_criterion_without_a_rationale_is_refused(text: str):
    brief = ready_brief()
    second_criterion(brief)
    ours = seat_on(brief)
    entry, _ = mandated(brief, ours)
    case = case_for(brief)
    case["rationales"][str(brief.criteria.get(position=1).ref)]["text"] = text

    with pytest.raises(actions.RationaleMissing, match="Batch release"):
        actions.submit(entry, by=ours.user, now=NOW, **case)

    entry.refresh_from_db()
    assert entry.status == Entry.Status.MANDATED


@pytest.mark.django_db
def test_a_submission_needs_a_mandate():
    brief = ready_brief()
    ours = seat_on(brief)
    entry, mandate = mandated(brief, ours)
    mandate.revoke(now=NOW)

    with pytest.raises(actions.NotReadyToSubmit, match="permission"):
        submit(entry, ours)


@pytest.mark.django_db
def test_an_expired_mandate_is_not_enough():
    brief = ready_brief()
    ours = seat_on(brief)
    entry, _ = mandated(brief, ours)
    Mandate.objects.update(ends_on=TODAY - timedelta(days=1))

    with pytest.raises(actions.NotReadyToSubmit, match="permission"):
        submit(entry, ours)


@pytest.mark.django_db
def test_a_mandate_for_an_older_version_is_not_enough():
    brief = ready_brief()
    ours = seat_on(brief)
    entry, _ = mandated(brief, ours)
    Brief.objects.update(version=2)

    with pytest.raises(actions.NotReadyToSubmit, match="whether it still suits them"):
        submit(entry, ours)


@pytest.mark.django_db
@pytest.mark.parametrize(("age", "is_fresh"), [(7, True), (8, False)])
def test_availability_is_at_most_seven_days_old(age: int, is_fresh: bool):
    brief = ready_brief()
    ours = seat_on(brief)
    confirmed = TODAY - timedelta(days=age)
    candidate = open_to(ours.firm, availability_confirmed_on=confirmed)
    entry, _ = mandated(brief, ours, candidate)
    Mandate.objects.update(availability_confirmed_on=confirmed)

    if is_fresh:
        submit(entry, ours)
    else:
        with pytest.raises(actions.NotReadyToSubmit, match="8 days ago"):
            submit(entry, ours)

    entry.refresh_from_db()
    assert entry.is_in_front_of_client == is_fresh


@pytest.mark.django_db
def test_availability_confirmed_after_the_mandate_counts():
    brief = ready_brief()
    ours = seat_on(brief)
    entry, _ = mandated(brief, ours, open_to(ours.firm, availability_confirmed_on=TODAY))
    Mandate.objects.update(availability_confirmed_on=date(2026, 10, 1))

    submit(entry, ours)

    assert Submission.objects.count() == 1


@pytest.mark.django_db
def test_a_fourth_submission_is_refused_and_explains_the_cap():
    brief = ready_brief()
    ours = seat_on(brief)
    entry, _ = mandated(brief, ours)
    shown(brief, 3, by=ours)

    with pytest.raises(actions.ShortlistFull) as refusal:
        submit(entry, ours)

    manager, client = brief.manager.user.full_name, brief.client.name
    assert refusal.value.reason == (
        f"{ours.firm.name} already has 3 people in front of {client}. {manager} can raise"
        " this to 5 with a reason, on the page “The people” of the brief, or decide on somebody"
        " first."
    )


@pytest.mark.django_db
def test_a_raised_cap_allows_five_and_never_six():
    brief = ready_brief(cap=5, cap_reason="Two sites want to see somebody each.")
    ours = seat_on(brief)
    fifth, sixth = mandated(brief, ours)[0], mandated(brief, ours)[0]
    shown(brief, 4, by=ours)

    submit(fifth, ours)

    with pytest.raises(actions.ShortlistFull, match="Five is the most"):
        submit(sixth, ours)


@pytest.mark.django_db
def test_a_decision_frees_a_place():
    brief = ready_brief()
    ours = seat_on(brief)
    entry, _ = mandated(brief, ours)
    shown(brief, 3, by=ours)
    Entry.objects.exclude(pk=entry.pk).first().end(
        Entry.Status.WITHDRAWN, now=NOW, by=None, text=""
    )

    submit(entry, ours)

    assert Entry.objects.in_front_of_client().count() == 3


@pytest.mark.django_db
def test_an_open_question_of_the_brief_blocks():
    brief = ready_brief()
    ours = seat_on(brief)
    entry, _ = mandated(brief, ours)
    TruthItem.objects.filter(kind=TruthItem.Kind.TRAVEL).delete()

    with pytest.raises(actions.NotReadyToSubmit, match="How much travel"):
        submit(entry, ours)


@pytest.mark.django_db
def test_nobody_is_put_forward_on_a_held_brief():
    brief = ready_brief()
    ours = seat_on(brief)
    entry, _ = mandated(brief, ours)
    brief.hold(reason="The board meets first.", review_on=None, now=NOW)

    with pytest.raises(actions.NotReadyToSubmit, match="on hold"):
        submit(entry, ours)


@pytest.mark.django_db
def test_a_colleague_may_submit_for_the_named_consultant():
    brief = ready_brief()
    ours = seat_on(brief)
    colleague = ConsultantFactory(firm=ours.firm)
    entry, _ = mandated(brief, ours)

    submission = submit(entry, colleague)

    assert submission.consultant == ours
    trail = Activity.objects.about(entry).get(kind=EntryEvent.SUBMITTED)
    assert trail.on_behalf_of == f"accounts.user:{ours.user_id}"


@pytest.mark.django_db
def test_submitting_twice_creates_one_submission():
    brief = ready_brief()
    ours = seat_on(brief)
    entry, _ = mandated(brief, ours)

    first = submit(entry, ours)
    again = submit(entry, ours)

    assert first == again
    assert Notice.objects.count() == 2


@pytest.mark.django_db
def test_an_ended_conversation_cannot_be_submitted():
    brief = ready_brief()
    ours = seat_on(brief)
    entry, _ = mandated(brief, ours)
    entry.end(Entry.Status.WITHDRAWN, now=NOW, by=None, text="")

    with pytest.raises(InvalidMove):
        submit(entry, ours)

    assert not Submission.objects.exists()


@pytest.mark.django_db
def test_a_draft_is_saved_and_deleted_on_submission():
    brief = ready_brief()
    ours = seat_on(brief)
    entry, _ = mandated(brief, ours)
    case = case_for(brief)

    actions.save_draft(entry, by=ours.user, now=NOW, **{**case, "introduction": "She"})
    actions.save_draft(entry, by=ours.user, now=NOW, **{**case, "introduction": "She has"})
    assert SubmissionDraft.objects.get().introduction == "She has"
    submit(entry, ours)

    assert not SubmissionDraft.objects.exists()


@pytest.mark.django_db
def test_a_draft_is_not_shown_to_the_client():
    brief = ready_brief()
    ours = seat_on(brief)
    entry, _ = mandated(brief, ours)

    actions.save_draft(entry, by=ours.user, now=NOW, **case_for(brief))

    assert not Entry.objects.visible_to(brief.manager.user).exists()


@pytest.mark.django_db
def test_availability_is_asked_for_once_in_twelve_hours():
    brief = ready_brief()
    ours = seat_on(brief)
    entry, _ = mandated(brief, ours)

    actions.ask_for_availability(entry, by=ours.user, now=NOW)
    with pytest.raises(actions.AskedAlready):
        actions.ask_for_availability(entry, by=ours.user, now=NOW + timedelta(hours=11))
    actions.ask_for_availability(entry, by=ours.user, now=NOW + timedelta(hours=12))

    entry.refresh_from_db()
    assert entry.availability_asked_at == NOW + timedelta(hours=12)
    assert Notice.objects.filter(user=entry.candidate.user).count() == 2


@pytest.mark.django_db(transaction=True)
def test_concurrent_submissions_do_not_exceed_the_cap():
    brief = ready_brief()
    ours, theirs = seat_on(brief), seat_on(brief)
    mine, other = mandated(brief, ours)[0], mandated(brief, theirs)[0]
    shown(brief, 2)

    ends = at_once(lambda: submit(mine, ours), lambda: submit(other, theirs))

    assert [type(end).__name__ for end in ends] == ["Submission", "Submission"]
    assert places.shown(brief).count() == 3
    assert places.waiting_for_place(brief).count() == 1


@pytest.mark.django_db(transaction=True)
def test_concurrent_copies_create_one_submission():
    brief = ready_brief()
    ours = seat_on(brief)
    entry, _ = mandated(brief, ours)

    case = case_for(entry.brief)
    agreed(entry, **case)

    def send() -> object:
        return actions.submit(entry, by=ours.user, now=NOW, **case)

    ends = at_once(send, send)

    assert ends == [Submission.objects.get()] * 2
