"""import_profiles: a bad row is reported with line and reason, and the others are loaded."""

import pytest
from django.core.management import CommandError, call_command

from candidates.models import Candidate, CandidateSkill
from skills.models import Label
from tests.candidates.imports import load, ours
from tests.factories import (
    ConceptFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("importable")]


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
        "skills: has 10000 items, at most 1000 are read",
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
def test_a_bad_row_is_reported_with_its_line_and_the_others_are_loaded(tmp_path, name) -> None:
    bad, reason = BAD[name]

    said, complained, failed = load(tmp_path, ours("before"), bad, ours("after"))

    errors = [line for line in complained.splitlines() if line.startswith("line 2: ")]
    assert sorted(Candidate.objects.values_list("source_id", flat=True)) == ["after", "before"]
    assert (said, failed, len(errors)) == (
        "2 new, 0 changed, 0 unchanged, 0 left to their owners.\n",
        True,
        1,
    )
    assert reason in errors[0]
    assert complained.endswith("1 row could not be loaded; the reasons are above.")


def test_a_broken_first_line_does_not_stop_the_others(tmp_path) -> None:
    _, complained, _ = load(tmp_path, b'{"id": "x"', ours())

    assert complained.startswith("line 1: is not JSON")
    assert Candidate.objects.count() == 1


def test_a_broken_object_over_many_lines_is_one_error(tmp_path) -> None:
    _, complained, _ = load(tmp_path, b"{", b'  "id": "x",', b'  "title" "y"', b"}")

    assert complained.splitlines()[0] == (
        "line 1: is not JSON: Expecting ':' delimiter (line 3 of it, column 11)"
    )


def test_a_repeated_id_is_loaded_once(tmp_path) -> None:
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


def test_a_null_counts_as_missing(tmp_path) -> None:
    _, complained, failed = load(tmp_path, ours(skills=None, seniority=None, regions=[None]))

    assert (complained, failed, Candidate.objects.get().regions) == ("", False, [])


def test_a_missing_or_empty_file_is_reported(tmp_path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_profiles", str(tmp_path / "nowhere"))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_profiles", str(tmp_path))
    assert load(tmp_path, b"", b"  ")[1].endswith("holds no profile.")


def test_a_missing_vocabulary_is_reported(tmp_path) -> None:
    from skills.models import Concept

    Concept.objects.all().delete()

    assert "run manage.py load_vocabulary first" in load(tmp_path, ours())[1]
