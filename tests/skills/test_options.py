"""The page behind the type-ahead."""

import pytest
from django.urls import reverse

from skills.search import OtherField, other_field
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

URL = "/skills/search/"


@pytest.fixture
def signed_in(client):
    client.force_login(UserFactory())
    return client


def test_anonymous_is_asked_to_sign_in(client):
    response = client.get(URL, {"q": "gmp"})

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_options_are_list_items_with_code_and_label(loaded, signed_in):
    response = signed_in.get(URL, {"q": "clinical safety"})

    assert " ".join(response.content.decode().split()).startswith(
        '<li role="option" data-value="ih:skill:patient-safety" data-label="Patient safety"> '
        "Patient safety <small>also: clinical safety</small></li>"
    )


def test_options_keep_to_the_kind_asked_for(loaded, signed_in):
    response = signed_in.get(URL, {"q": "PMI", "kind": "situation"})

    assert response.content.decode().count("<li") == 1
    assert 'data-value="ih:situation:post-merger-integration"' in response.content.decode()


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("CFO", 'data-other-field="role" data-name="CFO"'),
        ("  cfo ", 'data-other-field="role" data-name="CFO"'),
        ("Plant manager", 'data-other-field="role" data-name="Plant manager"'),
        ("PMI", 'data-other-field="situation" data-name="Post-merger integration"'),
    ],
)
def test_a_role_or_situation_is_shown_after_the_skills_and_cannot_be_chosen(
    loaded, signed_in, typed, line
):
    lines = signed_in.get(URL, {"q": typed}).content.decode().strip().splitlines()

    assert lines[-1] == f"<li hidden {line}></li>"
    assert [one for one in lines[:-1] if "data-other-field" in one] == []


@pytest.mark.parametrize("typed", ["CF", "PM", "finance", "GMP", "change management", "", "\x00"])
def test_text_without_a_role_or_situation_has_no_hint(loaded, signed_in, typed):
    assert "data-other-field" not in signed_in.get(URL, {"q": typed}).content.decode()


def test_a_search_for_situations_has_no_hint(loaded, signed_in):
    response = signed_in.get(URL, {"q": "PMI", "kind": "situation"})

    assert "data-other-field" not in response.content.decode()


def test_the_hint_about_a_role_needs_no_extra_query(loaded, signed_in, django_assert_num_queries):
    signed_in.get(URL, {"q": "ISO 9001"})
    with django_assert_num_queries(0):
        assert other_field("CFO") == OtherField("role", "CFO")


@pytest.mark.parametrize("query", [{}, {"q": "likes golf"}, {"q": "gmp", "kind": "nonsense"}])
def test_options_accept_any_input(signed_in, query):
    assert signed_in.get(URL, query).content.strip() == b""


def test_options_are_only_read(signed_in):
    assert signed_in.post(URL).status_code == 405
