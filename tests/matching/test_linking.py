"""The similarity of texts and names: pure arithmetic."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.linking import (
    MAX_WINDOW_WORDS,
    MeasureWeights,
    NameIndex,
    best_similarity,
    build_ngram_index,
    cosines,
    hubness_of,
    lengths_of,
    ngram_similarity,
    similarity,
    strip_request_words,
    windows,
)

WIDTH = 16
WEIGHTS = MeasureWeights(text=0.5, window=0.3, ngrams=0.2)
WORDS = st.sampled_from(["plant", "closure", "audit", "cash", "forecast", "board", "übung", "工場"])
KEYS = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


def vectors_of(texts: list[str]) -> np.ndarray:
    """Return a vector for each text that depends only on the text."""
    return np.array(
        [np.random.default_rng(list(text.encode())).integers(-127, 128, WIDTH) for text in texts],
        dtype=np.int8,
    ).reshape(len(texts), WIDTH)


def names_of(concepts: list[list[str]], *, with_vectors: bool = True) -> NameIndex:
    """Make the names of concepts, each given by its names."""
    flat = [name for names in concepts for name in names]
    start = np.cumsum([0, *(len(names) for names in concepts[:-1])])
    if not with_vectors:
        return NameIndex(start, start, build_ngram_index(flat))
    vectors = vectors_of(flat)
    crowd = hubness_of(vectors, vectors_of(sorted({names[0] for names in concepts})))
    return NameIndex(start, start, build_ngram_index(flat), vectors, lengths_of(vectors), crowd)


CONCEPTS = st.lists(st.lists(KEYS, min_size=1, max_size=3), min_size=1, max_size=6)


@settings(max_examples=30)
@given(CONCEPTS, st.randoms())
def test_order_of_the_concepts_is_irrelevant(concepts, chance):
    order = list(range(len(concepts)))
    chance.shuffle(order)
    asked = ["cash forecast for the board", "cash forecast", "board"]

    scores = similarity(names_of(concepts), WEIGHTS, asked, vectors_of(asked)).score
    shuffled = similarity(
        names_of([concepts[at] for at in order]), WEIGHTS, asked, vectors_of(asked)
    ).score

    assert shuffled.tobytes() == scores[order].tobytes()


@settings(max_examples=30)
@given(CONCEPTS, st.lists(KEYS, min_size=1, max_size=40), st.booleans())
def test_the_best_of_several_texts_is_the_best_of_each_alone(concepts, texts, with_vectors):
    names = names_of(concepts, with_vectors=with_vectors)
    vectors = vectors_of(texts) if with_vectors else None

    together = best_similarity(names, WEIGHTS, texts, vectors)

    alone = np.array(
        [
            best_similarity(
                names, WEIGHTS, [text], None if vectors is None else vectors[at : at + 1]
            ).score
            for at, text in enumerate(texts)
        ]
    )
    assert together.score.tobytes() == alone.max(axis=0).tobytes()
    assert together.window.tolist() == alone.argmax(axis=0).tolist()


@settings(max_examples=30)
@given(st.lists(KEYS, min_size=1, max_size=8))
def test_a_name_is_fully_similar_to_itself(names):
    shared = ngram_similarity(build_ngram_index(names), names)

    assert np.allclose(np.diag(shared), 1.0, atol=1e-5)
    assert shared.max() <= 1.0 + 1e-5
    assert shared.min() >= 0.0


@settings(max_examples=30)
@given(st.lists(KEYS, min_size=1, max_size=8), st.text(max_size=40))
def test_any_text_can_be_compared(names, text):
    assert ngram_similarity(build_ngram_index(names), [text, ""]).shape == (2, len(names))


def test_text_without_shared_n_grams_scores_0():
    assert ngram_similarity(build_ngram_index(["cash forecast"]), ["zzz"]).tolist() == [[0.0]]


def test_a_typo_is_more_similar_than_another_word():
    names = ["restructuring", "procurement"]

    right, wrong = ngram_similarity(build_ngram_index(names), ["restructuirng"])[0]

    assert right > 0.4
    assert wrong < 0.1


def test_cosines_are_those_of_exact_arithmetic():
    texts, names = vectors_of(["a", "b"]), vectors_of([str(at) for at in range(9_000)])

    found = np.concatenate([block for _, block in cosines(texts, names, lengths_of(names))], axis=1)

    a, b = texts.astype(np.float64), names.astype(np.float64)
    exact = a @ b.T / np.linalg.norm(a, axis=1)[:, None] / np.linalg.norm(b, axis=1)
    assert np.abs(found - exact).max() < 1e-6


def test_a_name_with_high_hubness_counts_less():
    crowd = np.full((30, WIDTH), 50, dtype=np.int8)
    crowd[:, 0] = np.arange(30)
    lonely = np.zeros((1, WIDTH), dtype=np.int8)
    lonely[0, 1] = 127

    near = hubness_of(np.concatenate([crowd[:1], lonely]), np.concatenate([crowd, lonely]))

    assert near[0] > 0.9
    assert near[1] < 0.5


@settings(max_examples=200)
@given(st.text(alphabet="ab ,.-\n()the工🎯", max_size=80))
def test_windows_are_quotes_of_at_most_six_words(text):
    for window in windows(text):
        assert text[window.start : window.end] == window.text
        assert 1 <= len(window.text.split()) <= MAX_WINDOW_WORDS
        assert not set(window.text) & set(",\n()")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("the closure of a plant", ["closure", "closure of a plant", "plant"]),
        ("cash, audit", ["cash", "audit"]),
        ("experienced in S&OP", ["S&OP"]),
        ("of the", []),
    ],
)
def test_windows_neither_begin_nor_end_with_a_filler(text, first):
    assert [window.text for window in windows(text)] == first


def test_windows_of_a_long_text_are_limited():
    assert len(windows("plant closure " * 100_000)) == 240


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Seeking an experienced expert in carve-outs", "an in carve-outs"),
        ("experience required", "experience required"),
    ],
)
def test_request_words_are_removed(text, rest):
    assert strip_request_words(text) == rest
