"""import_profiles: what is loaded, what becomes a note, and that running twice changes nothing."""

import json

import pytest

from accounts.models import Activity
from candidates.models import Candidate, CandidateSkill, PastAssignment, ProfileChange
from tests.candidates.imports import load, ours
from tests.factories import (
    NOW,
    CandidateFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("importable")]


RESUME = {
    "basics": {
        "name": "Helena Marsh",
        "label": "Interim VP Technical Operations",
        "email": "Helena.Marsh@Example.com",
        "summary": "Called when a site has lost its regulator's trust.",
    },
    "work": [
        {
            "company": "Corvane Biologics Ltd",
            "position": "VP Technical Operations",
            "startDate": "2023-02",
            "endDate": "2023-11",
            "summary": "Close the case.",
            "highlights": ["Closed eleven observations.", "Batch release 38 to 22 days."],
        },
        {"name": "Halden Pharma", "position": "Site director", "startDate": "2026", "endDate": ""},
    ],
    "skills": [
        {"name": "483 Remediation", "level": "Leads others in it", "keywords": ["S&OP"]},
        {"name": "sales & operations planning", "level": "Wizard"},
    ],
    "languages": [{"language": "English"}, {"language": "Klingon"}],
    "meta": {
        "interimhub": {
            "id": 17,
            "seniority": 5,
            "languages": ["fr"],
            "regions": ["uk-london", "uk-london"],
            "remote": True,
            "right_to_work": ["uk"],
            "available_from": "2027-01-11",
            "day_rate": 2000,
        }
    },
}


def test_a_json_resume_becomes_an_unclaimed_and_hidden_profile(tmp_path) -> None:
    said, complained, failed = load(tmp_path, RESUME)

    person = Candidate.objects.get()
    assert (said, failed) == ("1 new, 0 changed, 0 seen before, 0 left to their owners.\n", False)
    assert (
        person.user,
        person.claimed_at,
        person.is_discoverable,
        person.source,
        person.source_id,
        person.imported_email,
    ) == (None, None, False, "people.jsonl", "17", "helena.marsh@example.com")
    assert (person.headline, person.seniority, person.languages, person.regions) == (
        "Interim VP Technical Operations",
        5,
        ["fr", "en"],
        ["uk-london"],
    )
    assert (person.is_remote_ok, person.availability_confirmed_on) == (True, None)
    assert str(person.available_from) == "2027-01-11"
    assert complained.splitlines() == [
        "line 1, note: languages[2]: “Klingon” is not one of our languages; left out",
        "line 1, note: skills[1]: “S&OP” names no skill of ours; left out",
        "line 1, note: skills[2].level: “Wizard” is not on our scale of 1 to 5; left open",
        "line 1, note: skills[2]: “sales & operations planning” names no skill of ours; left out",
    ]


def test_work_is_read_as_outcomes_in_the_older_spelling_too(tmp_path) -> None:
    load(tmp_path, RESUME)

    first, second = PastAssignment.objects.order_by("pk")
    assert (first.organisation, first.title, first.mandate, first.result) == (
        "Corvane Biologics Ltd",
        "VP Technical Operations",
        "Close the case.",
        "Closed eleven observations.\nBatch release 38 to 22 days.",
    )
    assert [str(first.started_on), str(first.ended_on)] == ["2023-02-01", "2023-11-30"]
    assert [str(second.started_on), second.ended_on, second.organisation] == [
        "2026-01-01",
        None,
        "Halden Pharma",
    ]


def test_a_level_in_words_counts_when_it_is_on_our_scale(tmp_path) -> None:
    load(tmp_path, RESUME)

    skill = CandidateSkill.objects.get()
    assert (skill.concept.label, skill.level, skill.last_used) == ("GMP remediation", 4, None)


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("Novice", 2),
        ("beginner", 2),
        ("BASIC", 2),
        ("Intermediate", 3),
        ("Proficient", 3),
        ("Advanced", 4),
        (" expert ", 4),
        ("Master", 5),
        ("Authority", 5),
        ("Aware of it", 1),
        ("Practised", 3),
        ("Guru", None),
    ],
)
def test_the_usual_words_for_a_level_are_understood_and_others_stay_unknown(
    tmp_path, word: str, level: int | None
) -> None:
    _, complained, failed = load(tmp_path, ours(skills=[{"id": "ih:skill:sop", "level": word}]))

    expected = "line 1, note: skills[1].level: “Guru” is not on our scale of 1 to 5; left open\n"
    assert (CandidateSkill.objects.get().level, failed) == (level, False)
    assert complained == ("" if level else expected)


