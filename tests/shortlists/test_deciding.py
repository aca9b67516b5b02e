"""Invite an interim, agree on a time, and decline with a reason."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from accounts.models import Activity, Deadline
from engagements.models import Brief
from interimhub.lib.refused import Refused
from shortlists import notices
from shortlists.actions import decisions, interviews
from shortlists.deadlines import ConversationDeadline
from shortlists.forms.clients import InviteToInterviewForm
from shortlists.models import Entry, InterviewSlot, Mandate
from shortlists.policy import clients as policy
from tests.deadlines import verbs
from tests.factories import NOW, CandidateFactory, CriterionFactory
from tests.jobs import run_due_jobs
from tests.notices import notice_of, subjects
from tests.shortlists.choices import as_person, colleague, let_it_be_heard, put_forward, shortlist

pytestmark = pytest.mark.django_db
TIMES = [NOW + timedelta(days=3), NOW + timedelta(days=4)]
SENTENCE = "Another person has done this in a plant like ours."


def in_review() -> Entry:
    return put_forward(shortlist(), status="in_review")


def invite(entry: Entry, starts: list[datetime] | None = None) -> None:
    decisions.invite(
        entry,
        starts=starts or TIMES,
        minutes=60,
        place="Room 4",
        by=entry.brief.manager.user,
        now=NOW,
    )


def decline(entry: Entry, **facts: Any) -> None:
    defaults = {
        "reason": Entry.DeclineReason.CRITERION,
        "criterion": entry.brief.criteria.get(),
        "text": SENTENCE,
        "by": entry.brief.manager.user,
        "now": NOW,
    }
    decisions.decline(entry, **(defaults | facts))


def test_an_invitation_proposes_times_and_notifies_interim_and_consultant():
    entry = in_review()

    invite(entry)

    entry.refresh_from_db()
    assert entry.status == Entry.Status.INTERVIEW
    assert verbs(entry.brief.manager.user) == []
    assert [slot.starts_at for slot in entry.slots.soonest_first()] == TIMES
    assert len(subjects(entry.candidate.user)) == len(subjects(entry.consultant.user)) == 1


@pytest.mark.parametrize(
    "starts", [TIMES[:1], [TIMES[0], TIMES[0]], [NOW - timedelta(hours=1), TIMES[0]]]
)
def test_fewer_than_two_times_or_a_past_one_are_refused(starts: list[datetime]):
    entry = in_review()

    with pytest.raises(decisions.TimesNotPossible):
        invite(entry, starts)

    assert not InterviewSlot.objects.exists()


def test_a_decision_needs_an_opened_submission():
    entry = put_forward(shortlist())

    with pytest.raises(decisions.NotReadYet):
        invite(entry)
    with pytest.raises(decisions.NotReadYet):
        decline(entry)


def test_the_first_picked_time_moves_the_brief_to_interviewing_and_notifies_everybody():
    entry = in_review()
    invite(entry)
    slot = entry.slots.soonest_first().first()

    interviews.pick_slot(entry, slot=slot, by=entry.candidate.user, now=NOW)

    assert Brief.objects.get(pk=entry.brief_id).status == Brief.Status.INTERVIEWING
    assert subjects(entry.brief.manager.user) == [
        (
            f"Interview with {entry.candidate.user.full_name}: "
            "Sunday 22 November 2026 at 09:00 (Europe/London)"
        )
    ]


def test_each_reader_reads_the_time_in_their_zone():
    entry = in_review()
    user = entry.candidate.user
    user.time_zone = "Europe/Berlin"
    user.save(update_fields=["time_zone"])
    invite(entry)

    interviews.pick_slot(entry, slot=entry.slots.first(), by=user, now=NOW)

    assert "at 10:00 (Europe/Berlin)" in subjects(user)[-1]


def test_picking_a_time_twice_changes_nothing_and_another_time_is_refused():
    entry = in_review()
    invite(entry)
    first, second = entry.slots.soonest_first()
    by = entry.candidate.user

    interviews.pick_slot(entry, slot=first, by=by, now=NOW)
    interviews.pick_slot(entry, slot=first, by=by, now=NOW)
    with pytest.raises(interviews.SlotGone):
        interviews.pick_slot(entry, slot=second, by=by, now=NOW)

    assert entry.slots.filter(picked_at__isnull=False).count() == 1


def test_a_past_time_cannot_be_picked():
    entry = in_review()
    invite(entry)

    with pytest.raises(interviews.SlotGone):
        interviews.pick_slot(
            entry,
            slot=entry.slots.soonest_first().first(),
            by=entry.candidate.user,
            now=TIMES[0],
        )


def test_declining_all_times_passes_on_the_note_and_new_ones_can_be_proposed():
    entry = in_review()
    invite(entry)

    interviews.decline_slots(
        entry, note="Any day after the 14th.", by=entry.candidate.user, now=NOW
    )
    entry.refresh_from_db()
    assert entry.slots_note == "Any day after the 14th."
    assert not entry.slots.active().exists()
    waits = Deadline.objects.about(entry).open().values_list("kind", flat=True)
    assert list(waits) == [ConversationDeadline.INTERVIEW_PROPOSE]
    invite(entry, [TIMES[0] + timedelta(days=20), TIMES[1] + timedelta(days=20)])

    entry.refresh_from_db()
    assert (entry.slots.active().count(), entry.slots_note) == (2, "")
    # What they wrote stays readable after the page no longer shows it.
    assert "“Any day after the 14th.”" in notice_of(entry.brief.manager.user).body


@pytest.fixture
def january_2030(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the form's clock to 10 January 2030."""
    monkeypatch.setattr(timezone, "now", lambda: datetime(2030, 1, 10, 9, tzinfo=UTC))


