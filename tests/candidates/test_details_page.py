"""Personal details and photo: only their owner sees them."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from candidates.models import Candidate, PersonalDetails, ProfileChange
from tests.factories import CandidateFactory

URL = "candidates:details"
HEIC = b"\x00\x00\x00\x18ftypheic" + b"\x00" * 40


def image(kind: str) -> bytes:
    file = BytesIO()
    Image.new("RGB", (30, 40)).save(file, kind)
    return file.getvalue()


PNG, JPEG = image("PNG"), image("JPEG")


def facts(**changed: object) -> dict[str, object]:
    return {
        "stamp": PersonalDetails().stamp,
        "address": "4 Mill Lane, Reading",
        "nationality": "Irish",
        "birth_year": "1969",
        "gender": "woman",
    } | changed


def test_saving_details_leaves_the_profile_unchanged(signed_in, interim) -> None:
    before = ProfileChange.objects.count()

    signed_in.post(reverse(URL), facts())

    stored = PersonalDetails.objects.get(candidate=interim)
    assert (stored.address, stored.nationality, stored.birth_year, stored.gender) == (
        "4 Mill Lane, Reading",
        "Irish",
        1969,
        "woman",
    )
    assert Candidate.objects.get(pk=interim.pk).version == interim.version
    assert ProfileChange.objects.count() == before


def test_details_and_photo_of_somebody_else_stay_as_they_are(signed_in, interim) -> None:
    other = PersonalDetails.objects.create(
        candidate=CandidateFactory(), nationality="Dutch", photo=PNG, photo_type="image/png"
    )
    before = PersonalDetails.objects.values().get(pk=other.pk)

    signed_in.post(reverse(URL), facts())
    upload = SimpleUploadedFile("me.jpg", JPEG, content_type="image/jpeg")
    signed_in.post(reverse("candidates:add_photo"), {"photo": upload})
    signed_in.post(reverse("candidates:remove_photo"))

    assert PersonalDetails.objects.get(candidate=interim).nationality == "Irish"
    assert PersonalDetails.objects.values().get(pk=other.pk) == before


def test_details_of_another_window_are_not_overwritten_without_warning(signed_in, interim) -> None:
    signed_in.post(reverse(URL), facts())

    late = signed_in.post(reverse(URL), facts(nationality="British"))
    again = facts(nationality="British", stamp=late.context["form"]["stamp"].value())
    kept = PersonalDetails.objects.get(candidate=interim).nationality
    signed_in.post(reverse(URL), again)

    assert (late.status_code, kept) == (422, "Irish")
    assert 'value="British"' in late.content.decode()
    assert PersonalDetails.objects.get(candidate=interim).nationality == "British"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("birth_year", "71", "in four figures"),
        ("birth_year", "2020", "the year in which you were born"),
        ("birth_year", "once", "Give a whole number"),
        ("nationality", "x" * 61, "at most 60 characters"),
        ("gender", "x" * 41, "at most 40 characters"),
        ("address", "x" * 501, "at most 500 characters"),
        ("address", "a\x00", "Null characters"),
        ("stamp", "x" * 17, "at most 16 characters"),
    ],
)
def test_bad_input_is_refused_with_a_message(signed_in, interim, field, value, words) -> None:
    response = signed_in.post(reverse(URL), facts(**{field: value}))

    assert response.status_code == 422
    assert words in response.content.decode()
    assert not PersonalDetails.objects.filter(candidate=interim).exists()


@pytest.mark.parametrize(("content", "kind"), [(PNG, "image/png"), (JPEG, "image/jpeg")])
def test_a_photo_is_served_to_its_owner_only(signed_in, interim, client, content, kind) -> None:
    upload = SimpleUploadedFile("me.heic", content, content_type="image/heic")

    signed_in.post(reverse("candidates:add_photo"), {"photo": upload})

    served = signed_in.get(reverse("candidates:photo"))
    assert Image.open(BytesIO(served.content)).size == (30, 40)
    assert served["Content-Type"] == kind
    assert (served["X-Content-Type-Options"], served["Cache-Control"]) == (
        "nosniff",
        "no-store, private",
    )
    client.force_login(CandidateFactory().user)
    assert client.get(reverse("candidates:photo")).status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("me.png", b"<svg onload=alert(1)>", "neither a JPEG nor a PNG"),
        ("me.jpg", image("GIF"), "neither a JPEG nor a PNG"),
        ("me.jpg", image("WEBP"), "neither a JPEG nor a PNG"),
        ("me.heic", HEIC, "neither a JPEG nor a PNG"),
        ("me.jpg", JPEG[:-200], "damaged or incomplete"),
        ("me.png", b"", "This file is empty"),
        ("me.png", PNG + b"\x00" * (2 * 1024 * 1024), "larger than 2 MB"),
    ],
)
def test_a_large_or_invalid_photo_is_refused(signed_in, interim, name, content, words) -> None:
    upload = SimpleUploadedFile(name, content, content_type="image/png")

    response = signed_in.post(reverse("candidates:add_photo"), {"photo": upload})

    assert response.status_code == 422
    assert words in response.context["photo_form"].errors["photo"][0]
    assert words in response.content.decode()
    assert not PersonalDetails.objects.filter(candidate=interim).exists()


def test_a_missing_file_is_refused_with_a_message(signed_in) -> None:
    response = signed_in.post(reverse("candidates:add_photo"))

    assert "Choose a file first." in response.content.decode()


def test_a_photo_is_deleted(signed_in, interim) -> None:
    PersonalDetails.objects.create(candidate=interim, photo=PNG, photo_type="image/png")

    signed_in.post(reverse("candidates:remove_photo"))

    assert signed_in.get(reverse("candidates:photo")).status_code == 404
