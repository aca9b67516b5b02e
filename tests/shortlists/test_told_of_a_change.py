"""A confirmed change of a brief: what it does to its conversations."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from engagements.answers import CriterionFacts
from shortlists.actions import amendments, submissions
from shortlists.actions.reminders import PLANS
from shortlists.asking import address
from shortlists.deadlines import ConversationDeadline
from shortlists.models import Entry, Mandate, Submission
from tests.browsers import browser_of
from tests.engagements.changes import answers_of, in_place
from tests.factories import NOW
from tests.notices import notices_of, subjects
from tests.shortlists.changes import agreements, change, led
from tests.shortlists.choices import approached, put_forward, shortlist
from tests.shortlists.showing import submit_shown
from tests.shortlists.worlds import case_for, mandated, ready_brief, seat_on
from tests.trail import Event, trail_of

pytestmark = pytest.mark.django_db


def test_an_interim_who_was_asked_is_told_without_the_name_of_the_client():
    world = approached()
    brief = world.entry.brief
    lead = led(brief)
    name = brief.client.name

    change(brief, lead, in_place(brief, f"Leeds, at {name}"))

    last = notices_of(world.interim)[-1]
    assert last.subject == "Interim site director: the brief has changed"
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
        submit_shown(entry, by=ours.user, now=now, **case_for(changed))

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
    submit_shown(entry, by=ours.user, now=now, **case_for(changed))


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


def test_the_interim_is_reminded_twice_then_the_firm_is_asked_to_call_them_then_it_ends():
    brief = ready_brief()
    lead, ours = led(brief), seat_on(brief)
    entry, _ = mandated(brief, ours)
    change(brief, lead)
    (deadline,) = agreements()
    (take_step,) = [step for plan, step in PLANS if plan.kind == ConversationDeadline.CHANGE_AGREE]

    steps = [entry.brief.calendar.after_workdays(deadline.due_at, days) for days in (0, 1, 2, 4)]
    assert all(take_step(deadline, now=moment) for moment in steps[:3])
    assert not take_step(deadline, now=steps[2])

    said = [one for one in subjects(entry.candidate.user) if one.endswith("still suit you?")]  # type: ignore[arg-type]
    assert len(said) == 2
    assert subjects(ours.user)[-1].startswith("Please call")
    assert take_step(deadline, now=steps[3])
    entry.refresh_from_db()
    assert (entry.status, entry.end_reason) == ("expired", "interim")


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