@pytest.mark.usefixtures("january_2030")
def test_times_are_interpreted_in_the_zone_of_the_brief():
    brief = shortlist()
    brief.time_zone = "America/New_York"
    typed = {"first": "2030-01-15T09:00", "second": "2030-01-16T09:00", "minutes": "60"}

    form = InviteToInterviewForm(typed | {"place": "Room 4"}, brief=brief)

    assert form.is_valid(), form.errors
    assert [start.astimezone(UTC).hour for start in form.cleaned_data["starts"]] == [14, 14]


@pytest.mark.usefixtures("january_2030")
def test_a_nonexistent_local_time_is_an_error_at_its_field():
    brief = shortlist()
    typed = {"first": "2030-03-31T01:30", "second": "2030-04-01T09:00", "minutes": "60"}

    form = InviteToInterviewForm(typed | {"place": "Room 4"}, brief=brief)

    assert not form.is_valid()
    assert list(form.errors) == ["first"]
    assert isinstance(form.errors.as_data()["first"][0], ValidationError)


@pytest.mark.usefixtures("january_2030")
def test_a_time_too_far_away_is_an_error_at_its_field():
    typed = {"first": "2030-01-15T09:00", "second": "2031-01-15T09:00", "minutes": "60"}

    form = InviteToInterviewForm(typed | {"place": "Room 4"}, brief=shortlist())

    assert form.errors == {"second": ["This is more than half a year away; check the year."]}


def test_declining_sends_the_reason_to_interim_and_consultant():
    entry = in_review()
    criterion = entry.brief.criteria.get()
    previewed = notices.NotSelected.preview(entry, criterion=criterion, text=SENTENCE)

    decline(entry)
    let_it_be_heard()

    entry.refresh_from_db()
    assert (entry.status, entry.end_criterion) == (Entry.Status.NOT_SELECTED, criterion)
    assert entry.mandates.get().status == Mandate.Status.EXPIRED
    told = notice_of(entry.candidate.user)
    assert (told.subject, told.body) == (previewed.subject(), previewed.body())
    run_due_jobs()
    sent = next(letter for letter in mail.outbox if letter.to == [entry.candidate.user.email])
    assert SENTENCE in sent.body
    assert SENTENCE in notice_of(entry.consultant.user).body


def test_declining_twice_notifies_once():
    entry = in_review()

    decline(entry)
    decline(entry)
    let_it_be_heard()
    decline(entry)

    assert len(subjects(entry.candidate.user)) == 1


def test_the_database_refuses_declining_without_a_user_or_reason():
    entry = in_review()

    with pytest.raises(IntegrityError, match="entry_not_selected_by_a_person_with_a_reason"):
        entry.end(
            Entry.Status.NOT_SELECTED, now=NOW, by=None, text=SENTENCE, end_reason="criterion"
        )


@pytest.mark.parametrize("what", [invite, decline])
def test_decisions_on_a_held_brief_are_refused_with_the_reason(what: Any):
    entry = in_review()
    entry.brief.hold(reason="The board meets.", review_on=NOW.date(), now=NOW)

    with pytest.raises(Refused, match="The board meets"):
        what(entry)


def test_the_manager_may_decide_after_opening_and_else_reads_the_reason():
    unread, gone, held = put_forward(shortlist()), in_review(), in_review()
    gone.end(Entry.Status.WITHDRAWN, now=NOW, by=None, text="")
    held.brief.hold(reason="The board meets.", review_on=NOW.date(), now=NOW)

    reasons = [
        policy.can_decide(entry.brief.manager.user, entry).reason
        for entry in (in_review(), unread, gone, held)
    ]

    assert reasons == [
        "",
        "Read about this person first; then decide.",
        "This person is no longer available: there is nothing to decide.",
        "The brief is on hold. Resume it first; until then every deadline is paused.",
    ]


