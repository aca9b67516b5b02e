"""Registrations and licences of the vocabulary: their file, their names, how they are found."""

import csv
from collections import Counter

import pytest
from django.urls import reverse

from skills import vocabulary
from skills.linking import names
from skills.models import Concept
from skills.places import Country
from skills.search import OtherField, other_field, search
from skills.words import key_of
from tests.factories import UserFactory

KIND = (Concept.Kind.REGISTRATION,)


def rows() -> list[dict[str, str]]:
    with (vocabulary.DATA / "registrations.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def entries() -> list[vocabulary.ConceptEntry]:
    return [entry for entry in vocabulary.read() if entry.kind == Concept.Kind.REGISTRATION]


def test_there_are_registrations_in_five_fields_and_in_many_countries():
    fields = Counter(row["field"] for row in rows())

    assert len(rows()) >= 60
    assert set(fields) == {"pharma", "health", "finance", "engineering", "law"}
    assert min(fields.values()) >= 12
    assert len({row["country"] for row in rows()}) >= 8


def test_each_has_a_label_in_four_languages_a_body_and_a_country():
    columns = ("label", "de", "fr", "nl", "body", "country")

    assert [row["code"] for row in rows() if not all(row[name].strip() for name in columns)] == []
    assert {row["country"] for row in rows()} <= set(Country.values)
    assert [row["code"] for row in rows() if not row["code"].startswith("ih:registration:")] == []


def test_no_two_registrations_share_a_name():
    names_of = [key_of(name) for entry in entries() for name in entry.names]

    assert [name for name, times in Counter(names_of).items() if times > 1] == []


def test_words_that_lead_to_several_are_the_name_of_none():
    names_of = {key_of(name) for entry in vocabulary.read() for name in entry.names}
    leads = {key_of(lead) for entry in entries() for lead in entry.leads}

    assert leads & names_of == set()


def test_a_registration_is_never_linked_by_meaning():
    codes = set(names.from_files().codes)

    assert codes & {entry.code for entry in entries()} == set()
    assert "ih:skill:qp-release" in codes


@pytest.mark.django_db
def test_the_linker_reads_the_same_names_from_rows_as_from_files(loaded):
    assert names.from_rows().names == names.from_files().names


@pytest.mark.django_db
def test_loading_stores_who_grants_a_registration_and_where(loaded):
    qualified = Concept.objects.get(code="ih:registration:gmc")

    assert (qualified.kind, qualified.body, qualified.country) == ("registration", "GMC", "gb")
    assert not Concept.objects.skills().coded(["ih:registration:gmc"]).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("QP", "qualified-person"),
        ("Sachkundige Person §15 AMG", "qualified-person"),
        ("FvP", "fvp"),
        ("gmc", "gmc"),
        ("NMC registered nurse", "nmc-nurse"),
        ("GPhC", "gphc"),
        ("HCPC", "hcpc"),
        ("Approbation als Ärztin", "approbation-doctor"),
        ("BIG-registratie verpleegkundige", "big-nurse"),
        ("Ordre des médecins", "ordre-medecins"),
        ("FMH", "fmh"),
        ("SMF16", "smf16"),
        ("SMF 24", "smf24"),
        ("Wirtschaftsprüferin", "wirtschaftspruefer"),
        ("Wirtschaftsprüfer", "wirtschaftspruefer"),
        ("commissaire aux comptes", "commissaire-aux-comptes"),
        ("registeraccountant", "registeraccountant"),
        ("CEng", "ceng"),
        ("Sicherheitsingenieur", "safety-de"),
        ("avocat au barreau", "avocat"),
        ("licensed insolvency practitioner", "insolvency-practitioner"),
    ],
)
def test_the_type_ahead_finds_a_registration_by_any_of_its_names(loaded, typed, code):
    assert search(typed, KIND)[0].concept.code == f"ih:registration:{code}"


@pytest.mark.django_db
def test_words_shared_by_several_show_each_of_them(loaded):
    assert {hit.concept.code for hit in search("Approbation", KIND)} >= {
        f"ih:registration:approbation-{who}" for who in ("doctor", "dentist", "pharmacist")
    }
    assert len(search("BIG", KIND)) == 3


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("QP", "Qualified Person (EU)"),
        ("gmc", "General Medical Council registration"),
        ("SMF16", "SMF16 approval, compliance oversight"),
        ("Wirtschaftsprüfer", "Wirtschaftsprüfer (Germany)"),
        ("approbation", "Approbation"),
        ("BIG-register", "BIG-register"),
    ],
)
def test_a_registration_typed_as_a_skill_is_recognised(typed, name):
    assert other_field(typed) == OtherField("registration", name)


def test_a_skill_and_a_role_keep_their_names():
    assert other_field("QP release") is None
    assert other_field("Qualified Person") == OtherField("role", "Qualified Person")
    assert other_field("Sachkundige Person") == OtherField("role", "Sachkundige Person")


@pytest.mark.django_db
def test_a_search_for_skills_never_returns_a_registration(loaded, client):
    client.force_login(UserFactory())

    response = client.get(reverse("skills:search"), {"q": "GMC"})

    assert "ih:registration" not in response.content.decode()
    assert 'data-other-field="registration"' in response.content.decode()
