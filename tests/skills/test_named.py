"""Skills are found by the words of any of their names."""

import pytest

from interimhub.lib.search import terms
from skills.named import skills_named
from tests.factories import ConceptFactory, SituationFactory

pytestmark = pytest.mark.django_db

# Names that no rule was written for: main name, other name, and what finds it.
HELD_OUT = [
    ("process validation", "Prozessvalidierung", "prozess"),
    ("process validation", "Prozessvalidierung", "validierung"),
    ("works council negotiation", "Betriebsratsverhandlungen", "RATSVERHANDLUNG"),
    ("working capital", "fonds de roulement", "roulement fonds"),
    ("collective redundancies", "plan de sauvegarde de l'emploi", '"de l\'emploi"'),
    ("collective redundancies", "licenciement économique", "economique"),
    ("hospital discharge", "ontslag uit het ziekenhuis", "ziekenhuis ontslag"),
    ("elderly care", "ouderenzorg", "zorg"),
    ("S&OP", "sales and operations planning", "s&op"),
    ("S/4HANA", "SAP S/4HANA", "s/4hana"),
]


def found(typed: str) -> set[int]:
    searched = terms(typed)
    return set.intersection(*(set(one) for one in skills_named(searched))) if searched else set()


@pytest.mark.parametrize(("main", "other", "typed"), HELD_OUT)
def test_a_name_in_any_language_is_found(main: str, other: str, typed: str):
    skill = ConceptFactory(label=main)
    skill.labels.create(text=other, key=other)

    assert found(typed) == {skill.pk}


def test_two_letters_for_an_umlaut_are_another_word():
    skill = ConceptFactory(label="heat treatment")
    skill.labels.create(text="Wärmebehandlung", key="warmebehandlung")

    assert found("waerme") == set()
    assert found("warme") == {skill.pk}


def test_the_main_name_is_given_before_another_that_holds_the_word_too():
    skill = ConceptFactory(label="Good manufacturing practice")
    skill.labels.create(text="GMP", key="gmp")
    skill.labels.create(text="manufacturing practice", key="manufacturing practice")

    named = skills_named(terms("practice gmp"))

    assert named == [{skill.pk: "Good manufacturing practice"}, {skill.pk: "GMP"}]


def test_words_together_are_found_within_one_name_only():
    first = ConceptFactory(label="head of")
    first.labels.create(text="quality", key="quality")

    assert found('"head of quality"') == set()
    assert found("head of quality") == {first.pk}


def test_situations_are_no_skills():
    SituationFactory(label="Post-merger integration")

    assert found("merger") == set()


def test_a_name_that_is_added_is_found():
    skill = ConceptFactory(label="lean")
    assert found("kaizen") == set()

    skill.labels.create(text="kaizen", key="kaizen")

    assert found("kaizen") == {skill.pk}
    assert found("lean") == {skill.pk}
