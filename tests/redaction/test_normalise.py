"""Folded texts and replaced spans, for any text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redaction.hiding import hide, telling_spans
from redaction.name_parts import Name
from redaction.normalise import fold, folded
from redaction.patterns import contact_spans, money_spans
from redaction.spans import Kind, Span, replaced, without_overlaps

SAMPLES = (
    "€4.000 a day",
    "Zoé\u200b",
    "ｚ＠ｘ．de",
    "+33 6 12 34 56 78",
    "ﬃ",
    "İ",
    "\u0301",
    "ẞ",
    "–",
)
TEXTS = st.lists(st.one_of(st.sampled_from(SAMPLES), st.text(max_size=12))).map(" ".join)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zéphyrine", "ZEPHYRINE"),
        ("Zephy\u00adrine", "Zephyrine"),
        ("Ze\u200bphyrine", "zephyrine"),
        ("Ｚｅｐｈｙｒｉｎｅ", "zephyrine"),
        ("Müller‑Lüdenscheidt", "Muller-Ludenscheidt"),
        ("O’Neill", "O'Neill"),
        ("Oﬀermann", "Offermann"),
        ("Søren Œuvrard", "Soren Oeuvrard"),
        ("Groß", "Gross"),
        ("Łukasz\u00a0Đorđević", "Lukasz Dordevic"),
        ("Zeрhyrіne", "Zephyrine"),
    ],
)
def test_spellings_of_one_word_fold_to_the_same(one: str, other: str):
    assert folded(one) == folded(other)


@given(TEXTS)
def test_folding_is_stable(text: str):
    assert folded(folded(text)) == folded(text)


@given(TEXTS)
def test_every_folded_character_comes_from_a_part_of_the_original(text: str):
    result = fold(text)

    places = [(result.start(i), result.end(i + 1)) for i in range(len(result.text))]

    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)


@given(TEXTS)
def test_spans_are_within_the_text_in_order_and_disjoint(text: str):
    for spans in (contact_spans(fold(text)), money_spans(fold(text))):
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(one.end <= other.start for one, other in pairwise(spans))


@given(TEXTS, st.text(min_size=1, max_size=20))
def test_hiding_is_idempotent_and_does_not_change_other_texts(text: str, name: str):
    names = (Name(name, Kind.PERSON), Name(f"{name} Ltd", Kind.ORGANISATION))

    hidden = hide(text, names, {})

    assert hide(hidden, names, {}) == hidden
    assert hidden == text or telling_spans(text, names)


@given(TEXTS)
def test_a_text_without_spans_is_returned_as_it_is(text: str):
    assert replaced(text, [], lambda span: "…") == text


def test_overlapping_spans_are_merged():
    spans = [Span(3, 6, Kind.LINK), Span(0, 4, Kind.EMAIL), Span(7, 9, Kind.PHONE)]

    assert without_overlaps(spans) == [Span(0, 6, Kind.EMAIL), Span(7, 9, Kind.PHONE)]
    assert replaced("abcdefghij", spans, lambda span: f"[{span.kind}]") == "[email]g[phone]j"
