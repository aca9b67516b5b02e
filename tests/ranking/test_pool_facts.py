"""Facts of profiles in the pool: outcomes in order, and odd values."""

from datetime import date

import pytest
from django.utils import timezone

from candidates.models import PastAssignment
from ranking import pool
from skills.models import Concept, TextVector
from skills.vectors import MODEL, digest_of
from tests.factories import CandidateFactory, ConceptFactory, PastAssignmentFactory
from tests.ranking.pools import achieved, built_afresh, people, vector

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.alone,
    pytest.mark.usefixtures("pool_folder"),
]


# What past assignments achieved


def test_outcomes_come_with_their_assignments_in_order():
    first, second = CandidateFactory(), CandidateFactory()
    done = [achieved(second, "Closed", 1), achieved(first, "Opened", 2), achieved(second, "Ran", 3)]

    [segment] = pool.load().segments

    assert segment.pool.outcomes.start.tolist() == [0, 1, 3]
    assert segment.assignments.tolist() == [done[1].pk, done[0].pk, done[2].pk]
    told = segment.pool.outcomes.vectors[segment.pool.outcomes.vector][:, 0]
    assert told.tolist() == [2, 1, 3]


@pytest.mark.parametrize("kept", [b"", b"short", b"\x01" * 383, b"\x01" * 385, vector(0)])
def test_an_invalid_vector_counts_as_none(kept: bytes):
    person = CandidateFactory()
    text = "Halved the backlog"
    TextVector.objects.create(model=MODEL, digest=digest_of(text), vector=kept)
    PastAssignmentFactory(candidate=person, result=text, measure="")

    [segment] = pool.load().segments

    assert segment.pool.outcomes.start.tolist() == [0, 0]


def test_a_changed_outcome_changes_the_version():
    person = CandidateFactory()
    done = achieved(person, "Closed", 1)
    before = pool.load().version
    TextVector.objects.create(model=MODEL, digest=digest_of("Opened"), vector=vector(2))

    PastAssignment.objects.filter(pk=done.pk).update(result="Opened")

    after = pool.load()
    assert after.version == built_afresh().version != before


# Nonsense


def test_a_profile_with_ten_thousand_skills_is_one_profile():
    Concept.objects.bulk_create(
        Concept(code=f"test:many:{n}", label=f"many {n}", kind="skill") for n in range(10_000)
    )
    person = CandidateFactory()
    person.skills.bulk_create(
        person.skills.model(candidate=person, concept=concept, level=3)
        for concept in Concept.objects.filter(code__startswith="test:many:")
    )

    [segment] = pool.load().segments

    assert len(segment.pool.skills.rows) == 10_000


def test_odd_years_levels_and_dates_are_accepted():
    skill = ConceptFactory()
    person = CandidateFactory(available_from=date(9999, 12, 31))
    ancient = CandidateFactory(available_from=date(1, 1, 1))
    person.skills.create(concept=skill, last_used=32_767)
    done = PastAssignmentFactory(
        candidate=person, started_on=date(9998, 1, 1), ended_on=date(9999, 12, 31)
    )
    done.situations.add(skill)

    [segment] = pool.load().segments

    assert segment.pool.skills.years.tolist() == [9999]
    # Work that ends in the future is work of this year.
    assert segment.pool.situations.years.tolist() == [timezone.now().year]
    assert people(pool.load()) == [person.pk, ancient.pk]
    assert segment.pool.available_from[1] == 0


def test_unknown_facts_are_ignored():
    CandidateFactory(regions=["atlantis"], languages=["tlh"], right_to_work=["moon"])

    [segment] = pool.load().segments

    assert not segment.pool.regions.bits.any()
