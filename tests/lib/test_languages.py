"""A quoted text says in which language it is."""

import pytest

from interimhub.lib.languages import foreign_language_of, language_of_part
from interimhub.lib.templatetags.ui import quoted, written

GERMAN = "Der Betrieb wurde von zwei Leitern geführt, und die Freigabe ist nicht mit ihm geklärt."
FRENCH = "Le site est arrêté et les lots sont bloqués; une équipe de Lyon travaille avec nous."
DUTCH = "Het bedrijf zoekt een manager voor de fabriek; dat is niet van vandaag op morgen klaar."
ENGLISH = "The site was run by two managers, and the release of a batch is not clear to the agency."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (GERMAN, "de"),
        (FRENCH, "fr"),
        (DUTCH, "nl"),
        (ENGLISH, ""),
        ("Works with the Betriebsrat and the Aufsichtsrat of GmbH", ""),
        ("Werkleiter, Raum München", ""),
        ("", ""),
    ],
)
def test_the_language_of_a_text_is_named_where_it_is_clear(text: str, language: str):
    assert foreign_language_of(text) == language


def test_paragraphs_of_a_foreign_text_name_its_language_and_stay_escaped():
    html = written(f"{GERMAN}\n\n<script>")

    assert html.startswith('<p lang="de">Der Betrieb')
    assert html.endswith('<p lang="de">&lt;script&gt;</p>')
    assert "lang" not in written(ENGLISH)


@pytest.mark.parametrize(
    ("part", "whole", "language"),
    [
        ("Überfällige Abweichungen", "de", "de"),
        ("Délai de libération", "fr", "fr"),
        ("Achterstallige afwijkingen", "nl", "nl"),
        ("Überfällige Abweichungen", "", ""),
        # English words in a German brief, and a French sentence.
        ("Days from batch to release of the product", "de", ""),
        (FRENCH, "de", "fr"),
        # A figure has no language.
        ("186 → 20", "de", ""),
    ],
)
def test_a_short_text_has_the_language_of_the_whole_unless_it_is_clearly_in_another(
    part: str, whole: str, language: str
):
    assert language_of_part(part, whole) == language


def test_a_quoted_text_is_escaped_and_an_english_one_stays_as_it_is():
    assert quoted("<b>Anlage</b>", "de") == '<span lang="de">&lt;b&gt;Anlage&lt;/b&gt;</span>'
    assert quoted("Overdue deviations") == "Overdue deviations"