@pytest.mark.parametrize(
    "meta", [{}, {"meta": {"version": "v1.0.0"}}, {"meta": {"interimhub": {}}}]
)
def test_a_json_resume_without_an_id_is_identified_by_its_email(tmp_path, meta) -> None:
    plain = {key: part for key, part in RESUME.items() if key != "meta"} | meta

    first, _, failed = load(tmp_path, plain)
    again, _, _ = load(tmp_path, plain)

    person = Candidate.objects.get()
    assert (person.source_id, person.imported_email) == ("helena.marsh@example.com",) * 2
    assert (first, again, failed) == (
        "1 new, 0 changed, 0 seen before, 0 left to their owners.\n",
        "0 new, 0 changed, 1 seen before, 0 left to their owners.\n",
        False,
    )


def test_our_keys_without_json_resume_are_loaded(tmp_path) -> None:
    skills = [
        {"id": "ih:skill:gmp-remediation", "level": 3, "last_used": 2019},
        {"name": "483 remediation", "level": 5},
        {"id": "http://data.europa.eu/esco/skill/ih:skill:sop", "last_used": "2024-05"},
    ]
    assignment = {
        "text": "Closed it.",
        "situations": ["Sanierung", "ih:situation:turnaround", "a party"],
        "sectors": [{"name": "PHARMA"}],
        "ended": 2026,
    }

    _, complained, failed = load(tmp_path, ours(skills=skills, assignments=[assignment]))

    stored = dict(CandidateSkill.objects.values_list("concept__code", "level"))
    used = dict(CandidateSkill.objects.values_list("concept__code", "last_used"))
    work = PastAssignment.objects.get()
    assert (stored, used) == (
        {"ih:skill:gmp-remediation": 5, "ih:skill:sop": None},
        {"ih:skill:gmp-remediation": 2019, "ih:skill:sop": 2024},
    )
    assert (work.title, work.result, work.ended_on) == (
        "Interim VP Technical Operations",
        "Closed it.",
        NOW.date(),
    )
    assert [concept.label for concept in work.situations.all()] == ["Turnaround"]
    assert [sector.label for sector in Candidate.objects.get().sectors.all()] == ["Pharmaceuticals"]
    assert complained == (
        "line 1, note: assignments[1].situations: “a party” names no situation of ours; left out\n"
    )
    assert not failed


def test_one_object_over_many_lines_is_one_profile(tmp_path) -> None:
    _, complained, _ = load(tmp_path, json.dumps(ours(), indent=2).encode())

    assert (Candidate.objects.count(), complained) == (1, "")


def test_a_byte_order_mark_and_empty_lines_are_ignored(tmp_path) -> None:
    lines = b"\xef\xbb\xbf" + json.dumps(ours()).encode(), b"", json.dumps(ours("p2")).encode()

    said, complained, _ = load(tmp_path, *lines)

    assert (said.startswith("2 new"), complained) == (True, "")


def test_running_twice_changes_nothing(tmp_path) -> None:
    people = (RESUME, ours(assignments=[{"text": "A"}, {"text": "B", "sectors": ["pharma"]}]))
    load(tmp_path, *people)
    rows = (Candidate, CandidateSkill, PastAssignment, ProfileChange, Activity)
    before = [list(model.objects.order_by("pk").values()) for model in rows]

    said, _, failed = load(tmp_path, *people)

    assert (said, failed) == ("0 new, 0 changed, 2 seen before, 0 left to their owners.\n", False)
    assert [list(model.objects.order_by("pk").values()) for model in rows] == before


def test_a_changed_row_changes_its_profile_and_increases_the_version(tmp_path) -> None:
    load(tmp_path, ours(skills=[{"id": "ih:skill:sop"}]), ours("p2"))

    said, _, _ = load(tmp_path, ours(skills=[{"id": "ih:skill:gmp-remediation"}]), ours("p2"))

    first, second = Candidate.objects.order_by("source_id")
    assert said == "0 new, 1 changed, 1 seen before, 0 left to their owners.\n"
    assert (first.version, second.version) == (2, 1)
    assert [skill.concept.code for skill in first.skills.all()] == ["ih:skill:gmp-remediation"]


def test_the_same_id_of_another_source_is_another_person(tmp_path) -> None:
    load(tmp_path, ours(), source="north")
    load(tmp_path, ours(), source="south")

    assert sorted(Candidate.objects.values_list("source", flat=True)) == ["north", "south"]


def test_an_import_does_not_change_a_claimed_profile(tmp_path) -> None:
    CandidateFactory(source="people.jsonl", source_id="p1", headline="My own words")

    said, _, _ = load(tmp_path, ours())

    assert said == "0 new, 0 changed, 0 seen before, 1 left to their owners.\n"
    assert Candidate.objects.get().headline == "My own words"
