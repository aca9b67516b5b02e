"""Descriptions that fit only one organisation, and those that fit many."""

import pytest

from redaction.descriptions import singular_descriptions
from tests.redaction.ordinary import TEXTS


@pytest.mark.parametrize(
    "text",
    [
        *("the only airport in Rotterdam", "the only Dutch airport with three runways"),
        *("the leading maker of valves in Leeds", "Germany’s largest brewery", "Founded in 1897"),
        *("größten Stahlhersteller Europas", "der einzige Hersteller von Insulin in Tirol"),
        *("le premier port de France", "la seule usine de Lille", "fondée en 1923"),
        *("de grootste haven van Europa", "het enige ziekenhuis in Zeeland"),
    ],
)
def test_a_description_of_one_organisation_is_found_in_four_languages(text: str):
    assert singular_descriptions(f"I led it: {text}.") == [text]


@pytest.mark.parametrize(
    "text",
    [
        *("the first line in nine weeks", "the largest plant of four", "the only way to save it"),
        *("im ersten Jahr der Umstellung", "die größte Linie im Werk", "since 2019"),
        *(
            "le premier mois de la reprise",
            "de grootste klant van drie",
            "the first rollout of SAP",
        ),
    ],
)
def test_a_description_of_many_is_left_alone(text: str):
    assert singular_descriptions(text) == []


def test_hardly_any_ordinary_text_has_one():
    assert sum(bool(singular_descriptions(text)) for text in TEXTS) <= 0.005 * len(TEXTS)
