"""The vectors of texts are encoded once and stored for all processes."""

import numpy as np
import pytest

from skills import multilingual
from skills.models import TextVector
from skills.vectors import MODEL, WIDTH, digest_of, normalise, vectors_of

pytestmark = pytest.mark.django_db

TEXTS = ["Reduce working capital", "No finding at the inspection", "🎯 Übernahme \x00 — 工場長"]


def refuse(texts: object) -> None:
    raise AssertionError(f"encoded again: {texts}")


def test_vectors_are_those_of_the_encoder_and_are_stored():
    found = vectors_of(TEXTS)

    assert [found[text].tobytes() for text in TEXTS] == [
        row.tobytes()
        for row in multilingual.reduced(multilingual.encode([normalise(text) for text in TEXTS]))
    ]
    assert TextVector.objects.count() == len(TEXTS)


def test_stored_vectors_are_not_encoded_again(monkeypatch):
    before = vectors_of(TEXTS)
    monkeypatch.setattr(multilingual, "encode", refuse)

    after = vectors_of(TEXTS)

    assert {text: row.tobytes() for text, row in after.items()} == {
        text: row.tobytes() for text, row in before.items()
    }


def test_texts_that_differ_only_in_blanks_share_one_vector():
    found = vectors_of([" working   capital", "working\ncapital "])

    assert len(found) == 2
    assert TextVector.objects.count() == 1


def test_blank_text_has_no_vector():
    assert vectors_of(["", "  \n"]) == {}


def test_nothing_is_encoded_without_encode_missing(monkeypatch):
    monkeypatch.setattr(multilingual, "encode", refuse)

    assert vectors_of(TEXTS, encode_missing=False) == {}


def test_without_the_encoder_only_stored_vectors_are_found(monkeypatch):
    vectors_of(TEXTS[:1])
    monkeypatch.setattr(multilingual, "is_available", lambda: False)

    assert list(vectors_of(TEXTS)) == TEXTS[:1]


@pytest.mark.parametrize("length", [0, 255, 257, 1536])
def test_row_of_the_wrong_length_counts_as_missing(length):
    text = TEXTS[0]
    TextVector.objects.create(model=MODEL, digest=digest_of(text), vector=bytes(length))

    assert vectors_of([text])[text].shape == (WIDTH,)
    assert vectors_of([text], encode_missing=False) == {}


def test_vectors_of_another_model_are_not_used():
    TextVector.objects.create(model="other/1", digest=digest_of(TEXTS[0]), vector=bytes(256))

    found = vectors_of(TEXTS[:1])[TEXTS[0]]

    assert np.abs(found).max() == 127


@pytest.mark.parametrize(
    "text",
    ["x" * 1_000_000, " " * 1_000_000, "\ud800 half", "\x00" * 50],
    ids=["no blank", "blanks", "half a surrogate pair", "null characters"],
)
def test_normalised_text_is_short_and_can_be_stored(text):
    assert len(normalise(text).encode()) <= 1_000
