"""One search for all lists: words in any order, without accents, quotes, beginnings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interimhub.lib.search import MAX_TERMS, Term, TextPart, folded, marked, terms
from providers.models import Firm
from skills.models import Concept
from tests.factories import ConceptFactory, FirmFactory

FOUND = [
    ("Quality management in sterile sites", "management quality"),
    ("Site stérile, remise à niveau", "sterile"),
    ("Sterile filling", "stérile"),
    ("Head of Quality", '"quality"'),
    ("Head of Quality", "„head of quality“"),
    ("Anneliese Vogt", "Vogt Anneliese"),
    ("Tallis & Roe", "tallis roe"),
    ("Tallis & Roe", "Tallis & Roe"),
    ("Großmann Straßenbau", "grossmann strassenbau"),
    ("Interimsmanagement im Werk", "management"),
    ("Łódź plant", "lodz"),
    ("S/4HANA migration", "s/4hana"),
    ("C++ and .NET", "c++ .net"),
    ("100% on time", "100%"),
    ("IT carve-out", "it"),
]
NOT_FOUND = [
    ("Head of Quality", "it"),
    ("Quality of management", '"management quality"'),
    ("Quality management", "quality finance"),
    ("Plain words", "50%"),
    ("a_b", "a%b"),
]


def held(text: str, typed: str) -> tuple[bool, bool]:
    """Whether PostgreSQL finds every word, and whether Python does."""
    row = ConceptFactory(label=text)
    rows = Concept.objects.filter(pk=row.pk)
    for term in terms(typed):
        rows = rows.filter(term.among("label"))
    return rows.exists(), all(term.is_in(text) for term in terms(typed))


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "typed"), FOUND)
def test_it_is_found(text: str, typed: str):
    assert held(text, typed) == (True, True)


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "typed"), NOT_FOUND)
def test_it_is_not_found(text: str, typed: str):
    assert held(text, typed) == (False, False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed", ["&", '"', '""', "...", " ", "\x00", "(", "[a-", "\\", "a\\", "*"]
)
def test_signs_alone_break_nothing(typed: str):
    firm = FirmFactory(name="Aa [a- a\\ Partners")

    assert firm in Firm.objects.about(typed)


@given(st.text(max_size=300))
def test_whatever_is_typed_there_are_few_terms_with_a_letter_each(typed: str):
    found = terms(typed)

    assert len(found) <= MAX_TERMS
    assert all(any(c.isalnum() for c in term.text) for term in found)


@given(st.text(st.characters(exclude_characters="\x00"), min_size=1))
def test_every_text_holds_its_own_terms(text: str):
    assert all(Term(term.text).is_in(text) for term in terms(text) if len(term.text) > 3)


def test_folding_is_done_once():
    assert folded(folded("Łódź, Großmann, Ærø")) == "lodz, grossmann, aero"


@given(st.text(max_size=60), st.text(max_size=60))
def test_marking_keeps_every_letter_and_marks_only_what_is_found(text: str, typed: str):
    searched = terms(typed)

    parts = marked(text, searched)

    assert "".join(part.text for part in parts) == text
    found = any(term.is_in(text) for term in searched)
    assert any(part.is_hit for part in parts) == found


def test_marking_follows_letters_that_fold_to_none_or_to_two():
    decomposed = "Ste\u0301rile Straße"

    assert marked(decomposed, terms("sterile strasse")) == [
        TextPart("Ste\u0301rile", is_hit=True),
        TextPart(" ", is_hit=False),
        TextPart("Straße", is_hit=True),
    ]
    assert marked("Quality", []) == [TextPart("Quality", is_hit=False)]


def test_a_term_remembers_how_it_was_typed():
    assert [term.typed for term in terms('Qualität, "Head  of Straße"')] == [
        "Qualität",
        "Head of Straße",
    ]
