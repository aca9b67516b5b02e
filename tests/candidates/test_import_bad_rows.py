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
    "half a line": (
        b'{"id": "x"',
        "is not JSON: a comma or a closing bracket is missing (line 2, c",
    ),
    "a comma too many": (b'{"id": "x", }', "is not JSON: a comma too many (line 2, column 11)"),
    "a list": (["x"], "is not an object; give one object, or one object per line"),
    "a number": (b"7", "is not an object; give one object, or one object per line"),
    "NaN": (b'{"id": "x", "seniority": NaN}', "is not JSON: NaN is not a JSON value"),
    "Infinity": (
        b'{"id": "x", "seniority": -Infinity}',
        "is not JSON: -Infinity is not a JSON value",
    ),
    "a huge number": (b'{"id": ' + b"9" * 5000 + b"}", "is not JSON: a number has thousands of"),
    "UTF-16 in UTF-8": ('{"id": "x"}'.encode("utf-16"), "is not JSON: a value is missing"),
    "no known encoding": (b'{"id": "\x81"}', "is neither UTF-8 nor Windows-1252"),
    "a NUL as id": (b'{"id": "x\\u0000"}', "id: holds characters that cannot be stored"),
    "a raw NUL": (b'{"id": "x\x00"}', "is not JSON: a text contains a line break, tab"),
    "half a character": (b'{"id": "\\ud800"}', "id: holds characters that cannot be stored"),
    "deep nesting": (b'{"id": ' + b"[" * 5000 + b"]" * 5000 + b"}", "is nested too deeply"),
    "fairly deep": (b'{"a": ' + b"[" * 700 + b"]" * 700 + b"}", ""),
    "1 MB": (b'{"id": "x", "title": "' + b"a" * 1_000_001 + b'"}', "is longer than 1 MB"),
    "no id": ({"title": "x"}, "does not say whose profile it is; add basics.email"),
    "neither id nor address": (
        {"basics": {"name": "Helena Marsh"}},
        (
            "does not say whose profile it is; add basics.email, only the address, or"
            " meta.interimhub.id, its identity in your system"
        ),
    ),
    "an address too long to be an id": (
        {"basics": {"email": f"{'a' * 60}@{'b' * 60}.{'c' * 60}.example"}},
        "basics.email: too long to be its identity; add meta.interimhub.id",
    ),
    "an empty id": (ours(" "), "does not say whose profile it is"),
    "a list as id": (ours(["x"]), "id: is not a text or whole number"),
    "true as id": (ours(True), "id: is not a text or whole number"),
    "a long id": (ours("x" * 121), "id: has 121 characters; give at most 120"),
    "no address": (
        {"basics": {"email": "helena at home"}, "meta": {"interimhub": {"id": "x"}}},
        "basics.email: “helena at home” is not an e-mail address; give only the address",
    ),
}
SOFT = {
    "not UTF-8": (b'{"id": "s", "title": "\xfc"}', "the file: is not UTF-8; read as Windows-1252"),
    "a huge float": (b'{"id": "s", "seniority": 1e999}', "seniority: “inf” is not a whole number"),
    "a NUL": (b'{"id": "s", "title": "x\\u0000"}', "title: holds characters that cannot be stored"),
    "half a character": (b'{"id": "s", "title": "\\ud800"}', "title: holds characters that cannot"),
    "level 6": (ours("s", skills=[{"level": 6}]), "skills[1].level: “6” is not on our scale"),
    "level 0": (ours("s", skills=[{"level": 0}]), "skills[1].level: “0” is not on our scale"),
    "level 2.5": (ours("s", skills=[{"level": 2.5}]), "skills[1].level: “2.5” is not on our"),
    "level true": (ours("s", skills=[{"level": True}]), "skills[1].level: “True” is not on our"),
    "seniority 8": (ours("s", seniority=8), "seniority: “8” is not between 1 and 7"),
    "skills in words": (ours("s", skills="GMP"), "skills: one value, read as a list of one"),
    "10,000 skills": (
        ours("s", skills=[{"name": f"s{n}"} for n in range(10_000)]),
        "skills: has 10,000 items; the first 1,000 were read",
    ),
    "used next year": (ours("s", skills=[{"last_used": 2027}]), "“2027” is in the future; left"),
    "used in year 0": (ours("s", skills=[{"last_used": 0}]), "last_used: “0” is not a day such"),
    "used in 1 BC": (ours("s", skills=[{"last_used": -1}]), "last_used: “-1” is not a day such"),
    "used long ago": (ours("s", skills=[{"last_used": 999}]), "last_used: “999” is not a day"),
    "used in 1949": (ours("s", skills=[{"last_used": 1949}]), "“1949” is before 1950; left out"),
    "ends in 2060": (ours("s", assignments=[{"ended": "2060"}]), "is more than ten years away"),
    "30 February": (
        ours("s", assignments=[{"ended": "2024-02-30"}]),
        "assignments[1].ended: “2024-02-30” is not a day of the calendar; left out",
    ),
    "month 13": (
        ours("s", assignments=[{"ended": "2024-13"}]),
        "“2024-13” is not a day of the cal",
    ),
    "a day in words": (ours("s", assignments=[{"ended": "May"}]), "“May” is not a day such as"),
    "free in words": (ours("s", available_from="soon"), "available_from: “soon” is not a day"),
    "free in 2099": (ours("s", available_from="2099-01-01"), "more than three years away"),
    "a region of Mars": (ours("s", regions=["mars"]), "regions[1]: “mars” is none of our regions"),
    "remote in words": (ours("s", remote="maybe"), "remote: “maybe” is neither yes nor no"),
    "ends before it begins": (
        {
            "work": [{"startDate": "2024-05", "endDate": "2023"}],
            "meta": {"interimhub": {"id": "s"}},
        },
        "work[1].endDate: “2023” is before the startDate “2024-05”; both left out",
    ),
    "an end that cannot be read": (
        {"work": [{"startDate": "2024", "endDate": "soon"}], "meta": {"interimhub": {"id": "s"}}},
        "work[1].startDate: left out too, or it would read as still running",
    ),
    "a start to come": (
        {"work": [{"startDate": "2030", "endDate": "2031"}], "meta": {"interimhub": {"id": "s"}}},
        "work[1].startDate: “2030” is in the future; left out",
    ),
    "the same work twice": (
        {"work": [{"position": "CFO"}] * 2, "meta": {"interimhub": {"id": "s"}}},
        "work: has the same assignment twice; kept once",
    ),
    "a section that has no place": (
        {"education": [{"area": "Law"}], "meta": {"interimhub": {"id": "s"}}},
        "education: a profile here has no place for it; left out",
    ),
    "basics in words": ({"basics": "x", "meta": {"interimhub": {"id": "s"}}}, "basics: “x” is not"),
    "a long label": (ours("s", title="x" * 141), "has 141 characters; the first 140 were kept"),
}


