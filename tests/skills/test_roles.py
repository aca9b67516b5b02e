"""Titles form families whose members stand on the seniority scale."""

from collections import defaultdict

import pytest

from skills import graph, vocabulary
from skills.models import Concept
from skills.scales import Band, Seniority
from skills.search import search

ROLE = (Concept.Kind.ROLE,)


def families() -> dict[str, list[vocabulary.ConceptEntry]]:
    """Return each family's code → its roles."""
    found: dict[str, list[vocabulary.ConceptEntry]] = defaultdict(list)
    for entry in vocabulary.read():
        if entry.kind == Concept.Kind.ROLE:
            for family in entry.broader:
                found[family].append(entry)
    return found


def role(code: str) -> vocabulary.ConceptEntry:
    return next(entry for entry in vocabulary.read() if entry.code == f"ih:role:{code}")


def test_every_role_is_in_one_family_and_every_family_has_roles():
    roles = [entry for entry in vocabulary.read() if entry.kind == Concept.Kind.ROLE]
    heads = {entry.code for entry in roles if entry.seniority is None}

    assert heads == set(families())
    assert [e.code for e in roles if e.seniority is not None and len(e.broader) != 1] == []


def test_every_family_has_at_least_two_levels():
    levels = {code: {entry.seniority for entry in of} for code, of in families().items()}

    assert [code for code, found in levels.items() if len(found) < 2] == []


def test_every_role_has_valid_seniority_and_band():
    roles = [entry for of in families().values() for entry in of]

    assert {entry.seniority for entry in roles} <= set(Seniority.values)
    assert {entry.band for entry in roles} == set(Band.values)


def test_chief_officers_are_chief_officers_and_vice_presidents_are_vice_presidents():
    roles = [entry for of in families().values() for entry in of]

    chiefs = {e.code for e in roles if e.seniority >= Seniority.CHIEF and e.band != Band.OTHER}
    assert chiefs == {entry.code for entry in roles if entry.band == Band.C_SUITE}
    deputies = {e.code for e in roles if e.names[0].startswith("vice president")}
    assert deputies <= {entry.code for entry in roles if entry.band == Band.VP}


def test_finance_director_vice_president_chief_and_group_chief_are_one_family_at_four_levels():
    found = [role(code) for code in ("finance-director", "vp-finance", "cfo", "group-cfo")]

    assert {entry.broader for entry in found} == {("ih:role-family:finance",)}
    assert [entry.seniority for entry in found] == [4, 5, 6, 7]
    assert [entry.band for entry in found] == ["director", "vp", "c_suite", "c_suite"]


@pytest.mark.django_db
def test_roles_are_loaded_with_their_seniority_and_band(loaded):
    nurse = Concept.objects.get(code="ih:role:chief-nurse")

    assert (nurse.kind, nurse.seniority, nurse.band) == ("role", 6, "c_suite")
    assert Concept.objects.get(code="ih:role-family:nursing").seniority is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CFO", "cfo"),
        ("DAF", "cfo"),
        ("Geschäftsführer", "ceo"),
        ("CRO", "cro"),
        ("CPO", "cpo"),
        ("CMO", "chief-marketing-officer"),
        ("Werkleiter", "plant-director"),
        ("Pflegedirektor", "chief-nurse"),
        ("DSI", "cio"),
        ("VP finance", "vp-finance"),
    ],
)
def test_titles_are_found_in_several_languages(loaded, text, code):
    assert search(text, ROLE)[0].concept.code == f"ih:role:{code}"


@pytest.mark.django_db
def test_roles_are_not_skills(loaded):
    kinds = {found.concept.kind for found in search("chief nurse")}

    assert kinds <= set(Concept.SKILLS)
    assert Concept.objects.skills().of_kind(Concept.Kind.ROLE).count() == 0


@pytest.mark.django_db
def test_roles_of_one_family_are_siblings_and_no_skill_is_near_a_role(loaded):
    found = graph.load()
    kinds = dict(Concept.objects.values_list("pk", "kind"))
    pks = dict(Concept.objects.filter(kind="role").values_list("code", "pk"))
    cfo, fd, nurse = (
        found.column[pks[f"ih:role:{code}"]] for code in ("cfo", "finance-director", "chief-nurse")
    )
    tau = found.tau

    assert (tau[cfo, fd], tau[cfo, nurse]) == (graph.SIBLING, 0)
    near = tau.tocoo()
    kind_of = [kinds[pk] for pk in found.concept.tolist()]
    mixed = {
        (kind_of[a], kind_of[b])
        for a, b in zip(*near.coords, strict=True)
        if (kind_of[a] == "role") != (kind_of[b] == "role")
    }
    assert mixed == set()
