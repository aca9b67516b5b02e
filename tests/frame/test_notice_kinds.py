"""Every kind of notice: its attributes, and that its reader can read and open it."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from accounts.delivery import email_of
from accounts.management.commands import list_notices
from accounts.models import Notice
from accounts.notices import KINDS, NoticeKind, render
from accounts.organisations import notices as members
from engagements import notices as panels
from engagements.deadlines import BriefDeadline
from engagements.models import Brief
from engagements.notices import amendments as changes
from shortlists import notices
from shortlists.deadlines import ConversationDeadline
from shortlists.models import approach_of
from tests.browsers import browser_of
from tests.factories import NOW, NoticeFactory
from tests.frame.notice_rows import (
    accepted_referral,
    former_words,
    mandated,
    objected_words,
    playback,
    seat,
    slot,
)
from tests.worlds import World, build

pytestmark = pytest.mark.django_db

UNREAD = ConversationDeadline.SUBMISSION_READ
# Who reads it, and one notice of each kind.
Sample = tuple[str, Callable[[World], NoticeKind[Any]]]


def about_shown(what: type[NoticeKind[Any]], **facts: Any) -> Callable[[World], NoticeKind[Any]]:
    """Return a sample about the person who was put forward and read about."""
    return lambda world: what(world.rows["shown"], **facts)


SAMPLES: dict[str, Sample] = {
    "referral.accepted": ("lead", lambda w: notices.ReferralAccepted(accepted_referral(w))),
    "organisation.member_joined": (
        "lead",
        lambda w: members.MemberJoined(w.rows["firm"], person=w.user("second")),
    ),
    "organisation.member_left": (
        "manager",
        lambda w: members.MemberLeft(
            w.rows["client"], person=w.user("colleague"), to=w.user("manager")
        ),
    ),
    "organisation.duties_taken": (
        "manager",
        lambda w: members.DutiesTaken(
            w.rows["client"], person=w.user("colleague"), conversations=2, briefs=1
        ),
    ),
    "organisation.member_removed": (
        "former",
        lambda w: members.MemberRemoved(w.rows["firm"], by=w.user("lead")),
    ),
    "organisation.admin_made": (
        "manager",
        lambda w: members.AdminMade(w.rows["client"], by=w.user("colleague")),
    ),
    "organisation.invitation_undelivered": (
        "lead",
        lambda w: members.InvitationUndelivered(w.rows["firm_invitation"]),
    ),
    "brief.playback_wanted": (
        "lead",
        lambda w: panels.PlaybackWanted(seat(w), lead=w.rows["firm"]),
    ),
    "playback.sent": (
        "manager",
        lambda w: panels.PlaybackSent(playback(w), by=w.user("lead"), is_by_phone=True),
    ),
    "playback.confirmed": ("second", lambda w: panels.PlaybackConfirmed(w.rows["brief"])),
    "playback.returned": ("lead", lambda w: panels.PlaybackReturned(playback(w))),
    "brief.changed": (
        "second",
        lambda w: changes.ChangedInPlayback(w.rows["brief"], version=w.rows["brief"].version),
    ),
    "change.proposed": (
        "second",
        lambda w: changes.ChangeProposed(w.rows["amendment"], answers=w.rows["firm"]),
    ),
    "change.confirmed": ("manager", lambda w: changes.ChangeConfirmed(w.rows["amendment"])),
    "change.objected": ("manager", lambda w: changes.ChangeObjected(w.rows["amendment"])),
    "change.withdrawn": ("second", lambda w: changes.ChangeWithdrawn(w.rows["amendment"])),
    "change.overdue": ("lead", lambda w: changes.ChangeOverdue(w.rows["amendment"])),
    "change.lapsed": ("lead", lambda w: changes.ChangeLapsed(w.rows["amendment"])),
    "change.ended": ("manager", lambda w: changes.ChangeEnded(w.rows["amendment"])),
    "entry.brief_changed": (
        "asked",
        lambda w: notices.BriefChanged(w.rows["asked"], amendment=w.rows["amendment"]),
    ),
    "entry.change_reminder": ("interim", lambda w: notices.AgreementReminder(w.rows["shown"])),
    "entry.change_agreed": ("lead", lambda w: notices.ChangeAgreed(w.rows["chosen"])),
    "entry.change_unanswered": ("lead", lambda w: notices.AgreementLate(w.rows["chosen"])),
    "brief.opened": ("second", lambda w: panels.BriefOpened(w.rows["brief"])),
    "brief.person_added": (
        "colleague",
        lambda w: panels.PersonAdded(
            w.rows["brief"],
            by=w.user("manager"),
            role="deputy",
            first_day=date(2026, 12, 21),
            last_day=date(2027, 1, 4),
        ),
    ),
    "brief.person_removed": (
        "colleague",
        lambda w: panels.PersonRemoved(w.rows["brief"], by=w.user("manager"), role="reader"),
    ),
    "brief.decided": (
        "colleague",
        lambda w: panels.BriefDecided(
            w.rows["brief"], by=w.user("manager"), what=panels.Decision.PUT_ON_HOLD
        ),
    ),
    "entry.decided": (
        "colleague",
        lambda w: notices.PersonDecided(w.rows["shown"], by=w.user("manager"), is_invited=True),
    ),
    "brief.waits": (
        "manager",
        lambda w: panels.BriefWaits(w.rows["brief"], kind=BriefDeadline.BRIEF_OPEN),
    ),
    "brief.stands_still": (
        "manager",
        lambda w: panels.BriefStandsStill(w.rows["brief"], kind=BriefDeadline.BRIEF_OPEN),
    ),
    "brief.call_wanted": (
        "lead",
        lambda w: panels.PleaseCallAboutBrief(w.rows["brief"], kind=BriefDeadline.BRIEF_OPEN),
    ),
    "seat.declined": ("manager", lambda w: panels.SeatDeclined(seat(w))),
    "seat.handed_over": (
        "manager",
        lambda w: panels.SeatHandedOver(seat(w), before=w.user("former"), after=w.user("lead")),
    ),
    "brief.manager_changed": (
        "second",
        lambda w: notices.ManagerChanged(
            w.rows["brief"], before=w.user("colleague"), after=w.user("manager")
        ),
    ),
    "entry.speaker_changed": (
        "asked",
        lambda w: notices.SpeakerChanged(
            w.rows["asked"],
            firm=w.rows["firm"],
            before=w.user("former"),
            after=w.user("lead"),
        ),
    ),
    "entry.manager_changed": (
        "interim",
        lambda w: notices.ManagerChangedToInterim(
            w.rows["shown"], before=w.user("colleague"), after=w.user("manager")
        ),
    ),
    "entry.withdrawn_unread": ("manager", lambda w: notices.WithdrawnUnread(w.rows["brief"])),
    "submission.corrected": ("manager", lambda w: notices.SubmissionCorrected(former_words(w))),
    "entry.submission_withdrawn": (
        "manager",
        lambda w: notices.SubmissionWithdrawn(w.rows["shown"]),
    ),
    "entry.submission_withdrawn_unread": (
        "manager",
        lambda w: notices.SubmissionWithdrawnUnread(w.rows["brief"], firm=w.rows["firm"]),
    ),
    "entry.submission_corrected_to_interim": (
        "interim",
        lambda w: notices.SubmissionCorrectedToInterim(w.rows["shown"]),
    ),
    "entry.submission_withdrawn_to_interim": (
        "interim",
        lambda w: notices.SubmissionWithdrawnToInterim(w.rows["shown"]),
    ),
    "brief.cap_raised": ("second", lambda w: notices.CapRaised(w.rows["brief"], cap=4)),
    "brief.on_hold": ("second", lambda w: notices.OnHoldToFirms(w.rows["brief"])),
    "brief.resumed": ("second", lambda w: notices.ResumedToFirms(w.rows["brief"])),
    "brief.cancelled": ("second", lambda w: notices.CancelledToFirms(w.rows["brief"])),
    "brief.interim_not_available": (
        "second",
        lambda w: notices.InterimNotAvailable(w.rows["brief"]),
    ),
    "entry.approached": ("asked", lambda w: notices.Approached(approach_of(w.rows["asked"]))),
    "entry.reply_due": (
        "asked",
        lambda w: notices.ReplyReminder(
            w.rows["asked"], asked_by=w.user("lead"), firm=w.rows["firm"], is_late=True
        ),
    ),
    "question.asked": ("lead", lambda w: notices.QuestionAsked(w.rows["question"])),
    "question.answered": ("asked", lambda w: notices.QuestionAnswered(w.rows["question"])),
    "question.overdue": ("lead", lambda w: notices.AnswerOverdue(w.rows["question"])),
    "entry.call_wanted": ("lead", lambda w: notices.PleaseCall(w.rows["approach_asked"])),
    "entry.expired": ("asked", lambda w: notices.Expired(w.rows["asked"])),
    "entry.expired_to_firm": ("lead", lambda w: notices.ExpiredToFirm(w.rows["approach_asked"])),
    "entry.declined": ("lead", lambda w: notices.Declined(w.rows["approach_asked"])),
    "entry.decline_confirmed": ("asked", lambda w: notices.DeclineConfirmed(w.rows["asked"])),
    "entry.withdrawn": ("lead", lambda w: notices.Withdrawn(w.rows["chosen"])),
    "approach.withdrawn": ("lead", lambda w: notices.ApproachWithdrawn(w.rows["approach_asked"])),
    "entry.withdrawn_to_client": ("manager", lambda w: notices.WithdrawnToClient(w.rows["shown"])),
    "entry.withdrawal_confirmed": (
        "asked",
        lambda w: notices.WithdrawalConfirmed(w.rows["asked"]),
    ),
    "mandate.granted": ("lead", lambda w: notices.Chosen(mandated(w))),
    "entry.words_shown": ("interim", lambda w: notices.WordsShown(w.rows["shown"])),
    "entry.words_reminder": ("interim", lambda w: notices.WordsReminder(w.rows["shown"])),
    "entry.words_agreed": ("lead", lambda w: notices.WordsAgreed(mandated(w))),
    "entry.words_objected": ("lead", lambda w: notices.WordsObjected(objected_words(w))),
    "entry.words_unanswered": ("lead", lambda w: notices.WordsUnanswered(mandated(w))),
    "mandate.ends_soon": (
        "lead",
        lambda w: notices.MandateEndsSoon(mandated(w), ends_on=date(2026, 12, 19)),
    ),
    "mandate.unused": ("interim", lambda w: notices.NotPutForward(w.rows["shown"])),
    "mandate.unused_to_firm": ("lead", lambda w: notices.MandateEnded(mandated(w))),
    "entry.availability_wanted": (
        "interim",
        lambda w: notices.AvailabilityWanted(w.rows["shown"], by=w.user("lead")),
    ),
    "entry.put_forward": ("interim", lambda w: notices.PutForward(w.rows["shown"])),
    "entry.submitted": ("manager", lambda w: notices.SomebodyToMeet(w.rows["shown"])),
    "client.answer_wanted": ("manager", about_shown(notices.AnswerWanted, kind=UNREAD)),
    "client.answer_escalated": ("manager", about_shown(notices.AnswerEscalated, kind=UNREAD)),
    "client.late": ("interim", about_shown(notices.ClientLate, kind=UNREAD)),
    "client.escalated_to_interim": ("interim", about_shown(notices.ClientEscalated, kind=UNREAD)),
    "client.call_wanted": ("lead", about_shown(notices.PleaseCallClient, kind=UNREAD)),
    "client.place_wanted": ("manager", lambda w: notices.PlaceWanted(w.rows["brief"])),
    "entry.ended_by_client": ("interim", about_shown(notices.EndedByClient)),
    "entry.ended_by_client_to_firm": ("lead", about_shown(notices.EndedByClientToFirm)),
    "entry.ended_to_client": ("manager", about_shown(notices.EndedToClient)),
    "entry.ended_unread": (
        "manager",
        lambda w: notices.EndedUnread(w.rows["brief"], had_place=False),
    ),
    "interview.pick_due": ("interim", about_shown(notices.TimesReminder)),
    "interview.call_wanted": ("lead", about_shown(notices.PleaseCallAboutTimes)),
    "entry.ended_unpicked": ("interim", about_shown(notices.EndedUnpicked)),
    "entry.ended_unpicked_to_firm": ("lead", about_shown(notices.EndedUnpickedToFirm)),
    "entry.ended_unpicked_to_client": ("manager", about_shown(notices.EndedUnpickedToClient)),
    "entry.ended_unagreed": ("interim", about_shown(notices.EndedUnagreed)),
    "entry.ended_unagreed_to_firm": ("lead", about_shown(notices.EndedUnagreedToFirm)),
    "question.escalated": ("lead", lambda w: notices.QuestionEscalated(w.rows["question"])),
    "question.unanswered": ("asked", lambda w: notices.QuestionUnanswered(w.rows["question"])),
    "question.unanswered_to_firm": (
        "lead",
        lambda w: notices.QuestionUnansweredToFirm(w.rows["question"]),
    ),
    "mandate.escalated": (
        "lead",
        lambda w: notices.PermissionEscalated(mandated(w), ends_on=NOW.date()),
    ),
    "interview.offered": (
        "interim",
        lambda w: notices.InterviewOffered(w.rows["shown"], count=3),
    ),
    "interview.offered_to_firm": (
        "lead",
        lambda w: notices.InterviewOfferedToFirm(w.rows["shown"]),
    ),
    "interview.confirmed": ("interim", lambda w: notices.InterviewConfirmed(slot(w))),
    "interview.set": ("manager", lambda w: notices.InterviewSet(slot(w))),
    "interview.set_to_firm": ("lead", lambda w: notices.InterviewSetToFirm(slot(w))),
    "interview.times_declined": ("manager", lambda w: notices.TimesDeclined(w.rows["shown"])),
    "interview.times_declined_to_firm": (
        "lead",
        lambda w: notices.TimesDeclinedToFirm(w.rows["shown"]),
    ),
    "entry.not_selected": ("interim", lambda w: notices.NotSelected(w.rows["shown"])),
    "entry.not_selected_to_firm": ("lead", lambda w: notices.NotSelectedToFirm(w.rows["shown"])),
    "entry.on_hold": ("interim", lambda w: notices.EntryOnHold(w.rows["shown"])),
    "entry.resumed": (
        "interim",
        lambda w: notices.BriefResumed(w.rows["shown"], is_reply_moved=True),
    ),
    "entry.closed": (
        "interim",
        lambda w: notices.BriefCancelled(w.rows["shown"], status_before="client_review"),
    ),
}
WITHOUT_A_PAGE = {"organisation.member_removed"}


@pytest.fixture
def world() -> World:
    return build()


def notice(world: World, code: str) -> Notice:
    """Store one notice of a kind for its reader."""
    reader, make = SAMPLES[code]
    row: Notice = NoticeFactory(user=world.user(reader), what=make(world))
    return row


def test_every_kind_has_a_sample_here():
    assert sorted(SAMPLES) == sorted(KINDS)


@pytest.mark.parametrize("code", sorted(KINDS))
def test_a_kind_has_code_category_and_texts(code: str):
    kind = KINDS[code]

    assert re.fullmatch(r"[a-z]+\.[a-z_]+", code)
    assert kind.category.label
    assert re.match(r"(Ask|Confirm|Remind|Tell|Warn) ", kind.__doc__ or "")


def test_a_notice_of_each_kind_is_read_and_sent_and_opens_a_page(world: World):
    for code in sorted(KINDS):
        row = notice(world, code)

        (text,) = render([row], reader=row.user)
        email = email_of(row)

        assert not text.is_gone, code
        assert email is not None, code
        assert text.subject == email.subject, code
        assert text.body in email.text, code
        assert "<p>Dear" in email.html, code
        if code in WITHOUT_A_PAGE:
            assert text.url == "", code
        else:
            assert text.url in email.html, code
            assert browser_of(row.user).get(text.url).status_code == 200, code


def test_a_stored_notice_contains_no_names_and_no_sentences(world: World):
    for code in sorted(KINDS):
        row = notice(world, code)

        texts = [fact for fact in row.facts.values() if isinstance(fact, str)]
        assert re.fullmatch(r"[a-z_.]+:\d+", row.about), code
        assert not re.search(r"[A-Z ]", "".join(texts)), code


@pytest.mark.parametrize("count", [1, 3])
def test_all_kinds_together_cost_the_same_queries_however_many_of_each(
    world: World, count: int, django_assert_max_num_queries: Any
):
    reader = world.user("interim")
    assert reader is not None
    mine = [make(world) for who, make in SAMPLES.values() if who == "interim"]
    rows = [NoticeFactory(user=reader, what=what) for _ in range(count) for what in mine]

    # Conversations, times of interviews, and the people that facts name.
    with django_assert_max_num_queries(3):
        texts = render(rows, reader=reader)

    assert not any(text.is_gone for text in texts)


def test_the_list_of_notices_in_the_docs_matches_the_code():
    listed = Path(settings.BASE_DIR, "docs/notices.md").read_text(encoding="utf-8")

    assert listed == list_notices.page(), "run manage.py list_notices"


def test_a_confidential_client_is_named_in_no_notice_before_the_mandate(world: World):
    asked = world.user("asked")
    assert asked is not None
    assert Brief.objects.get(pk=world.rows["brief"].pk).is_confidential
    kinds = [make(world) for who, make in SAMPLES.values() if who == "asked"]
    rows = [NoticeFactory(user=asked, what=what) for what in kinds]

    words = " ".join(f"{text.subject} {text.body}" for text in render(rows, reader=asked))

    assert world.rows["brief"].client.name not in words
