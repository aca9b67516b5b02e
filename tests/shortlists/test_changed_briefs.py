"""A confirmed change of a brief: what it does to the brief, its ranking and its conversations."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Deadline
from engagements.actions.amendments import BriefMovedOn, withdraw_change
from engagements.answers import CriterionFacts, RequirementFacts
from engagements.models import Amendment, Brief, Criterion, FormerBrief
from interimhub.lib.lifecycle import InvalidMove
from interimhub.lib.models import Job
from providers.models import Consultant
from shortlists.actions import amendments, briefs, mandates, submissions
from shortlists.actions.reminders import PLANS
from shortlists.asking import address
from shortlists.deadlines import ConversationDeadline
from shortlists.models import Entry, Mandate, Submission
from tests.browsers import browser_of
from tests.engagements.changes import answers_of, in_place, propose
from tests.factories import NOW, ConceptFactory, ConsultantFactory, PanelSeatFactory
from tests.notices import notices_of, subjects
from tests.shortlists.choices import approached, put_forward, shortlist
from tests.shortlists.races import at_once
from tests.shortlists.worlds import as_posted, case_for, mandated, ready_brief, seat_on
from tests.trail import Event, trail_of

pytestmark = pytest.mark.django_db


def led(brief: Brief) -> Consultant:
    """Give the brief a leading firm and return its consultant."""
    lead: Consultant = ConsultantFactory(firm__name="Larkspur")
    PanelSeatFactory(brief=brief, firm=lead.firm, consultant=lead, is_lead=True)
    return lead


def change(brief: Brief, lead: Consultant, answers: Any = None) -> Brief:
    """Propose and confirm a change; return the brief as it reads then."""
    amendments.confirm_change(propose(brief, answers), by=lead, now=NOW)
    return Brief.objects.get(pk=brief.pk)


def agreements() -> list[Deadline]:
    return list(Deadline.objects.of_kind(ConversationDeadline.CHANGE_AGREE).open())


# The brief


def test_a_confirmed_change_is_a_new_version_and_the_former_one_is_kept():
    brief = ready_brief()
    lead = led(brief)

    changed = change(brief, lead)

    assert (changed.place, changed.version, changed.status) == ("Leeds", 2, "open")
    assert FormerBrief.objects.get(brief=brief, version=1).pack["place"] == "Reading"
    assert Amendment.objects.get().answered_by == lead.user
    assert trail_of(brief)[-1] == Event(
        "consultant",
        "brief.change_confirmed",
        facts={"amendment": Amendment.objects.get().pk, "version": 2},
    )


def test_people_are_ranked_again_for_the_new_version():
    brief = ready_brief()

    changed = change(brief, led(brief))

    assert not changed.is_ranked
    assert Job.objects.under(f"rank:{brief.pk}:2").count() == 1


def test_a_brief_that_is_not_open_yet_is_not_ranked():
    brief = ready_brief()
    Brief.objects.filter(pk=brief.pk).update(status="confirmed")
    brief.refresh_from_db()

    changed = change(brief, led(brief))

    assert (changed.version, changed.status) == (2, "confirmed")
    assert not Job.objects.under(changed.ranking_key).exists()


def test_skills_criteria_and_dates_are_stored():
    brief = ready_brief()
    lead, concept = led(brief), ConceptFactory(label="aseptic filling")
    former = brief.criteria.get()
    answers = answers_of(brief)
    facts = dict(answers.criteria[0].changes)  # type: ignore[index]
    changed = change(
        brief,
        lead,
        replace(
            answers,
            columns={**answers.columns, "duration_weeks": 40},
            criteria=[CriterionFacts(None, 0, {**facts, "measure": "Batches released"})],
            requirements=[RequirementFacts(concept.code, 1, 4)],
        ),
    )

    assert changed.duration_weeks == 40
    assert [row.measure for row in changed.criteria.in_order()] == ["Batches released"]
    assert [row.concept for row in changed.requirements.all()] == [concept]
    dropped = Criterion._base_manager.get(pk=former.pk)
    assert (dropped.measure, dropped.dropped_at) == ("Overdue deviations", NOW)


def test_the_manager_and_every_firm_read_what_changed():
    brief = ready_brief()
    lead, second = led(brief), seat_on(brief)

    change(brief, lead)

    for user in (brief.manager.user, lead.user, second.user):
        last = notices_of(user)[-1]
        assert last.subject == "The brief has changed: Interim site director"
        assert "Place: was “Reading" in last.body


def test_a_change_is_confirmed_once():
    brief = ready_brief()
    lead = led(brief)
    amendment = propose(brief)

    amendments.confirm_change(amendment, by=lead, now=NOW)
    amendments.confirm_change(Amendment.objects.get(), by=lead, now=NOW)

    assert Brief.objects.get(pk=brief.pk).version == 2
    assert Deadline.objects.about(amendment).open().count() == 0


def test_a_withdrawn_change_cannot_be_confirmed():
    brief = ready_brief()
    lead = led(brief)
    amendment = propose(brief)
    Amendment.objects.update(status="withdrawn")

    with pytest.raises(InvalidMove):
        amendments.confirm_change(amendment, by=lead, now=NOW)

    assert Brief.objects.get(pk=brief.pk).version == 1


def test_a_change_written_for_another_version_does_not_come_into_force():
    brief = ready_brief()
    lead = led(brief)
    amendment = propose(brief)
    Brief.objects.filter(pk=brief.pk).update(version=5)

    with pytest.raises(BriefMovedOn):
        amendments.confirm_change(amendment, by=lead, now=NOW)

    assert Amendment.objects.get().is_waiting


@pytest.mark.parametrize("end", ["hold", "cancel"])
def test_a_hold_and_a_cancellation_end_the_proposal_with_a_sentence(end: str):
    brief = ready_brief()
    lead = led(brief)
    propose(brief)
    by = brief.manager.user

    if end == "hold":
        review = NOW.date() + timedelta(days=20)
        briefs.hold_brief(brief, reason="The board decides.", review_on=review, by=by, now=NOW)
    else:
        briefs.cancel_brief(brief, end_reason="plans", reason="No plant.", by=by, now=NOW)

    amendment = Amendment.objects.get()
    assert amendment.status == "ended"
    assert amendment.answer.startswith("The client has")
    for user in (lead.user, by):
        assert "The proposed change has ended: Interim site director" in subjects(user)
    assert Deadline.objects.about(amendment).open().count() == 0


# The people


def test_an_interim_who_was_asked_is_told_without_the_name_of_the_client():
    world = approached()
    brief = world.entry.brief
    lead = led(brief)
    name = brief.client.name

    change(brief, lead, in_place(brief, f"Leeds, at {name}"))

    last = notices_of(world.interim)[-1]
    assert last.subject == "The brief has changed: Interim site director"
    assert "Leeds" in last.body
    assert name not in last.body
    page = browser_of(world.interim).get(world.entry.get_absolute_url()).content.decode()
    shown = page.partition('id="change"')[2].partition("</section>")[0]
    assert "Leeds" in shown
    assert name not in page
    assert agreements() == []


def test_whoever_was_not_asked_yet_hears_nothing():
    brief = ready_brief()
    lead = led(brief)
    entry, _ = mandated(brief, seat_on(brief))
    Entry.objects.filter(pk=entry.pk).update(
        status="under_review", approached_at=None, mandated_at=None
    )

    change(brief, lead)

    assert notices_of(entry.candidate.user) == []  # type: ignore[arg-type]


def test_whoever_was_put_forward_stays_and_is_told():
    brief = shortlist()
    lead = led(brief)
    entry = put_forward(brief, status="in_review")
    Submission.objects.update(submitted_at=NOW - timedelta(hours=1))
    former = brief.criteria.get()
    answers = answers_of(brief)
    facts = dict(answers.criteria[0].changes)  # type: ignore[index]
    added = CriterionFacts(None, 0, {**facts, "measure": "Batches released"})

    change(brief, lead, replace(answers, criteria=[added]))

    entry.refresh_from_db()
    assert entry.status == "client_review"
    assert entry.submission.rationales.get().criterion.measure == former.measure
    last = notices_of(entry.candidate.user)[-1]  # type: ignore[arg-type]
    assert "You stay put forward" in last.body
    assert "Success criterion: Batches released: added" in last.body
    browser = browser_of(brief.manager.user)
    people = browser.get(reverse("shortlists:compare", args=[brief.ref]))
    assert "Batches released" in people.content.decode()
    person = browser.get(reverse("shortlists:person", args=[entry.ref])).content.decode()
    shown = person.partition('id="brief-changes"')[2].partition("</section>")[0]
    assert "Success criterion: Batches released" in shown
    assert "Success criterion: Overdue deviations" in shown


def test_the_firm_reads_in_the_conversation_what_changed_since_it_wrote():
    world = approached()
    brief = world.entry.brief
    url = reverse("shortlists:firm_conversation", args=[address(world.asking, world.entry)])
    browser = browser_of(world.consultant.user)
    assert "What changed in the brief" not in browser.get(url).content.decode()

    change(brief, led(brief))

    page = browser.get(url).content.decode()
    shown = page.partition('id="brief-changes"')[2].partition("</section>")[0]
    assert "Leeds" in shown


def test_nobody_is_put_forward_before_they_agree_to_the_change():
    brief = ready_brief()
    lead, ours = led(brief), seat_on(brief)
    entry, mandate = mandated(brief, ours)
    now = timezone.now()
    today = timezone.localdate()
    Mandate.objects.update(availability_confirmed_on=today, ends_on=today + timedelta(days=30))
    changed = change(brief, lead)

    with pytest.raises(submissions.NotReadyToSubmit, match="asked whether it still suits them"):
        submissions.submit(entry, by=ours.user, now=now, **case_for(changed))

    (deadline,) = agreements()
    assert deadline.owner == entry.candidate.user
    amendments.agree_to_change(entry, seen_version=2, by=entry.candidate.user, now=now)  # type: ignore[arg-type]

    mandate.refresh_from_db()
    assert mandate.brief_version == 2
    assert agreements() == []
    assert subjects(ours.user)[-1].endswith("agrees to the change: Interim site director")
    assert trail_of(entry)[-1] == Event(
        "interim", "mandate.change_agreed", facts={"mandate": mandate.pk, "version": 2}
    )
    submissions.submit(entry, by=ours.user, now=now, **case_for(changed))


def test_who_has_read_an_older_version_does_not_agree_to_a_newer_one():
    brief = ready_brief()
    lead = led(brief)
    entry, mandate = mandated(brief, seat_on(brief))
    user = entry.candidate.user
    assert user is not None
    changed = change(brief, lead)
    change(changed, lead, in_place(changed, "Hull"))

    with pytest.raises(amendments.ReadAgain, match="changed again"):
        amendments.agree_to_change(entry, seen_version=2, by=user, now=NOW)

    mandate.refresh_from_db()
    assert mandate.brief_version == 1
    assert len(agreements()) == 1


def test_agreeing_twice_is_told_once():
    brief = ready_brief()
    lead, ours = led(brief), seat_on(brief)
    entry, _ = mandated(brief, ours)
    user = entry.candidate.user
    assert user is not None
    change(brief, lead)

    for _ in range(2):
        amendments.agree_to_change(entry, seen_version=2, by=user, now=NOW)

    assert len([one for one in subjects(ours.user) if "agrees to the change" in one]) == 1


def test_the_interim_and_the_firm_are_reminded_once():
    brief = ready_brief()
    lead, ours = led(brief), seat_on(brief)
    entry, _ = mandated(brief, ours)
    change(brief, lead)
    (deadline,) = agreements()
    (take_step,) = [step for plan, step in PLANS if plan.kind == ConversationDeadline.CHANGE_AGREE]

    assert take_step(deadline, now=deadline.due_at)
    assert not take_step(deadline, now=deadline.due_at + timedelta(days=3))

    assert subjects(entry.candidate.user)[-1].startswith("Does it still suit you?")  # type: ignore[arg-type]
    assert subjects(ours.user)[-1].startswith("Please call")


def test_the_page_of_a_represented_interim_asks_and_says_when_it_is_settled():
    brief = ready_brief()
    lead = led(brief)
    entry, _ = mandated(brief, seat_on(brief))
    change(brief, lead)
    browser = browser_of(entry.candidate.user)
    url = reverse("shortlists:agree_to_change", args=[entry.ref])
    assert url in browser.get(entry.get_absolute_url()).content.decode()

    answer = browser.post(url, {"version": "2"}, follow=True)

    assert "knows that it still suits you" in answer.content.decode()
    assert url not in answer.content.decode()
    assert "Your permission is for the brief as it is now" in answer.content.decode()


@pytest.mark.parametrize("version", ["", "1", "3", "x", "²", "99999999999999"])
def test_an_agreement_to_another_version_is_answered_by_how_things_stand(version: str):
    brief = ready_brief()
    entry, mandate = mandated(brief, seat_on(brief))
    change(brief, led(brief))
    url = reverse("shortlists:agree_to_change", args=[entry.ref])

    answer = browser_of(entry.candidate.user).post(url, {"version": version})

    assert answer.status_code == 409
    mandate.refresh_from_db()
    assert mandate.brief_version == 1


def test_who_chooses_on_an_old_page_reads_what_changed_first():
    world = approached()
    brief = world.entry.brief
    url = reverse("shortlists:choose", args=[world.entry.ref])
    typed = {
        "firm": str(world.asking.ref),
        "profile_version": str(world.entry.candidate.version),
        "brief_version": "1",
        "is_shown": "on",
        "can_start_on": (timezone.localdate() + timedelta(days=9)).isoformat(),
    }
    change(brief, led(brief))
    browser = browser_of(world.interim)

    first = browser.post(url, typed)

    assert first.status_code == 422
    page = first.content.decode()
    assert "The brief has changed since you opened this page" in page
    assert "Leeds" in page
    assert not Mandate.objects.exists()
    assert browser.post(url, typed | {"brief_version": "2"}).status_code == 302
    assert Mandate.objects.get().brief_version == 2


# At the same moment


@pytest.mark.django_db(transaction=True)
def test_of_a_confirmation_and_a_withdrawal_at_once_exactly_one_stands() -> None:
    brief = ready_brief()
    lead = led(brief)
    first, second = propose(brief), Amendment.objects.get()

    ends = at_once(
        lambda: amendments.confirm_change(first, by=lead, now=NOW),
        lambda: withdraw_change(second, by=brief.manager.user, now=NOW),
    )

    assert len([end for end in ends if isinstance(end, InvalidMove)]) == 1
    is_confirmed = Amendment.objects.get().is_in_force
    assert Brief.objects.get(pk=brief.pk).version == (2 if is_confirmed else 1)


@pytest.mark.django_db(transaction=True)
def test_two_confirmations_at_once_make_one_version() -> None:
    brief = ready_brief()
    lead = led(brief)
    propose(brief)
    rows = [Amendment.objects.get() for _ in range(2)]

    ends = at_once(
        *[lambda row=row: amendments.confirm_change(row, by=lead, now=NOW) for row in rows]
    )

    assert ends == [None, None]
    assert Brief.objects.get(pk=brief.pk).version == 2
    assert FormerBrief.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_proposals_at_once_leave_one() -> None:
    brief = ready_brief()
    led(brief)

    ends = at_once(
        lambda: propose(brief, in_place(brief, "Leeds")),
        lambda: propose(brief, in_place(brief, "Hull")),
    )

    assert len([end for end in ends if isinstance(end, BriefMovedOn)]) == 1
    assert Amendment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_choice_and_a_change_at_once_never_leave_a_permission_for_what_was_not_read() -> None:
    world = approached()
    entry = Entry.objects.select_related("brief", "candidate").get(pk=world.entry.pk)
    brief = entry.brief
    lead = led(brief)
    amendment = propose(brief)

    ends = at_once(
        lambda: amendments.confirm_change(amendment, by=lead, now=NOW),
        lambda: mandates.grant_mandate(
            entry,
            firm=world.asking,
            profile_version=entry.candidate.version,
            can_start_on=NOW.date(),
            by=world.interim,
            now=NOW,
        ),
    )

    assert ends[0] is None
    if isinstance(ends[1], mandates.BriefChangedMeanwhile):
        assert not Mandate.objects.exists()
    else:
        assert Mandate.objects.get().brief_version == 1
        assert len(agreements()) == 1


@pytest.mark.django_db(transaction=True)
def test_a_submission_and_a_change_at_once_are_one_after_the_other() -> None:
    brief = ready_brief()
    lead, ours = led(brief), seat_on(brief)
    entry, _ = mandated(brief, ours)
    today = timezone.localdate()
    Mandate.objects.update(availability_confirmed_on=today, ends_on=today + timedelta(days=30))
    amendment, now = propose(brief), timezone.now()

    ends = at_once(
        lambda: amendments.confirm_change(amendment, by=lead, now=now),
        lambda: submissions.submit(entry, by=ours.user, now=now, **case_for(brief)),
    )

    assert ends[0] is None
    entry.refresh_from_db()
    is_refused = isinstance(ends[1], submissions.NotReadyToSubmit)
    assert entry.status == ("mandated" if is_refused else "submitted")


def test_a_case_posted_for_an_older_version_is_refused_and_kept():
    brief = ready_brief()
    lead, ours = led(brief), seat_on(brief)
    entry, _ = mandated(brief, ours)
    today = timezone.localdate()
    Mandate.objects.update(availability_confirmed_on=today, ends_on=today + timedelta(days=30))
    url = reverse("shortlists:submit", args=[address(ours.firm, entry)])
    change(brief, lead)

    answer = browser_of(ours.user).post(url, as_posted(case_for(brief)))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The brief has changed since they said yes" in page
    assert "She has closed such a case" in page