# The pages


@pytest.mark.parametrize("verb", ["invite", "not_selected"])
def test_access_of_the_decision_pages(client: Browser, verb: str):
    entry = in_review()
    url = reverse(f"shortlists:{verb}", args=[entry.ref])

    assert client.get(url).status_code == 302
    assert as_person(client, CandidateFactory().user).get(url).status_code == 404
    wrong = as_person(client, colleague(entry.brief)).get(url)
    assert wrong.status_code == 403
    name = entry.brief.manager.user.full_name
    assert f"Only {name} can decide." in wrong.content.decode()
    assert as_person(client, entry.brief.manager.user).get(url).status_code == 200


def test_the_preview_of_declining_changes_nothing(client: Browser):
    entry = in_review()
    url = reverse("shortlists:not_selected", args=[entry.ref])
    as_person(client, entry.brief.manager.user)
    typed = {
        "reason": "criterion",
        "criterion": str(entry.brief.criteria.get().ref),
        "text": SENTENCE,
    }

    shown = client.post(url, typed | {"preview": "1"})
    assert SENTENCE in shown.content.decode()
    assert not Activity.objects.exists()
    response = client.post(url, typed)
    let_it_be_heard(timezone.now())

    entry.refresh_from_db()
    assert response.status_code == 302
    assert entry.status == Entry.Status.NOT_SELECTED


def test_a_reason_suggests_a_sentence_and_keeps_an_edited_one(client: Browser):
    entry = in_review()
    url = reverse("shortlists:not_selected", args=[entry.ref])
    as_person(client, entry.brief.manager.user)
    chosen = {"criterion": str(entry.brief.criteria.get().ref), "preview": "1"}

    page = client.post(url, chosen | {"reason": "availability", "text": ""}).content.decode()
    own = client.post(url, chosen | {"reason": "level", "text": SENTENCE}).content.decode()

    assert "We would have liked to continue." in page
    assert SENTENCE in own


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"text": "No."}, "at least twenty characters"),
        ({"reason": ""}, "Choose the reason that comes closest."),
        ({"criterion": ""}, "Choose the criterion it relates to."),
        ({"criterion": "nonsense"}, "Choose one of this brief&#x27;s criteria."),
    ],
)
def test_declining_needs_a_reason_a_criterion_and_a_sentence(
    client: Browser, change: dict[str, str], words: str
):
    entry = in_review()
    typed = {
        "reason": "criterion",
        "criterion": str(entry.brief.criteria.get().ref),
        "text": SENTENCE,
    }

    response = as_person(client, entry.brief.manager.user).post(
        reverse("shortlists:not_selected", args=[entry.ref]), typed | change
    )

    assert response.status_code == 422
    assert words in response.content.decode()


def test_a_criterion_of_another_brief_is_refused(client: Browser):
    entry = in_review()
    foreign = CriterionFactory()

    response = as_person(client, entry.brief.manager.user).post(
        reverse("shortlists:not_selected", args=[entry.ref]),
        {"reason": "criterion", "criterion": str(foreign.ref), "text": SENTENCE},
    )

    assert response.status_code == 422


def test_the_manager_invites_and_the_interim_picks(client: Browser):
    entry = in_review()
    day = timezone.localdate() + timedelta(days=9)
    typed = {
        "first": f"{day}T09:00",
        "second": f"{day}T14:30",
        "minutes": "60",
        "place": "Room 4",
    }

    response = as_person(client, entry.brief.manager.user).post(
        reverse("shortlists:invite", args=[entry.ref]), typed
    )
    assert response.status_code == 302, response.content.decode()
    page = client.get(reverse("shortlists:person", args=[entry.ref])).content.decode()
    shown = page.split('id="proposed"')[1].split("</ul>")[0]
    assert "60 minutes, Room 4" in " ".join(shown.replace(",\n", ",").split())
    assert (shown.count("09:00"), shown.count("14:30")) == (1, 1)
    slot = entry.slots.soonest_first().first()
    as_person(client, entry.candidate.user)
    client.post(reverse("shortlists:pick_slot", args=[entry.ref]), {"slot": str(slot.ref)})

    slot.refresh_from_db()
    assert slot.picked_at is not None


def test_an_unknown_time_is_refused(client: Browser):
    entry = in_review()
    invite(entry)

    response = as_person(client, entry.candidate.user).post(
        reverse("shortlists:pick_slot", args=[entry.ref]), {"slot": "nonsense"}
    )

    assert response.status_code == 409
