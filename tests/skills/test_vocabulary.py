"""The vocabulary's files are valid, and loading them is idempotent."""

import csv
import re
from collections import Counter, defaultdict

import pytest
from django.db.models import F

from skills import vocabulary
from skills.models import Concept, Label, Relation, VocabularyVersion
from skills.words import key_of
from tests.factories import NOW


def own_entries() -> list[vocabulary.ConceptEntry]:
    return [entry for entry in vocabulary.read() if entry.code.startswith("ih:")]


def bearers_of_our_names() -> dict[str, set[str]]:
    """Return each of our names → the codes of our concepts, and of ESCO's labels, that have it."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for entry in own_entries():
        for name in entry.names:
            bearers[key_of(name)].add(entry.code)
    for entry in vocabulary.read():
        if key_of(entry.names[0]) in bearers:
            bearers[key_of(entry.names[0])].add(entry.code)
    return bearers


def everything() -> list[list[tuple]]:
    return [
        list(model.objects.order_by("pk").values_list())
        for model in (Concept, Label, Relation, VocabularyVersion)
    ]


# The files


def test_codes_are_unique():
    codes = Counter(entry.code for entry in vocabulary.read())

    assert [code for code, times in codes.items() if times > 1] == []


def test_our_labels_are_unique_and_not_in_esco():
    labels = Counter(key_of(entry.names[0]) for entry in vocabulary.read())
    own = {key_of(entry.names[0]) for entry in own_entries()}

    assert [label for label in own if labels[label] > 1] == []


def test_there_are_enough_of_our_own_and_each_kind_is_among_them():
    kinds = Counter(entry.kind for entry in own_entries())

    assert sum(kinds[kind] for kind in Concept.SKILLS) >= 250
    assert sorted(kinds) == sorted(set(Concept.Kind.values))


def test_a_shared_name_says_which_concept_it_means():
    bearers = bearers_of_our_names()
    shared = {key for key, codes in bearers.items() if len(codes) > 1}

    assert shared - set(vocabulary.meant()) == set()


def test_every_preference_is_needed_and_for_a_concept_with_the_name():
    bearers: dict[str, set[str]] = defaultdict(set)
    for entry in vocabulary.read():
        for name in entry.names:
            bearers[key_of(name)].add(entry.code)

    odd = [
        (key, code)
        for key, code in vocabulary.meant().items()
        if code not in bearers[key] or len(bearers[key]) < 2
    ]
    assert odd == []


def test_every_preference_has_one_reason():
    with (vocabulary.DATA / "preferred.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert [row["name"] for row in rows if not row["why"].strip()] == []
    assert len({key_of(row["name"]) for row in rows}) == len(rows)


def test_abbreviated_label_has_a_name_in_words():
    def is_in_words(name: str) -> bool:
        return any(len(word) > 4 and word.islower() for word in re.findall(r"[^\W\d_]+", name))

    bare = [
        entry.names[0]
        for entry in own_entries()
        if re.search(r"\b[A-Z][A-Z0-9&/]+\b", entry.names[0])
        and not any(is_in_words(name.lower()) for name in entry.names)
    ]
    assert bare == []


def test_every_own_term_has_another_name():
    terms = [entry for entry in own_entries() if entry.kind in Concept.SKILLS]

    assert [entry.code for entry in terms if len(entry.names) < 2] == []


def test_every_own_skill_situation_and_sector_has_a_label_in_each_language():
    labels = vocabulary.labels()
    wanted = {
        entry.code
        for entry in own_entries()
        if entry.kind in (*Concept.SKILLS, Concept.Kind.SITUATION, Concept.Kind.SECTOR)
        or (entry.kind == Concept.Kind.ROLE and entry.seniority is None)
    }

    assert set(labels) == wanted
    assert [code for code, names in labels.items() if not all(name.strip() for name in names)] == []


def test_no_two_concepts_of_one_kind_share_a_label_in_any_language():
    def family(kind: str) -> str:
        return "skill" if kind in Concept.SKILLS else kind

    bearers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entry in own_entries():
        for name in (entry.names[0], *vocabulary.labels().get(entry.code, ())):
            bearers[family(entry.kind), key_of(name)].add(entry.code)

    assert [shared for shared in bearers.items() if len(shared[1]) > 1] == []


def test_labels_in_other_languages_are_names_of_the_concept():
    names = {entry.code: {key_of(name) for name in entry.names} for entry in own_entries()}

    assert [
        (code, label)
        for code, found in vocabulary.labels().items()
        for label in found
        if key_of(label) not in names[code]
    ] == []


def test_no_own_name_is_a_single_common_word_of_running_text():
    common = {"reach", "safe", "she", "exact", "sage", "board", "or", "epic", "administration"}

    assert [e.code for e in own_entries() if common & {key_of(name) for name in e.names}] == []


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
    terms = [entry for entry in own_entries() if entry.kind in Concept.SKILLS]

    assert [entry.code for entry in terms if not entry.broader and not entry.groups] == []


def test_skills_situations_and_roles_have_no_parents_of_another_kind():
    def family(kind: str) -> str:
        return "skill" if kind in Concept.SKILLS else kind

    kinds = {entry.code: family(entry.kind) for entry in vocabulary.read()}

    assert [
        (code, above)
        for entry in vocabulary.read()
        for code, above in ((entry.code, above) for above in entry.broader)
        if kinds[code] != kinds[above]
    ] == []


def test_no_concept_is_related_to_itself_or_to_its_parent():
    assert [
        entry.code for entry in own_entries() if {entry.code, *entry.broader} & set(entry.related)
    ] == []


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


def test_situations_have_a_description_of_one_sentence():
    situations = [entry for entry in own_entries() if entry.kind == "situation"]

    assert len(situations) == 32
    assert [entry.code for entry in situations if not entry.description] == []


def test_files_have_no_empty_cells_for_names():
    own = ("situations", "sectors", "terms", "role_families", "roles", "registrations")
    for name in (f"{one}.csv" for one in own):
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
def test_leaf_groups_contain_no_other_group(codes, leaves):
    assert vocabulary.leaf_groups(codes) == leaves


# Loading


@pytest.mark.django_db
def test_loading_twice_changes_nothing(loaded):
    before = everything()

    assert vocabulary.load(now=NOW) is False
    assert everything() == before


@pytest.mark.django_db
def test_loading_over_an_older_version_updates_the_rows_and_keeps_their_keys(loaded):
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
