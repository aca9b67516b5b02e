"""The demo's own pages. They exist only in the demo."""

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib import reload
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.checks import run_checks
from django.core.mail import EmailMultiAlternatives
from django.test import Client, override_settings
from django.urls import NoReverseMatch, clear_url_caches, reverse

import interimhub.urls
from accounts.models import User
from interimhub.demo.models import DemoWorld
from interimhub.demo.people import PASSWORD, PEOPLE, DemoPerson
from tests.factories import UserFactory


def _read_the_map_again() -> None:
    clear_url_caches()
    reload(interimhub.urls)


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Path]:
    """Switch on the demo, with its own mail folder."""
    with override_settings(DEMO=True, EMAIL_FILE_PATH=tmp_path):
        _read_the_map_again()
        yield tmp_path
    _read_the_map_again()


def _post(subject: str, *, to: str, text: str, html: str = "") -> None:
    letter = EmailMultiAlternatives(subject, text, "hello@interimhub.example", [to])
    if html:
        letter.attach_alternative(html, "text/html")
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.filebased.EmailBackend"):
        letter.connection = None
        letter.send()


def test_the_pages_do_not_exist_outside_the_demo(client: Client, db: None) -> None:
    with pytest.raises(NoReverseMatch):
        reverse("demo:mail")

    assert client.get("/demo/mail/").status_code == 404


def test_the_sign_in_page_offers_each_person_with_a_sentence(
    client: Client, world: DemoWorld, demo: Path
) -> None:
    page = client.get(reverse("account_login")).content.decode()

    assert [page.count(person.name) >= 1 for person in PEOPLE] == [True] * len(PEOPLE)
    assert page.count('class="demo-person"') == len(PEOPLE)


def test_one_click_signs_in(client: Client, world: DemoWorld, demo: Path) -> None:
    user = User.objects.get(email=PEOPLE[0].email)

    response = client.post(reverse("demo:sign_in", args=[user.ref]))

    assert response.url == reverse("today")  # type: ignore[attr-defined]
    assert client.session["_auth_user_id"] == str(user.pk)


def test_no_other_user_can_be_signed_in_as(client: Client, world: DemoWorld, demo: Path) -> None:
    stranger = UserFactory()
    gone = UserFactory(is_demo=True, is_active=False)

    answers = [
        client.post(reverse("demo:sign_in", args=[user.ref])).status_code
        for user in (stranger, gone)
    ]

    assert (answers, "_auth_user_id" in client.session) == ([404, 404], False)


def test_a_link_alone_signs_nobody_in(client: Client, world: DemoWorld, demo: Path) -> None:
    user = User.objects.get(email=PEOPLE[0].email)

    assert client.get(reverse("demo:sign_in", args=[user.ref])).status_code == 405


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.key)
def test_the_ordinary_form_takes_the_demos_password(
    client: Client, world: DemoWorld, demo: Path, person: DemoPerson
) -> None:
    cache.clear()
    fields = {"login": person.email, "password": PASSWORD}

    response = client.post(reverse("account_login"), fields)

    assert response.status_code == 302
    assert client.get(reverse("today")).status_code == 200


def test_a_finance_boutique_is_among_the_people_and_has_something_to_review(
    client: Client, brief: Any, demo: Path
) -> None:
    henry = User.objects.get(email="henry.roe@tallisroe.example")
    client.force_login(henry)

    briefs = client.get(reverse("engagements:briefs")).content.decode()

    assert brief("carve-out-cfo").name in briefs


def test_mail_is_listed_newest_first_and_searched_by_recipient(
    client: Client, demo: Path, db: None
) -> None:
    _post("First", to="anna@example.com", text="one")
    _post("Second", to="bert@example.com", text="two")

    everything = client.get(reverse("demo:mail"))
    to_anna = client.get(reverse("demo:mail"), {"q": "ANNA"})

    assert {letter.subject for letter in everything.context["page"]} == {"First", "Second"}
    assert [letter.subject for letter in to_anna.context["page"]] == ["First"]


def test_an_empty_mailbox_says_what_to_do(client: Client, demo: Path, db: None) -> None:
    page = client.get(reverse("demo:mail")).content.decode()

    assert "No mail yet" in page


def test_an_e_mail_is_shown_as_text_and_never_rendered(
    client: Client, demo: Path, db: None
) -> None:
    _post("A <b>subject</b>", to="anna@example.com", text="<i>hm</i>", html="<script>x()</script>")
    letter = client.get(reverse("demo:mail")).context["page"][0]

    page = client.get(reverse("demo:letter", args=[letter.name])).content.decode()

    assert "<script>x()" not in page
    assert "&lt;script&gt;x()&lt;/script&gt;" in page
    assert "&lt;i&gt;hm&lt;/i&gt;" in page


def test_an_unknown_e_mail_is_404(client: Client, demo: Path, db: None) -> None:
    assert client.get("/demo/mail/settings_1/").status_code == 404


def test_a_broken_file_in_the_mail_folder_is_ignored(client: Client, demo: Path, db: None) -> None:
    (demo / "odd.log").write_bytes(b"\xff\xfe no headers at all")

    assert client.get(reverse("demo:mail")).status_code == 200


# Never in production


@override_settings(DEMO=True, IS_PRODUCTION=True)
def test_a_check_refuses_the_demo_in_production() -> None:
    found = [error.id for error in run_checks() if error.id == "interimhub.E001"]

    assert found == ["interimhub.E001"]


def test_the_check_is_silent_otherwise() -> None:
    assert [error for error in run_checks() if error.id == "interimhub.E001"] == []


def test_production_settings_refuse_to_start_with_the_demo() -> None:
    env = os.environ | {
        "INTERIMHUB_ENV": "production",
        "INTERIMHUB_DEMO": "1",
        "SECRET_KEY": "x" * 60,
        "DJANGO_SETTINGS_MODULE": "interimhub.settings",
    }

    result = subprocess.run(
        [sys.executable, "-c", "import django; django.setup()"],
        env=env,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert result.returncode != 0
    assert "ImproperlyConfigured: INTERIMHUB_DEMO=1 is refused in production" in result.stderr
