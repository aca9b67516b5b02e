"""What is missing in a profile, what that blocks, and showing the profile."""

import pytest
from django.urls import reverse

from accounts.models import Activity
from candidates import actions, completeness
from candidates.actions.profile import ProfileNotReady
from candidates.models import Candidate
from tests.factories import NOW, TODAY, UserFactory

FOUND = "candidates:be_found"


@pytest.mark.django_db
def test_an_empty_profile_lists_what_is_needed_first() -> None:
    candidate = actions.open_profile(UserFactory(), now=NOW)

    lacks = completeness.of(candidate, today=TODAY)

    assert (lacks.done, lacks.total, lacks.is_ready) == (0, 14, False)
    assert lacks.next == lacks.points[0]
    assert [gap.blocks for gap in lacks.gaps] == ["Needed before firms can find you"] * 9 + [""] * 5


def test_a_profile_with_what_is_needed_is_ready(interim) -> None:
    lacks = completeness.of(interim, today=TODAY)

    assert (lacks.is_ready, [gap.label for gap in lacks.gaps]) == (
        True,
        [
            "Say what you have been responsible for",
            "Describe 3 assignments from situation to result",
        ],
    )


@pytest.mark.parametrize(
    ("change", "noun"),
    [
        ({"headline": ""}, "a headline"),
        ({"seniority": None}, "your seniority"),
        ({"available_from": None}, "the day from which you are available"),
        ({"regions": []}, "a region, or that you would work remotely"),
        ({"languages": []}, "a language"),
        ({"right_to_work": []}, "where you may work"),
    ],
)
def test_a_profile_without_any_needed_point_cannot_be_found(interim, change, noun) -> None:
    Candidate.objects.update(**change)
    interim.refresh_from_db()

    with pytest.raises(ProfileNotReady, match=f"Before firms can find you, add {noun}."):
        actions.be_found(interim, by=interim.user, now=NOW)

    assert Candidate.objects.get(pk=interim.pk).is_discoverable is False


def test_remote_work_counts_as_a_region(interim) -> None:
    Candidate.objects.update(regions=[], is_remote_ok=True)
    interim.refresh_from_db()

    assert completeness.of(interim, today=TODAY).is_ready


def test_the_interim_shows_and_hides_the_profile(signed_in, interim) -> None:
    signed_in.post(reverse(FOUND))
    on = Candidate.objects.get(pk=interim.pk)
    signed_in.post(reverse("candidates:stay_hidden"))
    off = Candidate.objects.get(pk=interim.pk)

    assert (on.is_discoverable, off.is_discoverable) == (True, False)
    assert off.version == interim.version + 2
    assert list(Activity.objects.about(interim).values_list("kind", flat=True).order_by("pk")) == [
        "profile.made_visible",
        "profile.hidden",
    ]


def test_an_incomplete_profile_cannot_be_shown_and_the_page_says_why(signed_in, interim) -> None:
    interim.skills.all().delete()
    interim.record.all().delete()

    response = signed_in.post(reverse(FOUND))

    assert response.status_code == 409
    assert "add at least 3 skills and a past assignment with its result." in (
        response.content.decode()
    )


def test_the_next_step_depends_on_the_profile(signed_in, interim) -> None:
    ready = signed_in.get(reverse("candidates:profile")).content.decode()
    Candidate.objects.update(is_discoverable=True, availability_confirmed_on="2026-09-01")
    stale = signed_in.get(reverse("candidates:profile")).content.decode()

    assert ("Let firms find me" in ready, "My availability is still right" in stale) == (True, True)
    assert "Let firms find me" not in stale
