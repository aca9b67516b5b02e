"""The type-ahead finds the meant concept by any of its names, or nothing."""

import pytest
from django.db import connection

from skills.models import Concept
from skills.search import SKILLS, search
from skills.words import key_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]

SITUATIONS = (Concept.Kind.SITUATION,)


def first(text: str, kinds=SKILLS) -> str | None:
    found = search(text, kinds)
    return found[0].concept.label if found else None


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("GMP rem", "GMP remediation"),
        ("clinical safety", "patient safety"),
        ("IFRS", "IFRS reporting"),
        ("capa", "CAPA management"),
        ("S&OP", "sales and operations planning"),
        ("s/4hana", "SAP S/4HANA"),
        ("s4hana", "SAP S/4HANA"),
        ("TSA", "transitional service agreements"),
        ("QP release", "Qualified Person release"),
        ("Betriebsrat", "works council negotiation"),
        ("tech transfer", "technology transfer"),
        ("fill finish", "aseptic fill-finish"),
        ("integration pmi", "post-merger integration planning"),
        ("plan de sauvegarde", "plant closure and social plan"),
        ("Chargenfreig", "batch release"),
        ("Anlaufmanagement Auto", "automotive launch management"),
        ("répartition asep", "aseptic fill-finish"),
        ("gestion des grands", "key account management"),
        ("verzuim en vit", "sickness absence and wellbeing"),
        ("vervanging van legacy", "legacy system replacement"),
        ("project manag", "project management"),
        ("pacient safety", "patient safety"),
        ("remidiation", "GMP remediation"),
        ("M&A", "mergers and acquisitions"),
        ("P&L", "general management with profit responsibility"),
        ("stakeholder management", "manage relationships with stakeholders"),
        ("board communication", "interact with the board of directors"),
    ],
)
def test_search_finds_what_is_meant_first(text, label):
    assert first(text) == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("PMI", "Post-merger integration"),
        ("carve", "Carve-out"),
        ("warning letter", "Remediation of GMP observations"),
        ("qp cov", "Qualified Person cover"),
        ("special measures", "Patient-safety turnaround"),
    ],
)
def test_search_finds_situations_by_their_other_names(text, label):
    assert first(text, SITUATIONS) == label


@pytest.mark.parametrize("text", ["likes golf", "", "  ", "%", "_", "\x00", "qqqqzzzz", "—"])
def test_search_finds_nothing_for_unknown_text(text):
    assert search(text) == []


def test_search_keeps_to_the_kinds_asked_for():
    kinds = {found.concept.kind for found in search("turnaround", SITUATIONS)}

    assert kinds == {Concept.Kind.SITUATION}


def test_search_names_the_label_that_matched():
    best = search("clinical safety")[0]

    assert (best.label, best.is_by_other_name) == ("clinical safety", True)


def test_search_offers_each_concept_once_and_no_more_than_the_limit():
    found = search("management", limit=7)

    assert len(found) == 7
    assert len({one.concept.pk for one in found}) == 7


def test_search_is_one_query_that_uses_the_index(django_assert_num_queries):
    with django_assert_num_queries(1) as seen:
        search("supply chain")

    with connection.cursor() as cursor:
        # On a few thousand rows the planner's choice is a matter of fresh statistics.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN " + seen.captured_queries[0]["sql"])
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "Bitmap Index Scan on label_key_trigram" in plan, plan


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Sénior  S&OP-Planning", "senior sop planning"),
        ("S/4HANA", "s4hana"),
        ("P&L responsibility", "pl responsibility"),
        ("Merger/acquisition", "merger acquisition"),
        ("under_score", "under score"),
    ],
)
def test_names_are_compared_as_plain_words(text, key):
    assert key_of(text) == key
