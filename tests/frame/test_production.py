"""The settings of production, checked in a separate process."""

import os
import subprocess
import sys

import pytest

PRODUCTION = {
    "INTERIMHUB_ENV": "production",
    "ALLOWED_HOSTS": "interimhub.example",
    "PUBLIC_URL": "https://interimhub.example",
    "SECRET_KEY": "0aB-" * 20 + "xyzUVWqrs123",
}


OF_TESTS = {"INTERIMHUB_DEMO", "DJANGO_ALLOW_ASYNC_UNSAFE"}
"""Set by tests that share this process; a production has none of it."""


def _run(*command: str, **facts: str) -> subprocess.CompletedProcess[str]:
    env = {key: value for key, value in os.environ.items() if key not in OF_TESTS}
    return subprocess.run(
        [sys.executable, *command],
        env=env | PRODUCTION | facts,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_production_passes_djangos_own_check():
    done = _run("manage.py", "check", "--deploy", "--fail-level", "WARNING")

    assert done.returncode == 0, done.stderr


def test_production_refuses_the_demo():
    done = _run("manage.py", "check", INTERIMHUB_DEMO="1")

    assert done.returncode != 0
    assert "INTERIMHUB_DEMO=1 is refused in production" in done.stderr


@pytest.mark.parametrize("missing", ["SECRET_KEY"])
def test_production_has_no_default_for_a_secret(missing: str):
    env = {key: value for key, value in os.environ.items() if key != missing}
    env |= {key: value for key, value in PRODUCTION.items() if key != missing}

    done = subprocess.run(
        [sys.executable, "manage.py", "check"], env=env, capture_output=True, text=True, check=False
    )

    assert done.returncode != 0
    assert missing in done.stderr


SECURE = """
from django.conf import settings as s
import django; django.setup()
from django.urls import NoReverseMatch, reverse
assert s.SESSION_COOKIE_SECURE and s.SESSION_COOKIE_NAME == "__Host-session"
assert s.CSRF_COOKIE_SECURE and s.CSRF_COOKIE_NAME == "__Host-csrf"
assert s.SESSION_COOKIE_HTTPONLY and s.SESSION_COOKIE_SAMESITE == "Lax"
assert s.SECURE_HSTS_SECONDS >= 365 * 24 * 3600 and s.SECURE_HSTS_INCLUDE_SUBDOMAINS
assert s.SECURE_SSL_REDIRECT and not s.DEBUG
for name in ("gallery", "demo:mail"):
    try:
        reverse(name)
    except NoReverseMatch:
        continue
    raise AssertionError(name)
from django.test import Client
answer = Client().get("/", headers={"host": "interimhub.example"})
assert answer.status_code == 301, answer.status_code
assert answer["Location"] == "https://interimhub.example/"
"""


def test_production_requires_https_and_has_no_demo_pages():
    done = _run("-c", SECURE, DJANGO_SETTINGS_MODULE="interimhub.settings")

    assert done.returncode == 0, done.stderr
