"""What people write is linked to what they mean, or to nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skills.linking.linker import KINDS, Linker
from skills.linking.names import Name, Vocabulary
from skills.models import Concept
from tests.skills.own import names, own_linker, own_vocabulary, spelling_linker


def labels(text: str, **options) -> list[str]:
    return [link.label for link in own_linker().link(text, **{"kinds": KINDS} | options)]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("PMI", "Post-merger integration"),
        ("pmi ", "Post-merger integration"),
        ("S&OP", "sales and operations planning"),
        ("clinical safety governance", "patient safety"),
        ("Sanierung", "Turnaround"),
    ],
)
def test_name_of_a_concept_wins(text, label):
    best = own_linker().link(text, kinds=KINDS)[0]

    assert (best.label, best.score, best.is_certain) == (label, 1.0, True)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("closing down a factory", "Plant closure"),
        ("talking to the works council", "works council negotiation"),
        ("freeing up working capital", "working capital"),
        ("ransomware hit our servers", "Cyber incident recovery"),
        ("shorter waits in the emergency department", "emergency care flow"),
        (
            "We have to negotiate a new labour agreement with the trade union before the summer.",
            "collective bargaining",
        ),
    ],
)
def test_other_words_find_the_meant_concept(text, label):
    assert label in labels(text, top=3)


@pytest.mark.parametrize(
    "text",
    [
        "likes golf",
        "walking the dog",
        "enjoys cooking and travelling",
        "based in Munich",
        "thank you for your message",
        "asdf qwer zxcv",
        "",
        "   ",
        "—",
        "🎯",
        "\x00",
        "the of and",
    ],
)
def test_meaningless_text_has_no_links(text):
    assert labels(text) == []


def test_only_the_requested_kinds_are_linked():
    links = own_linker().link("turnaround", kinds=[Concept.Kind.SITUATION])

    assert {link.code.split(":")[1] for link in links} == {"situation"}


@pytest.mark.parametrize("top", [0, 1, 3, 10_000])
def test_no_more_links_than_asked_for_best_first(top):
    links = own_linker().link("plant closure and social plan", top=top)

    assert len(links) <= top
    assert [link.score for link in links] == sorted((link.score for link in links), reverse=True)
    assert len({link.code for link in links}) == len(links)


def test_without_the_encoder_spelling_links_and_says_so():
    linker = spelling_linker()

    assert not linker.has_encoder
    assert linker.link("PMI")[0].label == "Post-merger integration"
    assert linker.link("restructurings of debt")[0].label == "debt restructuring"
    assert linker.link("likes golf") == []


def test_a_shared_name_means_the_preferred_concept_first():
    vocabulary = Vocabulary.from_names(
        [
            Name("a", "closing", "skill", is_own=True),
            Name("b", "end", "skill", is_own=True),
            Name("b", "closing", "skill", is_meant=True),
        ]
    )

    assert [link.code for link in Linker(vocabulary).link("Closing", top=2)] == ["b", "a"]


def test_empty_vocabulary_links_nothing():
    assert Linker(names()).link("anything") == []


@settings(max_examples=25)
@given(st.text(max_size=120))
def test_any_text_has_the_same_links_every_time(text):
    links = own_linker().link(text)

    assert own_linker().link(text) == links
    assert all(0.0 < link.score <= 1.0 for link in links)


@pytest.mark.parametrize("linker", [own_linker, spelling_linker])
@pytest.mark.parametrize(
    "text",
    ["plant closure, " * 70_000, "x" * 1_000_000, "工場" * 5_000],
    ids=["many words", "one word", "no blanks"],
)
def test_very_long_text_is_accepted(linker, text):
    assert len(linker().link(text)) <= 5


@settings(max_examples=20)
@given(st.randoms())
def test_order_of_the_vocabulary_is_irrelevant(chance):
    given_names = list(own_vocabulary().names[:200])
    chance.shuffle(given_names)

    shuffled = Vocabulary.from_names(given_names)

    assert shuffled.names == own_vocabulary().names[:200]
    assert shuffled.keys == own_vocabulary().keys[:200]


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("restructuirng", "restructuring"),
        ("tunraround", "turnaround"),
        ("pharmacovigilence", "pharmacovigilance"),
        ("stategy", "strategy"),
        ("work council negotation", "work council negotiation"),
        ("golf", None),
        ("plant closure", None),
        ("qqqqzzzz", None),
        ("", None),
    ],
)
def test_typos_are_corrected_and_nothing_else(typed, right):
    assert own_linker().speller.corrected(typed) == right
