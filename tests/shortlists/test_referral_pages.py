"""Pages: name somebody for a brief, and open the letter of somebody who knows you."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from engagements.models import Brief
from shortlists.models import Referral
from shortlists.referrals import made_by
from tests.browsers import browser_of
from tests.factories import (
    CandidateFactory,
    EntryFactory,
    ReferralFactory,
    SubmissionFactory,
    UserFactory,
)
from tests.shortlists.worlds import mandated, ready_brief, seat_on

pytestmark = pytest.mark.django_db

HOW = "We closed two plants together in 2021; she led the talks."
TYPED = {"full_name": "Anna Berg", "email": "anna@example.com", "how": HOW}


def page_of(brief: Brief) -> str:
    return reverse("shortlists:name_person", args=[brief.ref])


def link_of(referral_secret: str) -> str:
    return reverse("shortlists:named_person", args=[referral_secret])


def referral_to(email: str, **facts: object) -> Referral:
    made: Referral = ReferralFactory(
        email=email,
        secret="of-the-letter",
        how=HOW,
        expires_at=timezone.now() + timedelta(days=3),
        **facts,
    )
    return made


def test_the_manager_names_somebody_and_reads_that_the_letter_is_on_its_way():
    brief = ready_brief()

    answer = browser_of(brief.manager.user).post(page_of(brief), TYPED, follow=True)

    assert "The letter to Anna Berg is on its way." in answer.content.decode()
    assert Referral.objects.get().role == "manager"
    assert HOW.replace("'", "&#x27;") in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("full_name", "", "Give the name that the letter begins with."),
        ("email", "anna", "Give a complete e-mail address, such as anna@example.com."),
        ("email", "", "Give the address that the letter goes to."),
        ("how", "", "Say how you know each other: they read it first."),
        ("how", "Work", "Say a little more: they read it first."),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(
    name: str, value: str, words: str
):
    brief = ready_brief()

    answer = browser_of(brief.manager.user).post(page_of(brief), {**TYPED, name: value})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    kept = "anna@example.com" if name != "email" else "Anna Berg"
    assert f'value="{kept}"' in page
    assert not Referral.objects.exists()


def test_a_person_named_twice_by_the_same_person_is_refused_beside_the_address():
    brief = ready_brief()
    browser = browser_of(brief.manager.user)
    browser.post(page_of(brief), TYPED)

    again = browser.post(page_of(brief), {**TYPED, "how": f"{HOW} And more."})

    assert again.status_code == 422
    assert "You have named this person for this brief already." in again.content.decode()


def test_the_manager_of_a_confidential_brief_reads_that_their_name_discloses_the_client():
    brief = ready_brief(is_confidential=True)
    consultant = seat_on(brief)
    words = "so they will know who the client is"

    assert words in browser_of(brief.manager.user).get(page_of(brief)).content.decode()
    assert words not in browser_of(consultant.user).get(page_of(brief)).content.decode()


def test_an_interim_who_was_asked_names_somebody_without_learning_the_client():
    brief = ready_brief(is_confidential=True, client__name="Quillonbury", title="For Quillonbury")
    entry = EntryFactory(brief=brief, approached=True)

    page = browser_of(entry.candidate.user).get(page_of(brief)).content.decode()

    assert "Quillonbury" not in page
    assert entry.get_absolute_url() in page


def test_the_link_is_a_page_of_the_named_person_alone():
    referral_to("anna@example.com", brief=ready_brief())

    assert (
        browser_of(UserFactory(email="anna@example.com")).get(link_of("of-the-letter")).status_code
        == 200
    )
    assert browser_of(UserFactory()).get(link_of("of-the-letter")).status_code == 404
    assert browser_of(UserFactory(email="anna@example.org")).get(link_of("x")).status_code == 404


@pytest.mark.parametrize("over", ["expired", "declined", "brief over"])
def test_a_link_that_is_over_does_not_exist(over: str):
    referral = referral_to("anna@example.com", brief=ready_brief())
    user = UserFactory(email="anna@example.com")
    if over == "expired":
        Referral.objects.update(expires_at=timezone.now())
    elif over == "declined":
        referral.decline(now=timezone.now())
    else:
        Brief.objects.update(status=Brief.Status.CANCELLED)

    assert browser_of(user).get(link_of("of-the-letter")).status_code == 404


def test_the_named_person_reads_who_named_them_and_the_brief_without_the_client():
    brief = ready_brief(
        is_confidential=True, client__name="Quillonbury", client__alias="A maker of injectables"
    )
    seat_on(brief)
    referral_to("anna@example.com", brief=brief, named_by=UserFactory(full_name="Tom Reed"))

    page = browser_of(UserFactory(email="anna@example.com")).get(link_of("of-the-letter"))

    told = page.content.decode()
    assert "Tom Reed" in told
    assert "A maker of injectables" in told
    assert "Quillonbury" not in told
    assert "This opens a profile for you." in told


def test_a_yes_opens_a_hidden_profile_and_leads_to_what_comes_next():
    brief = ready_brief()
    referral = referral_to("anna@example.com", brief=brief)
    user = UserFactory(email="anna@example.com")
    browser = browser_of(user)

    done = browser.post(reverse("shortlists:accept_referral", args=["of-the-letter"]), follow=True)

    referral.refresh_from_db()
    assert referral.candidate is not None
    assert referral.candidate.user == user
    assert not referral.candidate.is_discoverable
    assert 'id="next"' in done.content.decode()
    assert "Yes, I am interested" not in done.content.decode()


def test_a_no_leads_away_and_the_link_no_longer_exists():
    referral_to("anna@example.com", brief=ready_brief())
    browser = browser_of(UserFactory(email="anna@example.com"))

    browser.post(reverse("shortlists:decline_referral", args=["of-the-letter"]))

    assert browser.get(link_of("of-the-letter")).status_code == 404
    assert Referral.objects.get().status == Referral.Status.DECLINED


def test_a_new_person_is_led_from_the_link_to_sign_up_with_their_address():
    referral_to("anna@example.com", brief=ready_brief(), named_by=UserFactory(full_name="Tom Reed"))

    arrived = Browser().get(link_of("of-the-letter"), follow=True)

    assert arrived.request["PATH_INFO"] == reverse("account_signup")
    assert "Tom Reed named you for a brief." in arrived.content.decode()


def test_client_firm_and_interim_read_who_knows_the_person():
    brief = ready_brief()
    consultant = seat_on(brief)
    candidate = CandidateFactory()
    entry, mandate = mandated(brief, consultant, candidate)
    referral = referral_to(
        "anna@example.com", brief=brief, named_by=UserFactory(full_name="Tom Reed")
    )
    firm_page = reverse("shortlists:firm_conversation", args=[entry.approaches.get().ref])
    assert "Known to" not in browser_of(consultant.user).get(firm_page).content.decode()

    referral.accept(candidate, now=timezone.now())

    assert "Known to Tom Reed" in browser_of(consultant.user).get(firm_page).content.decode()
    own = browser_of(candidate.user).get(entry.get_absolute_url()).content.decode()
    assert "Known to Tom Reed" in own
    SubmissionFactory(entry=entry, mandate=mandate, consultant=consultant)
    type(entry).objects.filter(pk=entry.pk).update(
        status="client_review", submitted_at=timezone.now()
    )
    person = browser_of(brief.manager.user).get(reverse("shortlists:person", args=[entry.ref]))
    assert "Known to Tom Reed" in person.content.decode()


def test_the_ways_to_name_somebody_stand_on_the_brief_and_beside_a_decline():
    brief = ready_brief()
    asked = EntryFactory(brief=brief, approached=True)
    way = page_of(brief)

    assert way in browser_of(brief.manager.user).get(brief.get_absolute_url()).content.decode()
    own = browser_of(asked.candidate.user)
    assert way in own.get(asked.get_absolute_url()).content.decode()
    own.post(reverse("shortlists:decline", args=[asked.ref]), {"reason": ""})
    assert way in own.get(asked.get_absolute_url()).content.decode()


def test_who_has_named_nobody_reads_where_it_is_done():
    page = browser_of(UserFactory()).get(reverse("shortlists:named_by_me")).content.decode()

    assert "You have named nobody yet" in page


def test_what_is_said_of_the_person_names_no_confidential_client_to_them():
    brief = ready_brief(is_confidential=True, client__name="Quillonbury")
    candidate = CandidateFactory(user__email="anna@example.com")
    referral_to("anna@example.com", brief=brief, named_by=brief.manager.user)
    Referral.objects.update(how="She led a site of Quillonbury before.")
    named = browser_of(candidate.user).get(link_of("of-the-letter")).content.decode()
    Referral.objects.get().accept(candidate, now=timezone.now())
    asked = EntryFactory(brief=brief, candidate=candidate, approached=True)

    own = browser_of(candidate.user).get(asked.get_absolute_url()).content.decode()

    assert "led a site of" in named
    assert "Quillonbury" not in named
    assert "Known to" in own
    assert "Quillonbury" not in own


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_named_people_costs_the_same_however_many(
    count: int, django_assert_num_queries: Any
):
    candidate = CandidateFactory()
    for _ in range(count):
        brief = ready_brief()
        EntryFactory(brief=brief, candidate=candidate, approached=True)
        ReferralFactory(brief=brief, named_by=candidate.user, role="interim")

    made_by(candidate.user)  # the first time, queries are compiled

    with django_assert_num_queries(3):
        made = made_by(candidate.user)

    assert len(made) == count
    assert all(one.title for one in made)
