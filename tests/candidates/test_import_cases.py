"""import_profiles: files as other programs write them, each with the expected result beside it."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from candidates.models import Candidate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_vocabulary")]

CASES = Path(__file__).parent / "cases"
FILES = sorted(path.name for path in CASES.iterdir() if not path.name.endswith(".expected.json"))


def imported(path: Path) -> dict[str, Any]:
    """Return what the command says of a file, and what it has stored."""
    out, err = StringIO(), StringIO()
    try:
        call_command("import_profiles", str(path), "--verbosity", "2", stdout=out, stderr=err)
    except CommandError as failure:
        err.write(f"{failure}\n")
    return {
        "said": out.getvalue().strip(),
        "notes": err.getvalue().splitlines(),
        "stored": stored(),
    }


def stored() -> list[dict[str, Any]]:
    return [
        {
            "email": person.imported_email,
            "headline": person.headline,
            "summary": person.summary,
            "languages": person.languages,
            "skills": {
                skill.concept.label: skill.level
                for skill in person.skills.order_by("concept__label")
            },
            "record": [
                {
                    "title": work.title,
                    "organisation": work.organisation,
                    "mandate": work.mandate,
                    "result": work.result,
                    "from": work.started_on and str(work.started_on),
                    "until": work.ended_on and str(work.ended_on),
                }
                for work in person.record.order_by("pk")
            ],
        }
        for person in Candidate.objects.order_by("pk")
    ]


@pytest.mark.parametrize("name", FILES)
def test_a_file_gives_what_it_plainly_means(name: str) -> None:
    expected = json.loads((CASES / f"{name}.expected.json").read_text())

    assert imported(CASES / name) == expected
