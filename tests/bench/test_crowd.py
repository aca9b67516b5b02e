"""Generated interims are read like others."""

import pytest

from bench.crowd import read_words, write_people
from candidates.models import Candidate, PastAssignment
from ranking import work_words
from ranking.work_words import WorkWords, unread
from skills import multilingual
from tests.factories import ConceptFactory, SectorFactory, SituationFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not multilingual.is_available(), reason="no encoder here"),
]


def test_the_words_of_a_crowd_are_those_that_the_worker_reads():
    ConceptFactory.create_batch(3)
    SituationFactory()
    SectorFactory()
    write_people(20, held=2)

    read_words()

    assert not unread(Candidate.objects.all()).exists()
    written = {row.assignment_id: row.digests for row in WorkWords.objects.all()}
    WorkWords.objects.all().delete()
    work_words.read(PastAssignment.objects.all())
    again = {row.assignment_id: row.digests for row in WorkWords.objects.all()}
    assert {pk: bytes(one) for pk, one in written.items()} == {
        pk: bytes(one) for pk, one in again.items()
    }
