"""Somebody names a person they know for a brief; that person alone decides."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from accounts.models import Activity, Mail, Notice, Role
from engagements.models import Brief
from interimhub.lib.refused import MovedOn
from shortlists import clock, notices
from shortlists.actions import referrals as actions
from shortlists.models import Entry, Referral
from shortlists.models.referrals import PER_PERSON, VALID_FOR
from shortlists.referrals import known_to, made_by
from tests.factories import NOW, CandidateFactory, EntryFactory, ReferralFactory, UserFactory
from tests.jobs import run_due_jobs
from tests.shortlists.races import at_once
from tests.shortlists.worlds import ready_brief, seat_on
from tests.trail import Event, trail_of

HOW = "We closed two plants together in 2021; she led the talks."


def name(brief: Brief, **facts: Any) -> Referral:
    defaults = {
        "by": brief.manager.user,
        "role": Role.MANAGER,
        "full_name": "Anna Berg",
        "email": "Anna@example.com",
        "how": HOW,
        "now": NOW,
    }
    return actions.name_person(brief, **{**defaults, **facts})


@pytest.mark.django_db
def test_the_named_person_gets_one_letter_with_who_and_how():
    brief = ready_brief(title="Get the site released")

    referral = name(brief)
    run_due_jobs()

    letter = mail.outbox[-1]
    assert letter.to == ["anna@example.com"]
    assert brief.manager.user.full_name in letter.subject
    assert "Get the site released" in letter.subject
    assert HOW in str(letter.body)
    assert (referral.status, referral.expires_at) == (Referral.Status.WAITING, NOW + VALID_FOR)
    assert trail_of(referral) == [Event("manager", "referral.made")]


@pytest.mark.django_db
def test_a_second_person_who_names_them_causes_no_second_letter_and_reads_no_difference():
    brief = ready_brief()
    consultant = seat_on(brief)
    name(brief)

    second = name(brief, by=consultant.user, role=Role.CONSULTANT, email="anna@EXAMPLE.com")

    assert Mail.objects.count() == 1
    assert second.token_hash is None
    own = made_by(consultant.user)
    first = made_by(brief.manager.user)
    assert [(one.name, one.is_accepted) for one in own] == [("", False)]
    assert [(one.name, one.is_accepted) for one in first] == [("", False)]


@pytest.mark.django_db
def test_the_client_of_a_confidential_brief_is_not_named_in_the_letter():
    brief = ready_brief(is_confidential=True, client__name="Quillonbury", title="For Quillonbury")
    consultant = seat_on(brief)

    name(brief, by=consultant.user, role=Role.CONSULTANT, how="She worked for Quillonbury before.")
    run_due_jobs()

    letter = mail.outbox[-1]
    assert "Quillonbury" not in f"{letter.subject}{letter.body}{letter.alternatives}"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"email": "anna@example.com"}, "You have named this person"),
        ({"email": "MANAGER@example.com"}, "This is your own address."),
    ],
)
def test_nobody_names_themselves_or_the_same_person_twice(facts: dict[str, Any], words: str):
    brief = ready_brief(manager__user__email="manager@example.com")
    name(brief)

    with pytest.raises(actions.CannotName, match=words):
        name(brief, **facts)


@pytest.mark.django_db
def test_somebody_names_only_a_few_people_for_a_brief():
    brief = ready_brief()
    for number in range(PER_PERSON):
        name(brief, email=f"person{number}@example.com")

    with pytest.raises(actions.CannotName, match=r"You have named 5 people"):
        name(brief, email="one.more@example.com")

    name(ready_brief(), email="one.more@example.com")


@pytest.mark.django_db
def test_nobody_is_named_for_a_brief_that_is_not_in_search():
    brief = ready_brief()
    Brief.objects.filter(pk=brief.pk).update(status=Brief.Status.CANCELLED)

    with pytest.raises(MovedOn):
        name(brief)

    assert not Referral.objects.exists()


@pytest.mark.django_db
def test_a_yes_is_told_to_everybody_who_named_them_and_to_nobody_else():
    brief = ready_brief()
    consultant = seat_on(brief)
    seat_on(brief)
    first = name(brief)
    name(brief, by=consultant.user, role=Role.CONSULTANT)
    person = CandidateFactory(user__email="anna@example.com")

    accepted = actions.accept_referral(first, person, by=person.user, now=NOW)

    assert {row.named_by for row in accepted} == {brief.manager.user, consultant.user}
    assert {row.user for row in Notice.objects.all()} == {brief.manager.user, consultant.user}
    assert not Entry.objects.exists()
    assert not Referral.objects.exclude(full_name="", email="").exists()
    event = Event("interim", "referral.accepted", before="waiting", after="accepted")
    assert trail_of(first)[-1] == event


@pytest.mark.django_db
def test_a_no_is_told_to_nobody_and_leaves_no_address():
    brief = ready_brief()
    referral = name(brief)
    user = UserFactory(email="anna@example.com")
    before = made_by(brief.manager.user)

    actions.decline_referral(referral, by=user, now=NOW)

    assert not Notice.objects.exists()
    assert made_by(brief.manager.user) == before
    referral.refresh_from_db()
    assert (referral.status, referral.full_name, referral.email) == ("declined", "", "")
    assert "anna" not in repr(list(Activity.objects.about(referral).values()))


@pytest.mark.django_db
@pytest.mark.parametrize("end", ["expired", "brief over", "declined"])
def test_it_is_answered_once_and_in_time(end: str):
    brief = ready_brief()
    referral, person = name(brief), CandidateFactory(user__email="anna@example.com")
    now = NOW
    if end == "expired":
        now += VALID_FOR
    elif end == "brief over":
        Brief.objects.filter(pk=brief.pk).update(status=Brief.Status.FILLED)
    else:
        actions.decline_referral(referral, by=person.user, now=NOW)

    with pytest.raises(MovedOn):
        actions.accept_referral(referral, person, by=person.user, now=now)

    assert not Referral.objects.accepted().exists()
    assert not Notice.objects.exists()


@pytest.mark.django_db
def test_the_clock_ends_the_wait_and_deletes_what_was_said_of_the_person():
    brief = ready_brief()
    waiting, kept = name(brief), name(ready_brief())
    said_no = name(brief, email="ben@example.com")
    actions.decline_referral(said_no, by=UserFactory(email="ben@example.com"), now=NOW)
    Referral.objects.filter(pk=kept.pk).update(expires_at=NOW + 2 * VALID_FOR)

    clock.end_referrals(NOW + VALID_FOR)

    waiting.refresh_from_db()
    assert (waiting.status, waiting.email, waiting.how) == (Referral.Status.LAPSED, "", "")
    said_no.refresh_from_db()
    assert (said_no.status, said_no.how) == (Referral.Status.DECLINED, "")
    kept.refresh_from_db()
    assert (kept.status, kept.email, kept.how) == ("waiting", "anna@example.com", HOW)
    assert Mail.objects.about(waiting).count() == 0, "the link of an unsent letter leads nowhere"
    assert Mail.objects.about(kept).count() == 1


@pytest.mark.django_db
def test_a_person_who_has_answered_is_not_asked_again_by_another():
    brief = ready_brief()
    actions.decline_referral(name(brief), by=UserFactory(email="anna@example.com"), now=NOW)

    second = name(brief, by=seat_on(brief).user, role=Role.CONSULTANT)

    assert second.status == Referral.Status.LAPSED
    assert Mail.objects.count() == 1


@pytest.mark.django_db
def test_who_meets_them_reads_who_knows_them_once_they_said_yes():
    brief = ready_brief(client__name="Avonmere")
    person = CandidateFactory()
    entry = EntryFactory(brief=brief, candidate=person, mandated=True)
    referral = ReferralFactory(brief=brief, named_by=brief.manager.user, how=HOW)
    assert known_to(entry) == []

    referral.accept(person, now=NOW)

    (known,) = known_to(Entry.objects.get(pk=entry.pk))
    assert (known.name, known.where, known.how) == (brief.manager.user.full_name, "Avonmere", HOW)


@pytest.mark.django_db(transaction=True)
def test_two_people_who_name_the_same_person_at_once_cause_one_letter():
    brief = ready_brief()
    consultant = seat_on(brief)

    ends = at_once(
        lambda: name(brief),
        lambda: name(brief, by=consultant.user, role=Role.CONSULTANT),
    )

    assert [type(end) for end in ends] == [Referral, Referral]
    assert Referral.objects.with_letter().count() == 1
    assert Mail.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_yes_and_a_no_at_once_give_one_answer():
    referral = name(ready_brief())
    person = CandidateFactory(user__email="anna@example.com")

    at_once(
        lambda: actions.accept_referral(referral, person, by=person.user, now=NOW),
        lambda: actions.decline_referral(referral, by=person.user, now=NOW),
    )

    referral.refresh_from_db()
    told = Notice.objects.filter(kind=notices.ReferralAccepted.code).count()
    assert told == int(referral.is_accepted)


@pytest.mark.django_db
def test_a_referral_is_open_until_the_moment_it_expires():
    referral = ReferralFactory(expires_at=NOW)

    assert not Referral.objects.answerable(NOW).exists()
    assert Referral.objects.answerable(NOW - timedelta(seconds=1)).get() == referral
