"""import_profiles: the same person and the same content, whatever the file is called."""

import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from candidates import actions
from candidates.models import Candidate, PastAssignment
from tests.candidates.conftest import verify
from tests.candidates.imports import load, ours
from tests.candidates.test_import_cases import CASES
from tests.factories import NOW, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("importable")]


def load_file(path: Path, *arguments: str) -> tuple[str, str]:
    """Return the summary, and what was said of single rows."""
    out, err = StringIO(), StringIO()
    call_command("import_profiles", str(path), *arguments, stdout=out, stderr=err)
    return out.getvalue().strip(), err.getvalue()


def test_the_same_content_under_another_name_is_one_profile() -> None:
    load_file(CASES / "export.json")

    said, noted = load_file(CASES / "export_copy.json")

    assert (Candidate.objects.count(), PastAssignment.objects.count()) == (1, 1)
    assert said == "0 new, 0 changed, 1 seen before, 0 left to their owners."
    assert noted == (
        "line 1: seen before: this profile came from “export.json” on 19 November 2026\n"
    )


def test_an_address_is_one_person_whatever_the_source_is_called() -> None:
    load_file(CASES / "export.json", "--source", "north")

    said, _ = load_file(CASES / "export.json", "--source", "south")

    assert said == "0 new, 0 changed, 1 seen before, 0 left to their owners."
    assert Candidate.objects.get().source == "north"


def test_ids_of_files_without_a_source_are_known_by_their_content(tmp_path) -> None:
    load(tmp_path, ours(assignments=[{"text": "Closed it."}]))
    renamed = shutil.copy(tmp_path / "people.jsonl", tmp_path / "people (1).jsonl")

    said, _ = load_file(Path(renamed))

    assert said == "0 new, 0 changed, 1 seen before, 0 left to their owners."
    assert (Candidate.objects.count(), PastAssignment.objects.count()) == (1, 1)


def test_ids_of_files_without_a_source_are_known_by_their_address(tmp_path) -> None:
    person = {"basics": {"email": "a@example.org"}, "meta": {"interimhub": {"id": 4}}}
    load(tmp_path, person | {"work": [{"position": "CFO"}]})
    (tmp_path / "later.json").write_bytes((tmp_path / "people.jsonl").read_bytes())
    changed = (tmp_path / "later.json").read_text().replace("CFO", "Group CFO")
    (tmp_path / "later.json").write_text(changed)

    said, _ = load_file(tmp_path / "later.json")

    assert said == "0 new, 1 changed, 0 seen before, 0 left to their owners."
    assert PastAssignment.objects.get().title == "Group CFO"


def test_the_same_id_with_other_content_under_another_name_is_another_person(tmp_path) -> None:
    load(tmp_path, ours())
    (tmp_path / "other.json").write_text('{"id": "p1", "title": "Somebody else"}')

    load_file(tmp_path / "other.json")

    assert sorted(Candidate.objects.values_list("headline", flat=True)) == [
        "Interim VP Technical Operations",
        "Somebody else",
    ]


def test_an_import_after_a_claim_creates_no_duplicate() -> None:
    person = UserFactory(email="pia.twin@example.org")
    verify(person)
    own = actions.open_profile(person, now=NOW)
    load_file(CASES / "export.json")
    actions.claim_profile(Candidate.objects.get(user=None), by=person, now=NOW)

    said, _ = load_file(CASES / "export_copy.json")

    assert said == "0 new, 0 changed, 0 seen before, 1 left to their owners."
    assert (Candidate.objects.get(), PastAssignment.objects.count()) == (own, 1)


def test_a_claim_adds_no_duplicate_assignment() -> None:
    person = UserFactory(email="pia.twin@example.org")
    verify(person)
    own = actions.open_profile(person, now=NOW)
    facts = {"title": "Supply chain director", "organisation": "a maker of valves"}
    PastAssignment.objects.create(candidate=own, started_on="2019-02-01", **facts)
    load_file(CASES / "export.json")

    actions.claim_profile(Candidate.objects.get(user=None), by=person, now=NOW)

    assert PastAssignment.objects.get().candidate == own
