import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

SKILLS = """id,label,type
s1,manage budgets,skill/competence
s2,negotiate contracts,skill/competence
s3,weld metal,skill/competence
s4,international accounting standards,knowledge
"""
ALIASES = """id,alias
s4,IFRS
s2,contract negotiation
"""


class Ranked:
    """The output of `rank`: its lines, its messages and its exit code."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys
        (folder / "skills.csv").write_text(SKILLS)
        (folder / "aliases.csv").write_text(ALIASES)
        self.complaints = ""
        self.failure = ""

    def __call__(self, briefs: Any, profiles: Any, **options: Any) -> list[dict[str, Any]]:
        names = {"briefs": briefs, "profiles": profiles}
        for name, rows in names.items():
            lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
            (self.folder / name).write_text("\n".join(lines), encoding="utf-8")
        complaints, self.failure = StringIO(), ""
        try:
            call_command(
                "rank",
                briefs=self.folder / "briefs",
                profiles=self.folder / "profiles",
                vocabulary=self.folder,
                stderr=complaints,
                **options,
            )
        except CommandError as error:
            self.failure = str(error)
        told = complaints.getvalue().replace(f"{self.folder}/", "").splitlines(keepends=True)
        self.complaints = "".join(line for line in told if not line.startswith("Encoding"))
        return [json.loads(line) for line in self.capsys.readouterr().out.splitlines()]


@pytest.fixture
def rank(tmp_path: Path, capsys: pytest.CaptureFixture[str], settings: Any) -> Ranked:
    settings.HOME = tmp_path / "home"
    return Ranked(tmp_path, capsys)


def order(lines: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(line["brief"], line["profile"]) for line in lines]


BUDGET = {"id": "budget", "skills": [{"id": "s1", "level": 4}]}
WELDER = {"id": "welder", "skills": [{"id": "s3", "level": 4, "last_used": 2020}]}
HEAD = {"id": "head", "skills": [{"id": "s1", "level": 5}]}


def test_the_best_come_first_for_each_brief(rank: Ranked) -> None:
    weld = {"id": "weld", "skills": [{"name": "weld metal"}]}

    lines = rank([BUDGET, weld], [WELDER, HEAD])

    assert order(lines) == [
        ("budget", "head"),
        ("budget", "welder"),
        ("weld", "welder"),
        ("weld", "head"),
    ]
    assert (rank.complaints, rank.failure) == ("", "")


def test_a_line_has_the_terms_of_its_score(rank: Ranked) -> None:
    [line] = rank([BUDGET], [HEAD])

    assert line == {
        "brief": "budget",
        "profile": "head",
        "score": 60.0,
        "number": 84.487005,
        "verdict": {
            "kind": "could_do",
            "order": 2,
            "musts_met": 0,
            "musts": 0,
            "situation": "not_asked",
            "is_told": False,
            "situations_done": 0,
            "situations": 0,
            "role": "not_asked",
            "level": "not_asked",
            "levels_off": None,
            "is_level_read": False,
            "missing": "",
        },
        "parts": {
            "skill": 0.6,
            "situation": None,
            "outcome": None,
            "sector": None,
            "words": None,
            "role": None,
            "must": 1.0,
            "seniority": 1.0,
            "high": 100.0,
        },
    }


def test_a_line_has_the_verdict_and_what_is_missing(rank: Ranked) -> None:
    brief = BUDGET | {"skills": [{"id": "s1", "level": 4, "importance": "must"}]}

    lines = rank([brief | {"situations": ["turnaround"], "seniority": 6}], [HEAD, WELDER])

    said = {line["profile"]: line["verdict"] for line in lines}
    assert (said["head"]["kind"], said["head"]["missing"]) == (
        "other_work",
        "ih:situation:turnaround",
    )
    assert (said["welder"]["musts_met"], said["welder"]["missing"]) == (0, "s1")


def test_top_limits_the_number_of_profiles(rank: Ranked) -> None:
    assert order(rank([BUDGET], [WELDER, HEAD], top=1)) == [("budget", "head")]


def test_a_brief_with_text_only_is_linked(rank: Ranked) -> None:
    told = {"id": "told", "text": ["Weld metal parts of machines.", "Welding of metal frames"]}

    assert order(rank([told], [HEAD, WELDER])) == [("told", "welder"), ("told", "head")]


def test_a_profile_with_text_only_is_linked(rank: Ranked) -> None:
    told = {"id": "told", "assignments": [{"text": "Manage budgets", "ended": 2025}]}

    assert order(rank([BUDGET], [WELDER, told])) == [("budget", "told"), ("budget", "welder")]


def test_json_resume_gives_the_same_under_its_own_key(rank: Ranked) -> None:
    resume = {"basics": {"label": "CFO"}, "meta": {"interimhub": HEAD}}

    assert rank([BUDGET], [resume]) == rank([BUDGET], [HEAD])


def test_situations_sectors_and_seniority_count(rank: Ranked) -> None:
    brief = BUDGET | {"situations": ["turnaround"], "sectors": [], "seniority": 6}
    done = {"text": "", "situations": [{"id": "ih:situation:turnaround"}], "ended": "2025-06"}

    [line] = rank([brief], [HEAD | {"assignments": [done], "seniority": 4}])

    assert (line["parts"]["situation"], line["parts"]["seniority"]) == (1.0, 0.4)


def test_an_outcome_meets_a_criterion(rank: Ranked) -> None:
    brief = BUDGET | {"criteria": ["Reduce working capital"]}
    profiles = [
        HEAD | {"id": name, "assignments": [{"text": text}]}
        for name, text in (("a", "Sang in a choir"), ("b", "Reduced working capital"))
    ]

    lines = rank([brief], profiles)

    assert [line["profile"] for line in lines] == ["b", "a"]
    assert lines[0]["parts"]["outcome"] == 1.0


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ("{no json", "line 1: is not JSON: a name in double quotes is missing"),
        ("[1]", "line 1: is not an object"),
        ('{"id": "a", "seniority": NaN}', "line 1: is not JSON: NaN is not a JSON value"),
        ('{"skills": []}', "line 1: the object: 'id' is a required property"),
        (
            '{"id": "a", "skills": [{"id": "s1", "level": 9}]}',
            "line 1: skills[1].level: 9 is above 5",
        ),
        ('{"id": "budget"}', "line 2: has the id “budget” of an earlier line"),
    ],
)
def test_an_invalid_brief_is_reported_and_the_others_are_ranked(
    rank: Ranked, bad: str, words: str
) -> None:
    lines = rank([bad, BUDGET] if "line 1" in words else [BUDGET, bad], [HEAD])

    assert order(lines) == [("budget", "head")]
    assert rank.complaints.startswith(f"briefs, {words}")
    assert rank.failure == "1 line could not be read; the others are ranked."


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"id": "head"}, "has the id “head” of an earlier line"),
        ({"skills": []}, "does not say whose profile it is"),
        ({"id": "a", "assignments": [{"text": "x" * 1_000_000}]}, "is longer than 1 MB"),
    ],
)
def test_an_invalid_profile_is_reported_and_the_others_are_ranked(
    rank: Ranked, bad: dict[str, Any], words: str
) -> None:
    lines = rank([BUDGET], [HEAD, bad])

    assert order(lines) == [("budget", "head")]
    assert rank.complaints.startswith("profiles, line 2: ")
    assert words in rank.complaints
    assert rank.failure == "1 line could not be read; the others are ranked."


@pytest.mark.parametrize(
    "brief",
    [
        {"id": "b"},
        {"id": "b", "text": []},
        {"id": "b", "text": ["and", "😀", ""]},
        {"id": "b", "skills": [{"id": "unknown"}]},
    ],
)
def test_a_brief_that_asks_for_nothing_scores_everybody_0_with_a_message(
    rank: Ranked, brief: dict[str, Any]
) -> None:
    lines = rank([brief], [WELDER, HEAD])

    assert [(line["profile"], line["score"]) for line in lines] == [("head", 0.0), ("welder", 0.0)]
    assert "nothing in it can be compared: every score is 0" in rank.complaints
    assert rank.failure == ""


def test_unknown_names_of_a_profile_are_reported(rank: Ranked) -> None:
    lines = rank([BUDGET], [HEAD | {"skills": [{"id": "s1"}, {"name": "😀"}]}])

    assert len(lines) == 1
    assert (
        rank.complaints
        == "profiles, line 1: note: skills[2]: “😀” names no skill of ours; left out\n"
    )


@pytest.mark.parametrize(
    ("soft", "words"),
    [
        ({"skills": [{"id": "s1", "level": 9}]}, "skills[1].level: “9” is not on our scale"),
        ({"skills": [{"id": "s1", "last_used": 2990}]}, "“2990” is in the future"),
        ({"skills": [{"id": "s1"}] * 10_000}, "has 10,000 items; the first 1,000 were read"),
    ],
)
def test_a_field_that_cannot_be_read_costs_nobody_their_rank(
    rank: Ranked, soft: dict[str, Any], words: str
) -> None:
    lines = rank([BUDGET], [HEAD, {"id": "a"} | soft])

    assert sorted(line["profile"] for line in lines) == ["a", "head"]
    assert rank.complaints.startswith("profiles, line 2: note: ")
    assert (words in rank.complaints, rank.failure) == (True, "")


def test_a_megabyte_of_text_is_ranked(rank: Ranked) -> None:
    told = {"id": "told", "text": ["weld metal " * 9_000] * 9}

    assert order(rank([told], [HEAD, WELDER])) == [("told", "welder"), ("told", "head")]


def test_missing_files_are_reported(rank: Ranked) -> None:
    with pytest.raises(CommandError, match="nowhere cannot be read: No such file"):
        call_command(
            "rank", briefs=Path("nowhere"), profiles=Path("nowhere"), vocabulary=rank.folder
        )


# Registrations


def test_required_registrations_that_a_profile_does_not_state_are_listed_and_change_no_score(
    rank: Ranked,
):
    skills = [{"id": "s1", "level": 4}]
    profiles = [
        {"id": "none", "skills": skills},
        {"id": "one", "skills": skills, "registrations": ["GMC", {"name": "FMH"}]},
        {"id": "both", "skills": skills, "registrations": [{"name": "QP", "number": "1"}, "GMC"]},
    ]
    asked = {"id": "b", "skills": skills, "registrations": ["QP", {"id": "ih:registration:gmc"}]}

    plain = rank([{"id": "b", "skills": skills}], profiles)
    lines = rank([asked], profiles)

    assert {line["profile"]: line["registrations_missing"] for line in lines} == {
        "none": ["ih:registration:qualified-person", "ih:registration:gmc"],
        "one": ["ih:registration:qualified-person"],
        "both": [],
    }
    assert [{**line, "registrations_missing": 0} for line in lines] == [
        {**line, "registrations_missing": 0} for line in plain
    ]
    assert all("registrations_missing" not in line for line in plain)
    assert rank.complaints == ""


def test_a_registration_that_is_unknown_is_noted_and_one_of_another_kind_refused(rank: Ranked):
    skills = [{"id": "s1"}]
    asked = {"id": "b", "skills": skills, "registrations": ["PRINCE2"]}

    lines = rank([asked], [{"id": "p", "skills": skills}])

    assert "registrations_missing" not in lines[0]
    assert "“PRINCE2” names no registration of ours" in rank.complaints
    rank([{"id": "b", "registrations": 7}], [{"id": "p"}])
    assert "registrations: is not array" in rank.complaints
