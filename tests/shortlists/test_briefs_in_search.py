"""Raise the cap, hold, resume and cancel: the effects on everybody on the brief."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from accounts.models import Activity, ActivityNote
from engagements.models import Brief
from engagements.timeline import timeline_of
from interimhub.lib.lifecycle import InvalidMove
from interimhub.lib.models import Job
from shortlists.actions import briefs, mandates
from shortlists.deadlines import ConversationDeadline
from shortlists.models import Entry, Mandate
from shortlists.policy import clients as policy
from tests.deadlines import due_at
from tests.factories import (
    NOW,
    TODAY,
    BriefFactory,
    CandidateFactory,
    ConsultantFactory,
    EntryFactory,
    MandateFactory,
)
from tests.notices import notice_of, notices_of, subjects
from tests.shortlists.choices import approached, as_person, colleague, put_forward

pytestmark = pytest.mark.django_db
APPROACH_ANSWER = ConversationDeadline.APPROACH_ANSWER
QUESTION_ANSWER = ConversationDeadline.QUESTION_ANSWER
REASON = "The board decides on the site first, in two weeks."


def hold(brief: Brief) -> None:
    briefs.hold_brief(brief, reason=REASON, review_on=TODAY, by=brief.manager.user, now=NOW)


def cancel(brief: Brief) -> None:
    briefs.cancel_brief(
        brief,
        end_reason=Brief.EndReason.PLANS,
        reason=REASON,
        by=brief.manager.user,
        now=NOW,
    )


def test_a_hold_notifies_every_approached_interim_and_every_firm():
    world = approached()
    quiet = EntryFactory(brief=world.entry.brief)

    hold(world.entry.brief)

    brief = Brief.objects.get()
    assert (brief.status, brief.status_before_hold, brief.on_hold_since) == ("on_hold", "open", NOW)
    assert subjects(world.interim) == ["Interim site director: on hold"]
    assert subjects(world.consultant.user) == ["Interim site director: on hold"]
    assert subjects(quiet.candidate.user) == []


def test_each_hold_keeps_its_own_reason_until_it_is_erased():
    world = approached()
    brief, manager = world.entry.brief, world.entry.brief.manager.user
    hold(brief)
    briefs.resume_brief(brief, by=manager, now=NOW)
    briefs.hold_brief(brief, reason="The buyer waits.", review_on=TODAY, by=manager, now=NOW)

    first, _, second = notices_of(world.interim)
    assert f"“{REASON}”" in first.body
    assert "“The buyer waits.”" in second.body
    assert f"“{REASON}”" in notices_of(world.consultant.user)[0].body

    ActivityNote.objects.about(brief).delete()

    erased = notices_of(world.interim)[0]
    assert not erased.is_gone
    assert erased.body.startswith(
        "The client has put “Interim site director” on hold.\n\nYour place is kept"
    )


def test_holding_twice_notifies_once():
    world = approached()

    hold(world.entry.brief)
    hold(world.entry.brief)

    assert len(subjects(world.interim)) == 1


def test_resuming_moves_every_deadline_by_the_length_of_the_pause():
    world = approached()
    question = mandates.ask_question(
        world.entry, text="Who is the sponsor?", by=world.interim, now=NOW
    )
    waits = [(world.entry.approaches.get(), APPROACH_ANSWER), (question, QUESTION_ANSWER)]
    before = [due_at(*wait) for wait in waits]
    hold(world.entry.brief)

    briefs.resume_brief(
        world.entry.brief, by=world.entry.brief.manager.user, now=NOW + timedelta(days=3)
    )

    assert Brief.objects.get().status == Brief.Status.OPEN
    assert [due_at(*wait) for wait in waits] == [moment + timedelta(days=3) for moment in before]


def test_the_deadline_of_a_question_asked_during_a_hold_starts_when_asked():
    world = approached()
    hold(world.entry.brief)
    question = mandates.ask_question(
        world.entry,
        text="Who is the sponsor?",
        by=world.interim,
        now=NOW + timedelta(days=2),
    )
    before = due_at(question, QUESTION_ANSWER)

    briefs.resume_brief(
        world.entry.brief, by=world.entry.brief.manager.user, now=NOW + timedelta(days=3)
    )

    assert before == NOW + timedelta(days=3)
    assert due_at(question, QUESTION_ANSWER) == before + timedelta(days=1)


def test_cancelling_ends_every_conversation_with_a_fitting_text():
    brief = BriefFactory(shortlisting=True)
    asked = approached(brief=brief).entry
    shown = put_forward(brief, status="in_review")
    represented = MandateFactory(entry__brief=brief).entry

    cancel(brief)

    entries = Entry.objects.filter(brief=brief)
    assert set(entries.values_list("status", "ended_by", "end_reason", "end_text")) == {
        ("closed", None, "plans", REASON)
    }
    assert set(Mandate.objects.values_list("status", flat=True)) == {"expired"}
    bodies = [notice_of(entry.candidate.user).body for entry in (asked, represented, shown)]
    assert [words in body for words, body in zip(WORDS, bodies, strict=True)] == [True] * 3


WORDS = ("had not answered yet", "had not put you forward yet", "was considering you")


def test_cancelling_does_not_notify_interims_who_were_not_approached():
    quiet = EntryFactory()

    cancel(quiet.brief)

    quiet.refresh_from_db()
    assert quiet.status == Entry.Status.CLOSED
    assert not quiet.candidate.user.notices.exists()


def test_cancelling_a_confidential_brief_does_not_name_the_client_before_a_mandate():
    world = approached()

    cancel(world.entry.brief)

    assert world.entry.brief.client.name not in notice_of(world.interim).body


def test_resuming_ranks_a_brief_held_before_its_first_ranking():
    brief = BriefFactory(opened=True)
    briefs.hold_brief(
        brief, reason="the budget round", review_on=NOW.date(), by=brief.manager.user, now=NOW
    )

    briefs.resume_brief(brief, by=brief.manager.user, now=NOW + timedelta(days=2))

    owed = Job.objects.filter(task="ranking.tasks.rank_candidates")
    assert [job.payload for job in owed] == [{"brief_id": brief.pk}]


def test_resuming_does_not_repeat_a_ranking():
    brief = BriefFactory(opened=True, scored_version=1)
    briefs.hold_brief(
        brief, reason="the budget round", review_on=NOW.date(), by=brief.manager.user, now=NOW
    )

    briefs.resume_brief(brief, by=brief.manager.user, now=NOW + timedelta(days=2))

    assert not Job.objects.filter(task="ranking.tasks.rank_candidates").exists()


def test_an_ended_brief_cannot_be_held_or_resumed():
    brief = BriefFactory(opened=True)
    cancel(brief)

    with pytest.raises(InvalidMove):
        hold(brief)
    briefs.resume_brief(brief, by=brief.manager.user, now=NOW)

    assert Brief.objects.get().status == Brief.Status.CANCELLED


def test_the_cap_is_raised_to_five_with_a_reason_for_the_firms():
    world = approached()
    brief = world.entry.brief

    briefs.raise_cap(brief, cap=5, cap_reason=REASON, by=brief.manager.user, now=NOW)

    brief.refresh_from_db()
    assert (brief.cap, brief.cap_reason) == (5, REASON)
    (notice,) = notices_of(world.consultant.user)
    assert notice.subject == "Interim site director: up to 5 people"
    assert notice.body.endswith(f"and says why:\n\n“{REASON}”")


def test_only_the_manager_may_raise_the_cap_up_to_five():
    brief = BriefFactory(opened=True, cap=4, cap_reason=REASON)
    manager = brief.manager.user
    admin = colleague(brief, is_admin=True)
    assert policy.can_raise_cap(manager, brief)
    assert policy.can_raise_cap(admin, brief).reason == (
        f"Only {manager.full_name} can ask to meet more people."
    )

    briefs.raise_cap(brief, cap=5, cap_reason=REASON, by=manager, now=NOW)

    full = Brief.objects.get()
    assert policy.can_raise_cap(manager, full).reason == (
        "A brief lets you meet at most five people at the same time."
    )


def test_the_manager_and_administrators_may_hold_resume_and_cancel():
    brief, elsewhere = BriefFactory(opened=True), BriefFactory(opened=True)
    people = {
        "manager": brief.manager.user,
        "administrator": colleague(brief, is_admin=True),
        "colleague": colleague(brief),
        "manager elsewhere": elsewhere.manager.user,
        "administrator elsewhere": colleague(elsewhere, is_admin=True),
        "consultant": ConsultantFactory().user,
    }

    steering = {who for who, user in people.items() if policy.can_steer(user, brief)}

    assert steering == {"manager", "administrator"}


def test_each_status_gives_the_reason_of_a_refused_hold_resume_or_cancel():
    brief = BriefFactory(opened=True)
    manager = brief.manager.user

    def refused() -> list[str]:
        now = Brief.objects.select_related("client", "manager").get()
        verbs = (policy.can_hold, policy.can_resume, policy.can_cancel, policy.can_raise_cap)
        return [may(manager, now).reason for may in verbs]

    assert refused() == ["", "This brief is not on hold.", "", ""]
    hold(brief)
    assert refused() == ["This brief is on hold already.", "", "", ""]
    cancel(brief)
    assert refused() == [
        "This brief has ended.",
        "This brief is not on hold.",
        "This brief has ended already.",
        "This brief has ended.",
    ]


@pytest.mark.parametrize("cap", [2, 6])
def test_a_cap_outside_three_to_five_is_refused(cap: int):
    brief = BriefFactory(opened=True)

    with pytest.raises(briefs.CapNotRaised):
        briefs.raise_cap(brief, cap=cap, cap_reason=REASON, by=brief.manager.user, now=NOW)


def test_the_database_refuses_a_raised_cap_without_a_reason():
    with pytest.raises(IntegrityError, match="brief_cap_raised_with_reason"):
        BriefFactory(cap=4)


# The pages

POSTED = {
    "hold": {"reason": REASON},
    "cancel": {"reason": REASON, "end_reason": "plans"},
    "resume": {},
    "raise_cap": {"cap": "4", "cap_reason": REASON},
}


@pytest.mark.parametrize("verb", POSTED)
def test_each_page_checks_access_and_names_who_is_notified(client: Browser, verb: str):
    world = approached()
    brief = world.entry.brief
    if verb == "resume":
        hold(brief)
    url = reverse(f"shortlists:{verb}", args=[brief.ref])
    typed = dict(POSTED[verb])
    if verb == "hold":
        typed["review_on"] = (timezone.localdate() + timedelta(days=7)).isoformat()

    assert client.get(url).status_code == 302
    assert as_person(client, CandidateFactory().user).get(url).status_code == 404
    assert as_person(client, world.consultant.user).get(url).status_code == 403
    assert as_person(client, colleague(brief)).post(url, typed).status_code == 403
    page = as_person(client, brief.manager.user).get(url)
    assert page.status_code == 200
    if verb in {"hold", "cancel"}:
        assert "1 interim will be notified" in page.content.decode()
    assert client.post(url, typed).status_code == 302

    brief.refresh_from_db()
    changed = {"hold": "on_hold", "cancel": "cancelled", "resume": "open", "raise_cap": "open"}
    assert brief.status == changed[verb]
    assert brief.cap == (4 if verb == "raise_cap" else 3)


def test_an_administrator_of_the_client_may_hold(client: Browser):
    brief = BriefFactory(opened=True)
    admin = colleague(brief, is_admin=True)

    page = as_person(client, admin).get(reverse("shortlists:hold", args=[brief.ref]))

    assert page.status_code == 200


def test_a_reason_that_names_a_confidential_client_is_refused(client: Browser):
    brief = BriefFactory(opened=True, is_confidential=True)

    response = as_person(client, brief.manager.user).post(
        reverse("shortlists:cancel", args=[brief.ref]),
        {"end_reason": "plans", "reason": f"{brief.client.name} has decided against it."},
    )

    assert response.status_code == 422
    assert "Write it without the name." in response.content.decode()


def test_the_trail_shows_labels_of_a_cancellation():
    world = approached()

    cancel(world.entry.brief)

    brief = world.entry.brief
    line = timeline_of(brief, brief.manager.user, interims={})[0]
    assert (line.who, line.what) == (
        brief.manager.user.full_name,
        "cancelled it: our plans have changed",
    )
    assert line.note == REASON
    assert Activity.objects.about(brief).newest_first()[0].facts == {"reason": "plans"}
