"""import_profiles: what is good is loaded, what is not is named by line, and twice is once."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Activity
from candidates.models import Candidate, CandidateSkill, PastAssignment, ProfileChange
from skills.models import Label
from skills.search import key_of
from tests.factories import (
    NOW,
    CandidateFactory,
    ConceptFactory,
    SectorFactory,
    SituationFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def vocabulary() -> None:
    """Two skills of which one has another name, a situation and a sector."""
    gmp = ConceptFactory(code="ih:skill:gmp-remediation", label="GMP remediation")
    ConceptFactory(code="ih:skill:sop", label="sales and operations planning")
    turnaround = SituationFactory(code="ih:situation:turnaround", label="Turnaround")
    pharma = SectorFactory(code="ih:sector:pharmaceuticals", label="Pharmaceuticals")
    for concept, text in (
        (gmp, "483 remediation"),
        (turnaround, "Sanierung"),
        (pharma, "pharma"),
    ):
        Label.objects.create(concept=concept, text=text, key=key_of(text))


def load(tmp_path: Path, *lines: Any, source: str = "") -> tuple[str, str, bool]:
    """Return what the command said, what it complained of, and whether it failed."""
    file = tmp_path / "people.jsonl"
    raw = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    file.write_bytes(b"\n".join(raw) + b"\n")
    out, err = StringIO(), StringIO()
    arguments = [str(file), *(["--source", source] if source else [])]
    try:
        call_command("import_profiles", *arguments, stdout=out, stderr=err)
    except CommandError as failure:
        return out.getvalue(), f"{err.getvalue()}{failure}", True
    return out.getvalue(), err.getvalue(), False


def ours(ident: str = "p1", **keys: Any) -> dict[str, Any]:
    return {"id": ident, "title": "Interim VP Technical Operations"} | keys


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


def test_a_json_resume_becomes_an_unclaimed_profile_that_nobody_finds(tmp_path) -> None:
    said, complained, failed = load(tmp_path, RESUME)

    person = Candidate.objects.get()
    assert (said, failed) == ("1 new, 0 changed, 0 unchanged, 0 left to their owners.\n", False)
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
        "line 1, loaded without: languages[2]: “Klingon” is not one of our languages",
        "line 1, loaded without: skills[1]: “S&OP” names no skill of ours",
        "line 1, loaded without: skills[2].level: “Wizard” is not on our scale; not kept",
        "line 1, loaded without: skills[2]: “sales & operations planning” names no skill of ours",
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

    told = "line 1, loaded without: skills[1].level: “Guru” is not on our scale; not kept\n"
    assert (CandidateSkill.objects.get().level, failed) == (level, False)
    assert complained == ("" if level else told)


@pytest.mark.parametrize(
    "meta", [{}, {"meta": {"version": "v1.0.0"}}, {"meta": {"interimhub": {}}}]
)
def test_a_json_resume_without_our_keys_is_known_again_by_its_address(tmp_path, meta) -> None:
    plain = {key: part for key, part in RESUME.items() if key != "meta"} | meta

    first, _, failed = load(tmp_path, plain)
    again, _, _ = load(tmp_path, plain)

    person = Candidate.objects.get()
    assert (person.source_id, person.imported_email) == ("helena.marsh@example.com",) * 2
    assert (first, again, failed) == (
        "1 new, 0 changed, 0 unchanged, 0 left to their owners.\n",
        "0 new, 0 changed, 1 unchanged, 0 left to their owners.\n",
        False,
    )


def test_our_keys_by_themselves_are_read(tmp_path) -> None:
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

    held = dict(CandidateSkill.objects.values_list("concept__code", "level"))
    used = dict(CandidateSkill.objects.values_list("concept__code", "last_used"))
    work = PastAssignment.objects.get()
    assert (held, used) == (
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
        "line 1, loaded without: assignments[1].situations: “a party” names no situation of ours\n"
    )
    assert not failed


def test_one_object_over_many_lines_is_one_profile(tmp_path) -> None:
    _, complained, _ = load(tmp_path, json.dumps(ours(), indent=2).encode())

    assert (Candidate.objects.count(), complained) == (1, "")


def test_a_byte_order_mark_and_empty_lines_do_no_harm(tmp_path) -> None:
    lines = b"\xef\xbb\xbf" + json.dumps(ours()).encode(), b"", json.dumps(ours("p2")).encode()

    said, complained, _ = load(tmp_path, *lines)

    assert (said.startswith("2 new"), complained) == (True, "")


def test_running_twice_changes_nothing(tmp_path) -> None:
    people = (RESUME, ours(assignments=[{"text": "A"}, {"text": "B", "sectors": ["pharma"]}]))
    load(tmp_path, *people)
    rows = (Candidate, CandidateSkill, PastAssignment, ProfileChange, Activity)
    before = [list(model.objects.order_by("pk").values()) for model in rows]

    said, _, failed = load(tmp_path, *people)

    assert (said, failed) == ("0 new, 0 changed, 2 unchanged, 0 left to their owners.\n", False)
    assert [list(model.objects.order_by("pk").values()) for model in rows] == before


def test_a_changed_row_changes_its_profile_and_moves_the_version_on(tmp_path) -> None:
    load(tmp_path, ours(skills=[{"id": "ih:skill:sop"}]), ours("p2"))

    said, _, _ = load(tmp_path, ours(skills=[{"id": "ih:skill:gmp-remediation"}]), ours("p2"))

    first, second = Candidate.objects.order_by("source_id")
    assert said == "0 new, 1 changed, 1 unchanged, 0 left to their owners.\n"
    assert (first.version, second.version) == (2, 1)
    assert [skill.concept.code for skill in first.skills.all()] == ["ih:skill:gmp-remediation"]


def test_the_same_id_of_another_source_is_another_person(tmp_path) -> None:
    load(tmp_path, ours(), source="north")
    load(tmp_path, ours(), source="south")

    assert sorted(Candidate.objects.values_list("source", flat=True)) == ["north", "south"]


def test_a_claimed_profile_belongs_to_its_person(tmp_path) -> None:
    CandidateFactory(source="people.jsonl", source_id="p1", headline="My own words")

    said, _, _ = load(tmp_path, ours())

    assert said == "0 new, 0 changed, 0 unchanged, 1 left to their owners.\n"
    assert Candidate.objects.get().headline == "My own words"


BAD = {
    "half a line": (b'{"id": "x"', "is not JSON: Expecting ',' delimiter (column 11)"),
    "a list": (["x"], "is not an object; give one object, or one object a line"),
    "a number": (b"7", "is not an object; give one object, or one object a line"),
    "NaN": (b'{"id": "x", "seniority": NaN}', "is not JSON: NaN is no value of JSON"),
    "Infinity": (b'{"id": "x", "seniority": -Infinity}', "is not JSON: -Infinity is no value of"),
    "a huge float": (b'{"id": "x", "seniority": 1e999}', "seniority: is not integer"),
    "a huge number": (b'{"id": "x", "seniority": ' + b"9" * 5000 + b"}", "is not JSON: Exceeds"),
    "not UTF-8": (b'{"id": "\xff"}', "is not UTF-8 (byte 9)"),
    "UTF-16": ('{"id": "x"}'.encode("utf-16"), "is not UTF-8 (byte 1)"),
    "a NUL": (b'{"id": "x\\u0000"}', "holds a NUL character"),
    "a raw NUL": (b'{"id": "x\x00"}', "is not JSON: Invalid control character"),
    "half a character": (b'{"id": "x", "title": "\\ud800"}', "holds half a character"),
    "deep nesting": (b'{"id": ' + b"[" * 5000 + b"]" * 5000 + b"}", "is nested too deeply"),
    "fairly deep": (b'{"a": ' + b"[" * 700 + b"]" * 700 + b"}", ""),
    "1 MB": (b'{"id": "x", "title": "' + b"a" * 1_000_001 + b'"}', "is longer than 1 MB"),
    "no id": ({"title": "x"}, "has no id; give meta.interimhub.id"),
    "neither id nor address": (
        {"basics": {"name": "Helena Marsh"}},
        "has no id; give meta.interimhub.id, its identity in your system, or basics.email",
    ),
    "an address too long to be an id": (
        {"basics": {"email": f"{'a' * 60}@{'b' * 60}.{'c' * 60}.example"}},
        "basics.email: too long to be its identity; give meta.interimhub.id",
    ),
    "an empty id": (ours(" "), "has no id; give meta.interimhub.id"),
    "a list as id": (ours(["x"]), "id: is not string or integer"),
    "a long id": (ours("x" * 121), "id: has 121 characters, at most 120 are kept"),
    "level 6": (ours(skills=[{"name": "x", "level": 6}]), "skills[1].level: 6 is above 5"),
    "level 0": (ours(skills=[{"name": "x", "level": 0}]), "skills[1].level: 0 is below 1"),
    "level 2.5": (ours(skills=[{"name": "x", "level": 2.5}]), "skills[1].level: is not integer"),
    "level true": (ours(skills=[{"level": True}]), "skills[1].level: is not integer or string"),
    "seniority 8": (ours(seniority=8), "seniority: 8 is above 7"),
    "skills in words": (ours(skills="GMP"), "skills: is not array"),
    "10,000 skills": (
        ours(skills=[{"name": f"s{n}"} for n in range(10_000)]),
        "skills: has 10000 items, at most 300 are read",
    ),
    "used next year": (
        ours(skills=[{"id": "ih:skill:sop", "last_used": 2027}]),
        "skills[1].last_used: 2027 is still to come",
    ),
    "used in year 0": (ours(skills=[{"last_used": 0}]), "skills[1].last_used: 0 is not a year"),
    "used in 1 BC": (ours(skills=[{"last_used": -1}]), "skills[1].last_used: -1 is not a year"),
    "used long ago": (ours(skills=[{"last_used": 999}]), "skills[1].last_used: 0999 is before"),
    "ended tomorrow": (
        ours(assignments=[{"ended": "2026-11-20"}]),
        "assignments[1].ended: 2026-11-20 is still to come",
    ),
    "30 February": (
        ours(assignments=[{"ended": "2024-02-30"}]),
        "assignments[1].ended: 2024-02-30 is no day of the calendar",
    ),
    "month 13": (ours(assignments=[{"ended": "2024-13"}]), "2024-13 is no day of the calendar"),
    "a day in words": (ours(assignments=[{"ended": "May"}]), "“May” is not a day such as"),
    "free in words": (ours(available_from="soon"), "available_from: “soon” is not a day such as"),
    "free in 2099": (ours(available_from="2099-01-01"), "more than three years away"),
    "a region of Mars": (ours(regions=["mars"]), "regions[1]: “mars” is none of uk-london"),
    "remote in words": (ours(remote="yes"), "remote: is not boolean"),
    "no address": (
        {"basics": {"email": "helena at home"}, "meta": {"interimhub": {"id": "x"}}},
        "basics.email: “helena at home” is not an e-mail address",
    ),
    "ends before it begins": (
        {
            "work": [{"startDate": "2024-05", "endDate": "2023"}],
            "meta": {"interimhub": {"id": "x"}},
        },
        "work[1]: it ends on 2023-12-31 before it begins on 2024-05-01",
    ),
    "meta in words": ({"basics": {}, "meta": "x"}, "meta: is not object"),
    "a long label": (ours(title="x" * 141), "title: has 141 characters, at most 140 are kept"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_row_is_named_by_line_and_reason_and_the_others_are_loaded(tmp_path, name) -> None:
    bad, reason = BAD[name]

    said, complained, failed = load(tmp_path, ours("before"), bad, ours("after"))

    told = [line for line in complained.splitlines() if line.startswith("line 2: ")]
    assert sorted(Candidate.objects.values_list("source_id", flat=True)) == ["after", "before"]
    assert (said, failed, len(told)) == (
        "2 new, 0 changed, 0 unchanged, 0 left to their owners.\n",
        True,
        1,
    )
    assert reason in told[0]
    assert complained.endswith("1 row could not be loaded; the reasons are above.")


def test_a_first_line_that_is_broken_does_not_swallow_the_file(tmp_path) -> None:
    _, complained, _ = load(tmp_path, b'{"id": "x"', ours())

    assert complained.startswith("line 1: is not JSON")
    assert Candidate.objects.count() == 1


def test_a_broken_object_over_many_lines_is_one_complaint(tmp_path) -> None:
    _, complained, _ = load(tmp_path, b"{", b'  "id": "x",', b'  "title" "y"', b"}")

    assert complained.splitlines()[0] == (
        "line 1: is not JSON: Expecting ':' delimiter (line 3 of it, column 11)"
    )


def test_an_id_that_comes_twice_is_loaded_once(tmp_path) -> None:
    _, complained, _ = load(tmp_path, ours(), ours(title="Somebody else"))

    assert complained.startswith("line 2: has the id “p1” of line 1\n")
    assert Candidate.objects.get().headline == "Interim VP Technical Operations"


def test_many_unknown_names_are_counted_and_not_listed(tmp_path) -> None:
    _, complained, _ = load(tmp_path, ours(skills=[{"name": f"skill {n}"} for n in range(300)]))

    assert len(complained.splitlines()) == 6
    assert complained.endswith("line 1, loaded without: 295 more\n")


def test_a_name_that_two_skills_share_is_not_guessed(tmp_path) -> None:
    for code in ("ih:skill:one", "ih:skill:two"):
        Label.objects.create(concept=ConceptFactory(code=code), text="controls", key="controls")

    _, complained, _ = load(tmp_path, ours(skills=[{"name": "Controls"}]))

    assert "“Controls” names no skill of ours" in complained
    assert not CandidateSkill.objects.exists()


def test_nulls_are_what_is_not_said(tmp_path) -> None:
    _, complained, failed = load(tmp_path, ours(skills=None, seniority=None, regions=[None]))

    assert (complained, failed, Candidate.objects.get().regions) == ("", False, [])


def test_a_file_that_is_not_there_or_empty_is_said_so(tmp_path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_profiles", str(tmp_path / "nowhere"))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_profiles", str(tmp_path))
    assert load(tmp_path, b"", b"  ")[1].endswith("holds no profile.")


def test_no_vocabulary_is_said_so(tmp_path) -> None:
    from skills.models import Concept

    Concept.objects.all().delete()

    assert "run manage.py load_vocabulary first" in load(tmp_path, ours())[1]
