"""`manage.py link_skills`: one JSON object for each line, whatever the line."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SKILLS = "id,label,type\nx:1,plant closure,skill\nx:2,cash forecast,knowledge\n"
ALIASES = "id,alias\nx:1,PCX\nx:2,13-week liquidity plan\nx:9,of nobody\n"


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "skills.csv").write_text(SKILLS, encoding="utf-8")
    (tmp_path / "aliases.csv").write_text(ALIASES, encoding="utf-8")
    return tmp_path


def link(given: bytes, *options: object, home: Path) -> subprocess.CompletedProcess[bytes]:
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.run(
        [sys.executable, "manage.py", "link_skills", *map(str, options)],
        input=given,
        cwd=ROOT,
        env=env | {"INTERIMHUB_HOME": str(home), "LC_ALL": "C"},
        capture_output=True,
        check=False,
    )


def test_every_line_is_answered_in_order_without_a_database(folder, tmp_path):
    lines = ["PCX", "", "likes golf", "🎯 Übernahme \x00", "plant closure " * 70_000, "PCX"]
    given = "\n".join(lines).encode() + b"\nnot \xff UTF-8\r\n"

    told = link(given, "--vocabulary", folder, "--top", 1, home=tmp_path)

    answers = [json.loads(line) for line in told.stdout.decode().splitlines()]
    assert told.returncode == 0
    assert [answer["text"] for answer in answers] == [*lines, "not � UTF-8"]
    assert answers[0]["links"] == [{"id": "x:1", "label": "plant closure", "score": 1.0}]
    assert answers[1]["links"] == answers[2]["links"] == []
    assert answers[5] == answers[0]


def test_the_same_lines_have_the_same_output(folder, tmp_path):
    given = b"closing a plant\nliquidity\n"

    first = link(given, "--vocabulary", folder, home=tmp_path)
    (folder / "skills.csv").write_text(
        "\n".join([SKILLS.splitlines()[0], *reversed(SKILLS.splitlines()[1:])])
    )
    second = link(given, "--vocabulary", folder, home=tmp_path)

    assert first.returncode == second.returncode == 0
    assert second.stdout == first.stdout
    assert second.stderr == b""


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (None, "cannot be read"),
        ("", "lacks the column id, label, type"),
        ("id,name,type\n1,a,b\n", "lacks the column label"),
        ("id,label,type\n", "lists no skill"),
    ],
)
def test_a_folder_with_other_content_is_refused_with_a_reason(folder, tmp_path, content, complaint):
    if content is None:
        (folder / "skills.csv").unlink()
    else:
        (folder / "skills.csv").write_text(content)

    told = link(b"PCX\n", "--vocabulary", folder, home=tmp_path)

    assert told.returncode == 1
    assert complaint in told.stderr.decode()
    assert "Traceback" not in told.stderr.decode()
    assert told.stdout == b""


def test_a_missing_folder_is_refused(tmp_path):
    told = link(b"", "--vocabulary", tmp_path / "nowhere", home=tmp_path)

    assert told.returncode == 1
    assert "There is no folder" in told.stderr.decode()


def test_top_has_to_be_a_number_of_links(folder, tmp_path):
    told = link(b"PCX\n", "--vocabulary", folder, "--top", 0, home=tmp_path)

    assert told.returncode == 1
    assert "--top has to be 1 or more" in told.stderr.decode()
