"""The situations that sentences of past assignments tell of."""

import numpy as np
import pytest

from ranking import told_situations, work_words
from ranking.told_situations import FILE, digest_of, vectors_of
from redaction.neutral import neutral
from skills import multilingual
from tests.factories import ConceptFactory, PastAssignmentFactory

TEXTS = [
    "Das Unternehmen machte seit Jahren Verluste und musste zurück in die Gewinnzone.",
    "After a warning letter the site had to close its inspection findings.",
    "The canteen has a new menu.",
    "Losses.",
]


@pytest.fixture(autouse=True)
def _encoder() -> None:
    if not multilingual.is_available():
        pytest.skip("the encoder is not installed")


def test_the_shipped_vectors_are_those_of_the_examples():
    texts = [text for _, text in told_situations._pairs()]

    with np.load(FILE, allow_pickle=False) as shipped:
        assert shipped["digest"].tobytes() == digest_of(texts)
        drawn = slice(None, None, 40)
        encoded = multilingual.reduced(multilingual.encode(texts[drawn]))
        assert shipped["vectors"][drawn].tobytes() == encoded.tobytes()


def test_other_examples_are_encoded():
    [vector] = vectors_of(["the plant lost its certificate"])

    assert vector.any()


def test_sentences_that_tell_of_a_situation_are_recognised_in_two_languages():
    plain = [str(neutral(text)) for text in TEXTS]
    vectors = multilingual.reduced(multilingual.encode(plain))

    found = told_situations.told_situations(plain, vectors)

    assert found == [{"ih:situation:turnaround"}, {"ih:situation:gmp-remediation"}, set(), set()]


@pytest.mark.django_db
def test_what_an_assignment_tells_is_kept_with_its_words():
    situation = ConceptFactory(code="ih:situation:gmp-remediation", kind="situation")
    PastAssignmentFactory(title="Interim site head", situation=TEXTS[1], mandate="", result="")
    work_words.read(work_words.PastAssignment.objects.all())

    assert work_words.WorkWords.objects.get().told == [situation.pk]
