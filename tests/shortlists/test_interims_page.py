"""The letter that an interim reads."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from accounts.models import Activity, User
from shortlists.models import Entry
from tests.factories import (
    NOW,
    CriterionFactory,
    EntryFactory,
    FitResultFactory,
    QuestionFactory,
)
from tests.shortlists.choices import PACK, approached, as_person, block
from tests.shortlists.worlds import evidence

pytestmark = pytest.mark.django_db


def page_of(client: Browser, entry: Entry) -> str:
    user = entry.candidate.user
    assert isinstance(user, User)
    response = as_person(client, user).get(entry.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def test_the_letter_shows_situation_criteria_unknowns_and_reasons(client: Browser):
    world = approached()

    page = " ".join(page_of(client, world.entry).split())

    for words in (
        "A regulator found nine things to put right.",
        "Overdue deviations",
        "Found out by: The site&#x27;s head of HR",
        "You closed such a case in 2025.",
    ):
        assert words in page


def test_a_confidential_client_is_named_only_after_the_mandate(client: Browser):
    world = approached()
    name = world.entry.brief.client.name

    assert name not in page_of(client, world.entry)
    Entry.objects.filter(pk=world.entry.pk).update(status="mandated", mandated_at=NOW)
    assert name in page_of(client, world.entry)


def test_the_interim_reads_their_reasons_and_may_correct_them(client: Browser):
    world = approached()
    result = FitResultFactory(
        run__brief=world.entry.brief,
        candidate=world.entry.candidate,
        evidence=[evidence("GMP remediation", "have"), evidence("Sterile filling", "missing")],
        asks=["How would you learn sterile filling?"],
    )
    Entry.objects.filter(pk=world.entry.pk).update(result=result)

    page = page_of(client, world.entry)

    assert "GMP remediation" in page
    assert "Sterile filling" in page
    assert "How would you learn sterile filling?" in page
    assert "Where have you done sterile filling?" in page
    assert reverse("shortlists:wrong", args=[world.entry.ref]) in page


def test_a_blocked_firm_is_marked_only_for_the_interim(client: Browser):
    world = approached()
    block(world.entry, world.other)

    assert "You blocked this firm. It never learns about you." in page_of(client, world.entry)


def test_the_clients_refusal_is_shown_with_its_criterion(client: Browser):
    entry = EntryFactory(in_review=True, approach__pack=PACK)
    criterion = CriterionFactory(brief=entry.brief, measure="Batch release")
    entry.end(
        Entry.Status.NOT_SELECTED,
        now=NOW,
        by=entry.brief.manager.user,
        text="Another person has done this in a plant like ours.",
        end_reason="criterion",
        end_criterion=criterion,
    )

    page = page_of(client, entry)

    assert "Another person has done this in a plant like ours." in page
    assert "Batch release" in page


def test_reading_changes_nothing(client: Browser):
    world = approached()
    before = Entry.objects.values().get(pk=world.entry.pk)

    page_of(client, world.entry)

    assert Entry.objects.values().get(pk=world.entry.pk) == before
    assert not Activity.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_depend_on_the_number_of_questions(
    client: Browser, count: int, django_assert_num_queries
):
    world = approached()
    for _ in range(count):
        QuestionFactory(entry=world.entry)
    as_person(client, world.interim)

    with django_assert_num_queries(QUERIES):
        client.get(world.entry.get_absolute_url())


QUERIES = 16  # two for the names of a confidential client's people, one for who knows them
