"""The page behind the type-ahead."""

import pytest
from django.urls import reverse

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

    first = response.content.decode().strip().splitlines()[0].strip()
    assert first == (
        '<li role="option" data-value="ih:skill:patient-safety" data-label="Patient safety">'
        "Patient safety <small>also: clinical safety</small></li>"
    )


def test_options_keep_to_the_kind_asked_for(loaded, signed_in):
    response = signed_in.get(URL, {"q": "PMI", "kind": "situation"})

    assert response.content.decode().count("<li") == 1
    assert 'data-value="ih:situation:post-merger-integration"' in response.content.decode()


@pytest.mark.parametrize("query", [{}, {"q": "likes golf"}, {"q": "gmp", "kind": "nonsense"}])
def test_options_answer_anything_typed(signed_in, query):
    assert signed_in.get(URL, query).content.strip() == b""


def test_options_are_only_read(signed_in):
    assert signed_in.post(URL).status_code == 405
