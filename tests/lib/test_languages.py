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
        ("Werkleiter, Raum München", "de"),
        ("Interim CFO", ""),
        ("SAP S/4HANA", ""),
        ("186", ""),
        ("", ""),
    ],
)
def test_the_language_of_a_text_is_named_where_it_is_clear(text: str, language: str):
    assert foreign_language_of(text) == language


# Titles and measures that the lead was not chosen on.
TITLES = {
    "": "Interim chief financial officer|A plant in trouble|Chief nursing officer|Head of tax"
    "|Head of regulatory affairs|CIO, cyber recovery|Commercial director Benelux|Interim CEO"
    "|Restructuring advisor|Operations director, cell therapy|Post-merger integration lead"
    "|HR transformation|Sales director Germany|Manufacturing excellence|Validation lead"
    "|Days from batch to release|Cash conversion|Clinical director|Patient record go-live"
    "|Warsaw shared service centre|Works council negotiation|Insolvency|S/4HANA finance"
    "|Stabilise the hospital group|Director of pharmacy",
    "de": "Leiter Qualitätssicherung|Interim-Finanzvorstand|Sanierungsgeschäftsführer"
    "|Leiterin Personal|Werksleitung Mainz|IT-Leiter nach Cyberangriff|Kaufmännischer Leiter"
    "|Produktionsleiter Sterilfertigung|Einkaufsleiter Indirekt|Verkauf der Tochter vorbereiten"
    "|Liquidität sichern|Pflegedienstleitung|Leiter Controlling|Abbau des Rückstands"
    "|Tage bis zur Freigabe",
    "fr": "Directeur financier de transition|Directeur industriel|DSI de transition"
    "|Directrice des ressources humaines|Chef de projet SAP|Directeur de site pharmaceutique"
    "|Arrêt de la production|Jours jusqu'à la libération|Directeur juridique"
    "|Restructuration d'une clinique",
    "nl": "Interim fabrieksdirecteur|Hoofd financiën|Zorgbestuurder|Dagen tot vrijgave"
    "|Manager kwaliteit en veiligheid|Reorganisatie van de fabriek|Operationeel directeur"
    "|Hoofd ICT na een cyberaanval|Sluiting van de vestiging",
}


def test_titles_are_named_right_nine_times_of_ten_and_never_wrongly():
    named = [
        (foreign_language_of(title), language)
        for language, titles in TITLES.items()
        for title in titles.split("|")
    ]
    foreign = [pair for pair in named if pair[1]]

    assert all(found in {"", language} for found, language in named)
    assert sum(found == language for found, language in foreign) >= 0.9 * len(foreign)


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
        ("Überfällige Abweichungen", "", "de"),
        ("Leiter Controlling", "de", "de"),
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
