"""An import reads registrations, from our own key and from the certificates of JSON Resume."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from candidates.models import Candidate, CandidateRegistration
from skills.models import Label
from skills.words import key_of
from tests.candidates.imports import load, ours
from tests.factories import ConceptFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _vocabulary() -> None:
    ConceptFactory(label="Qualified Person release")
    for code, *names in (
        ("ih:registration:gmc", "General Medical Council registration", "GMC"),
        ("ih:registration:qualified-person", "Qualified Person (EU)", "QP"),
    ):
        concept = RegistrationFactory(code=code, label=names[0])
        for name in names:
            Label.objects.create(
                concept=concept, text=name, key=key_of(name), is_preferred=name == names[0]
            )


def held(code: str) -> CandidateRegistration:
    return CandidateRegistration.objects.get(concept__code=f"ih:registration:{code}")


def test_our_key_states_every_fact(tmp_path: Path) -> None:
    row = {
        "name": "gmc",
        "number": 7712345,
        "body": "GMC",
        "country": "UK",
        "since": "2011-08",
        "valid_until": "2028-03",
    }

    load(tmp_path, ours(registrations=[row, {"id": "ih:registration:qualified-person"}]))

    gmc, qualified = held("gmc"), held("qualified-person")
    assert (gmc.number, gmc.body, gmc.country) == ("7712345", "GMC", "gb")
    assert (gmc.since, gmc.valid_until) == (date(2011, 8, 1), date(2028, 3, 31))
    assert (qualified.number, qualified.country, qualified.valid_until) == ("", "", None)


def test_a_certificate_of_json_resume_that_is_a_registration_is_read(tmp_path: Path) -> None:
    resume = {
        "basics": {"email": "anna.berg@example.org", "label": "Interim quality head"},
        "certificates": [
            {"name": "QP", "issuer": "MHRA", "date": "2016-05-01", "url": "https://x.example"},
            {"name": "PRINCE2 Practitioner", "issuer": "Axelos"},
        ],
    }

    _, _, has_failed = load(tmp_path, resume)

    assert not has_failed
    assert (held("qualified-person").body, held("qualified-person").since) == (
        "MHRA",
        date(2016, 5, 1),
    )
    notes = Candidate.objects.get().import_notes
    assert "certificates[2]: “PRINCE2 Practitioner” names no registration of ours; left out" in (
        notes
    )
    assert Candidate.objects.get().notes_of_import[-1][0] == "Certificate 2"


@pytest.mark.parametrize(
    ("given", "note"),
    [
        ({"name": "GMC", "since": "2031-01-01"}, "is in the future"),
        ({"name": "GMC", "since": "soon"}, "is not a day"),
        ({"name": "GMC", "since": "2024-01-01", "valid_until": "2023-01-01"}, "both left out"),
        ({"name": "GMC", "country": "Atlantis"}, "is none of our countries"),
        ({"name": "GMC", "number": ["1", {"a": 2}]}, "is not a text"),
        ({"name": "GMC", "number": "7" * 80}, "were kept"),
    ],
)
def test_what_cannot_be_read_is_noted_and_the_registration_kept(
    tmp_path: Path, given: dict[str, Any], note: str
) -> None:
    load(tmp_path, ours(registrations=[given]))

    assert held("gmc").concept.code == "ih:registration:gmc"
    assert any(note in one for one in Candidate.objects.get().import_notes)


@pytest.mark.parametrize(
    "given", [7, True, {"name": "x"}, [[]], [None, 3.5, {"number": 1}], "\x00"]
)
def test_odd_values_name_nothing_and_stop_nothing(tmp_path: Path, given: Any) -> None:
    _, _, has_failed = load(tmp_path, ours(registrations=given))

    assert not has_failed
    assert Candidate.objects.count() == 1
    assert not CandidateRegistration.objects.exists()


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    line = ours(registrations=[{"name": "GMC", "number": "1"}, "QP", "GMC"])
    load(tmp_path, line)
    before = [*CandidateRegistration.objects.order_by("pk").values_list("pk", "number")]

    out, _, _ = load(tmp_path, line)

    assert "1 seen before" in out
    assert [*CandidateRegistration.objects.order_by("pk").values_list("pk", "number")] == before


def test_another_file_replaces_the_registrations_of_an_unclaimed_profile(tmp_path: Path) -> None:
    load(tmp_path, ours(registrations=[{"name": "GMC", "number": "1"}]))

    load(tmp_path, ours(registrations=["QP"]))

    codes = CandidateRegistration.objects.values_list("concept__code", flat=True)
    assert [*codes] == ["ih:registration:qualified-person"]


def test_a_registration_among_the_skills_is_stated_as_one_and_a_skill_stays_a_skill(
    tmp_path: Path,
) -> None:
    skills = [
        {"name": "GMC", "level": 4},
        {"name": "Qualified Person release"},
        {"name": "PRINCE2"},
    ]

    load(tmp_path, ours(skills=skills, registrations=[{"name": "QP", "number": "7"}]))

    candidate = Candidate.objects.get()
    assert (held("gmc").number, held("qualified-person").number) == ("", "7")
    assert candidate.skills.get().concept.label == "Qualified Person release"
    assert "skills[1]: “GMC” is a registration; stated as one" in candidate.import_notes
    assert "skills[3]: “PRINCE2” names no skill of ours; left out" in candidate.import_notes


def test_what_is_stated_of_a_registration_wins_over_its_name_among_the_skills(
    tmp_path: Path,
) -> None:
    load(tmp_path, ours(skills=["GMC"], registrations=[{"name": "GMC", "number": "1"}]))

    assert held("gmc").number == "1"
