"""The files are sound, and loading them is safe to repeat."""

import csv
from collections import Counter

import pytest
from django.db.models import F

from skills import vocabulary
from skills.models import Concept, Label, Relation, VocabularyVersion
from skills.search import key_of
from tests.skills.conftest import NOW


def own_entries() -> list[vocabulary.Entry]:
    return [entry for entry in vocabulary.read() if entry.code.startswith("ih:")]


def everything() -> list[list[tuple]]:
    return [
        list(model.objects.order_by("pk").values_list())
        for model in (Concept, Label, Relation, VocabularyVersion)
    ]


# The files


def test_codes_are_unique():
    codes = Counter(entry.code for entry in vocabulary.read())

    assert [code for code, times in codes.items() if times > 1] == []


def test_no_own_label_is_used_twice_or_is_escos():
    labels = Counter(key_of(entry.names[0]) for entry in vocabulary.read())
    own = {key_of(entry.names[0]) for entry in own_entries()}

    assert [label for label in own if labels[label] > 1] == []


def test_no_name_belongs_to_two_of_our_own_concepts():
    names = Counter(key_of(name) for entry in own_entries() for name in entry.names)

    assert [name for name, times in names.items() if times > 1] == []


def test_no_parent_or_related_concept_is_missing():
    entries = vocabulary.read()
    codes = {entry.code for entry in entries}

    orphans = [
        (entry.code, other)
        for entry in entries
        for other in (*entry.broader, *entry.related)
        if other not in codes
    ]
    assert orphans == []


def test_every_own_term_has_a_parent():
    terms = [entry for entry in own_entries() if entry.kind in ("skill", "knowledge")]

    assert [entry.code for entry in terms if not entry.broader and not entry.groups] == []


def test_no_concept_is_its_own_ancestor():
    broader = {entry.code: entry.broader for entry in vocabulary.read()}

    def ancestors(code: str) -> set[str]:
        found: set[str] = set()
        ahead = set(broader[code])
        while ahead - found:
            found |= ahead
            ahead = {above for one in ahead for above in broader[one]}
        return found

    assert [code for code in broader if code in ancestors(code)] == []


def test_situations_are_told_in_a_sentence():
    situations = [entry for entry in own_entries() if entry.kind == "situation"]

    assert len(situations) == 22
    assert [entry.code for entry in situations if not entry.description] == []


def test_files_have_no_empty_cells_where_a_name_belongs():
    for name in ("situations.csv", "sectors.csv", "terms.csv"):
        with (vocabulary.DATA / name).open(encoding="utf-8", newline="") as file:
            assert [row for row in csv.DictReader(file) if not row["label"].strip()] == []


@pytest.mark.parametrize(
    ("codes", "leaves"),
    [
        (["S", "S4", "S4.2", "S4.2.1"], ("S4.2.1",)),
        (["K", "S", "S5", "S5.6", "S5.6.1"], ("S5.6.1",)),
        (["S1.1", "S1.12", "S1"], ("S1.1", "S1.12")),
        (["K"], ()),
    ],
)
def test_leaf_groups_are_those_that_hold_no_other(codes, leaves):
    assert vocabulary.leaf_groups(codes) == leaves


# Loading


@pytest.mark.django_db
def test_loading_twice_changes_nothing(loaded):
    before = everything()

    assert vocabulary.load(now=NOW) is False
    assert everything() == before


@pytest.mark.django_db
def test_loading_over_an_older_version_mends_the_rows_and_keeps_their_identity(loaded):
    carve_out = Concept.objects.get(code="ih:situation:carve-out")
    before = everything()
    VocabularyVersion.objects.update(version="older")
    Concept.objects.filter(pk=carve_out.pk).update(label="Karve-out", position=F("position") + 5)
    carve_out.labels.filter(key="tsa exit").delete()
    carve_out.labels.create(text="wrong", key="wrong")
    Relation.objects.create(source=carve_out, target=carve_out, kind=Relation.Kind.RELATED)
    mine = Concept.objects.create(code="test:mine", label="mine", kind="skill")

    assert vocabulary.load(now=NOW) is True

    assert Concept.objects.get(code="ih:situation:carve-out") == carve_out
    assert Concept.objects.filter(pk=mine.pk).exists()
    mine.delete()
    after = everything()
    assert after[0] == before[0]
    assert {row[1:] for row in after[1]} == {row[1:] for row in before[1]}
    assert after[2:] == before[2:]
