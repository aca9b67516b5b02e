"""Terms of executives, in British, American, German, French and Dutch usage, are found."""

import pytest

from skills import graph, vocabulary
from skills.models import Concept
from skills.search import search


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("clinical safety governance", "patient safety"),
        ("PMI", "post-merger integration planning"),
        ("Kurzarbeit", "short-time working"),
        ("Sozialplan", "plant closure and social plan"),
        ("PSE plan", "plant closure and social plan"),
        ("ondernemingsraad", "works council negotiation"),
        ("activité partielle", "short-time working"),
        ("Vergaberecht", "public procurement"),
        ("s114", "local authority financial recovery"),
        ("VDD", "exit preparation"),
        ("PPA", "purchase price allocation"),
        ("13-week cash flow", "thirteen-week cash forecast"),
        ("AMNOG", "market access"),
        ("serialization", "medicines serialisation"),
        ("ATMP", "advanced therapy manufacturing"),
        ("GAMP", "GAMP 5"),
        ("EHR", "electronic patient record"),
        ("KIS", "electronic patient record"),
        ("JCI", "Joint Commission accreditation"),
        ("DRG", "clinical coding and DRG"),
        ("PPAP", "production part approval process"),
        ("SMED", "changeover reduction"),
        ("DSGVO", "GDPR"),
        ("NIS 2", "NIS2"),
        ("ransomware recovery", "cyber incident response"),
        ("organization design", "organisation design"),
        ("Betriebsübergang", "transfer of undertakings"),
    ],
)
def test_professional_terms_find_their_concept_first(loaded, text, label):
    assert search(text)[0].concept.label == label


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("restructuring", "ih:situation:restructuring"),
        ("PMI", "ih:situation:post-merger-integration"),
        ("CRO", "ih:role:cro"),
        ("chief nurse", "ih:role:chief-nurse"),
    ],
)
def test_a_name_shared_by_kinds_finds_the_preferred_concept_first(loaded, text, code):
    assert search(text, Concept.Kind.values)[0].concept.code == code


def test_our_terms_weaken_no_relation_between_escos_skills():
    entries = vocabulary.read()
    esco = [entry for entry in entries if not entry.code.startswith("ih:")]

    def near(among: list[vocabulary.ConceptEntry]) -> dict[tuple[str, str], float]:
        column = {entry.code: place for place, entry in enumerate(among)}
        parents = [{column[code] for code in entry.broader} for entry in among]
        ties = [(column[e.code], column[other]) for e in among for other in e.related]
        tau = graph.tau_of(parents, [list(entry.groups) for entry in among], ties).tocoo()
        codes = [entry.code for entry in among]
        rows, columns = tau.coords
        return {
            (codes[a], codes[b]): weight
            for a, b, weight in zip(rows.tolist(), columns.tolist(), tau.data, strict=True)
        }

    with_ours = near(entries)
    lost = {pair for pair, weight in near(esco).items() if with_ours.get(pair, 0) < weight}
    assert lost == set()
