"""The page of the basics."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Activity
from candidates.models import Candidate, ProfileChange
from candidates.trail import ProfileEvent
from tests.factories import NOW, SectorFactory

URL = "candidates:basics"


def facts(interim: Candidate, **changed: object) -> dict[str, object]:
    sector = SectorFactory(label="Hospitals")
    return {
        "version": interim.version,
        "headline": "Interim site director",
        "summary": "Called when a site has lost its regulator's trust.",
        "seniority": 5,
        "profit_and_loss": "under_250",
        "team_size": 800,
        "board_exposure": "attends",
        "geography": "United Kingdom, Ireland",
        "sectors": [sector.code],
    } | changed


def test_basics_are_saved_in_one_update_that_increases_the_version(
    signed_in: Client, interim: Candidate
) -> None:
    Candidate.objects.update(updated_at=NOW - timedelta(days=1))
    before = ProfileChange.objects.count()

    response = signed_in.post(reverse(URL), facts(interim))

    assert response["Location"] == reverse("candidates:profile")
    stored = Candidate.objects.get(pk=interim.pk)
    assert (stored.headline, stored.seniority, stored.team_size, stored.version) == (
        "Interim site director",
        5,
        800,
        interim.version + 1,
    )
    assert stored.updated_at == NOW
    assert [sector.label for sector in stored.sectors.all()] == ["Hospitals"]
    assert ProfileChange.objects.count() == before + 1
    trail = Activity.objects.about(interim).get(kind=ProfileEvent.BASICS_CHANGED)
    assert (trail.role, trail.facts, trail.written) == ("interim", {}, "")


def test_a_save_of_another_window_is_not_overwritten_without_warning(
    signed_in: Client, interim: Candidate
) -> None:
    signed_in.post(reverse(URL), facts(interim, headline="From the first window"))

    late = signed_in.post(reverse(URL), facts(interim, headline="From the second window"))

    page = late.content.decode()
    assert late.status_code == 422
    assert "changed in another window" in page
    assert "From the second window" in page
    assert Candidate.objects.get(pk=interim.pk).headline == "From the first window"


def test_saving_again_after_the_warning_overwrites(signed_in: Client, interim: Candidate) -> None:
    signed_in.post(reverse(URL), facts(interim, headline="From the first window"))
    late = signed_in.post(reverse(URL), facts(interim, headline="From the second window"))

    again = facts(interim, headline="From the second window")
    again["version"] = late.context["form"]["version"].value()
    signed_in.post(reverse(URL), again)

    assert Candidate.objects.get(pk=interim.pk).headline == "From the second window"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("headline", "x" * 141, "at most 140 characters"),
        ("headline", "a\x00b", "Null characters are not allowed."),
        ("summary", "x" * 10_001, "at most 10000 characters"),
        ("seniority", "8", "Choose one of those offered here."),
        ("seniority", "chief", "Choose one of those offered here."),
        ("team_size", "-1", "A number of people is zero or more."),
        ("team_size", "99999999999", "No organisation is that large."),
        ("team_size", "many", "Give a whole number"),
        ("profit_and_loss", "all of it", "Choose one of those offered here."),
        ("sectors", "no:such:sector", "Choose from those offered here."),
        ("sectors", "\x00", "Null characters are not allowed."),
        ("version", "soon", "Give a whole number"),
    ],
)
def test_bad_input_is_refused_at_its_field_and_everything_typed_stays(
    signed_in: Client, interim: Candidate, field: str, value: str, words: str
) -> None:
    response = signed_in.post(
        reverse(URL), facts(interim, **({"geography": "Ireland"} | {field: value}))
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert "Ireland" in page
    assert Candidate.objects.get(pk=interim.pk).version == interim.version