@pytest.mark.parametrize("name", SOFT)
def test_a_soft_field_is_noted_and_its_profile_loaded(tmp_path, name) -> None:
    soft, note = SOFT[name]

    said, complained, failed = load(tmp_path, ours("before"), soft)

    assert (said[:5], failed) == ("2 new", False)
    assert Candidate.objects.filter(source_id="s").exists()
    notes = [line for line in complained.splitlines() if note in line]
    assert [line[:14] for line in notes] == ["line 2, note: "]


@pytest.mark.parametrize("name", BAD)
def test_a_bad_row_is_reported_with_its_line_and_the_others_are_loaded(tmp_path, name) -> None:
    bad, reason = BAD[name]

    said, complained, failed = load(tmp_path, ours("before"), bad, ours("after"))

    errors = [line for line in complained.splitlines() if line.startswith("line 2: ")]
    assert sorted(Candidate.objects.values_list("source_id", flat=True)) == ["after", "before"]
    assert (said, failed, len(errors)) == (
        "2 new, 0 changed, 0 seen before, 0 left to their owners.\n",
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
        "line 1: is not JSON: a colon is missing (line 3, column 11)"
    )


def test_a_repeated_id_is_loaded_once(tmp_path) -> None:
    _, complained, _ = load(tmp_path, ours(), ours(title="Somebody else"))

    assert complained.startswith("line 2: is the person of line 1, with other content; that line")
    assert Candidate.objects.get().headline == "Interim VP Technical Operations"


def test_many_unknown_names_are_counted_and_not_listed(tmp_path) -> None:
    _, complained, _ = load(tmp_path, ours(skills=[{"name": f"skill {n}"} for n in range(300)]))

    assert len(complained.splitlines()) == 6
    assert complained.endswith("line 1, note: 295 more; --verbosity 2 shows all\n")


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
