"""The type-ahead finds concepts despite typos and by other words, the usual one first."""

import pytest

from skills import linking
from skills.models import Concept
from skills.search import search
from tests.skills.own import own_linker

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]

EVERYTHING = (*Concept.SKILLS, Concept.Kind.SITUATION)


@pytest.fixture
def at_hand(monkeypatch):
    monkeypatch.setattr(linking, "linker_if_ready", own_linker)


@pytest.mark.usefixtures("at_hand")
@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("PMI", "Post-merger integration"),
        ("clinical safety governance", "patient safety"),
        ("restructuirng", "Restructuring and headcount reduction"),
        ("tunraround", "Turnaround"),
        ("stategy", "strategy development"),
        ("closing down a factory", "Plant closure"),
        ("talking to the works council", "works council negotiation"),
    ],
)
def test_the_type_ahead_finds_typos_and_other_words(text, label):
    assert search(text, EVERYTHING)[0].concept.label == label


@pytest.mark.usefixtures("at_hand")
@pytest.mark.parametrize("text", ["likes golf", "walking the dog", "qqqqzzzz", "\x00"])
def test_the_type_ahead_finds_nothing_for_meaningless_text(text):
    assert search(text, EVERYTHING) == []


@pytest.mark.usefixtures("at_hand")
def test_search_by_meaning_keeps_to_the_requested_kinds():
    only = Concept.objects.coded(["ih:skill:plant-wind-down"])

    found = search("closing down a factory", EVERYTHING, among=only)

    assert {one.concept.code for one in found} <= {"ih:skill:plant-wind-down"}


@pytest.mark.parametrize(
    ("word", "first"),
    [
        ("quality", "quality by design"),
        ("management", "management buy-out"),
        ("procurement", "procurement suites"),
        ("plant", "Plant closure"),
        ("strategy", "strategy development"),
        ("transformation", "transformation leadership"),
    ],
)
def test_common_word_finds_first_our_own_terms_that_begin_with_it(word, first):
    assert search(word, EVERYTHING)[0].concept.label == first
