"""Facts of profiles in the pool: outcomes in order, and odd values."""

from datetime import date

import pytest
from django.utils import timezone

from candidates.models import Candidate, PastAssignment
from ranking import pool, work_words
from ranking.work_words import WorkWords
from skills.models import Concept, TextVector
from tests.factories import CandidateFactory, ConceptFactory, PastAssignmentFactory
from tests.ranking.pools import achieved, built_afresh, people, vector

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.alone,
    pytest.mark.usefixtures("pool_folder"),
]


# What past assignments achieved


def test_texts_come_with_their_assignments_in_order():
    first, second = CandidateFactory(), CandidateFactory()
    done = [achieved(second, "Closed", 1), achieved(first, "Opened", 2), achieved(second, "Ran", 3)]

    [segment] = pool.load().segments

    record = segment.pool.record
    assert record.start.tolist() == [0, 1, 3]
    assert segment.assignments.tolist() == [done[1].pk, done[0].pk, done[2].pk]
    assert record.vectors[record.text][:, 0].tolist() == [2, 1, 3]
    assert record.vectors[record.sentence][:, 0].tolist() == [2, 1, 3]


@pytest.mark.parametrize("kept", [b"", b"short", b"\x01" * 255, b"\x01" * 257, vector(0)])
def test_an_invalid_vector_counts_as_none(kept: bytes):
    achieved(CandidateFactory(), "Halved the backlog", 1)
    TextVector.objects.update(vector=kept)

    [segment] = pool.load().segments

    assert not segment.pool.record.vectors.any()


def test_an_assignment_that_has_changed_since_it_was_read_has_its_title_alone():
    done = achieved(CandidateFactory(), "Closed", 1)
    PastAssignment.objects.filter(pk=done.pk).update(result="Opened", title="Interim CFO")

    [segment] = pool.load().segments

    record = segment.pool.record
    assert (record.text.tolist(), record.sentence.tolist()) == ([-1], [])
    assert record.title.tolist() == [0]
    assert record.levels[0] == 1 << 6


def test_a_changed_name_makes_the_words_unread():
    person = CandidateFactory()
    achieved(person, "Closed", 1)
    assert not work_words.unread(Candidate.objects.all()).exists()

    person.user.full_name = "Another Name"
    person.user.save()

    assert work_words.unread(Candidate.objects.all()).count() == 1


def test_read_texts_are_numbered_by_their_fields():
    work = PastAssignmentFactory(
        title="Interim plant manager",
        situation="Two lines stood still. Nobody knew why.",
        mandate="",
        result="Scrap fell from 9 to 4 %.",
        measure="",
    )
    work_words.read(PastAssignment.objects.all())

    words = WorkWords.objects.current().get()

    texts = [getattr(work, name) for name in work_words.FIELDS]
    assert [texts[field][start:end] for field, start, end in words.spans] == [
        "Interim plant manager",
        "Two lines stood still.",
        "Nobody knew why.",
        "Scrap fell from 9 to 4 %.",
    ]


def test_a_changed_outcome_changes_the_version():
    person = CandidateFactory()
    done = achieved(person, "Closed", 1)
    before = pool.load().version

    PastAssignment.objects.filter(pk=done.pk).update(result="Opened")
    opened = pool.load().version
    work_words.read(PastAssignment.objects.all())

    after = pool.load()
    assert after.version == built_afresh().version
    assert len({before, opened, after.version}) == 3


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
