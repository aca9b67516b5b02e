"""Signing up and signing in, with a test browser."""

from allauth.account.models import EmailAddress
from django.test import Client as Browser
from django.urls import reverse

from accounts.models import User
from tests.factories import PASSWORD, UserFactory

NEW_PASSWORD = "another horse with a longer name"


def signed_up(browser: Browser, **facts: str):
    typed = {
        "full_name": "Helena Marsh",
        "email": "helena@example.com",
        "password1": PASSWORD,
        "time_zone": "America/New_York",
    }
    return browser.post(reverse("account_signup"), typed | facts)


def account_of(email: str = "tom@example.com") -> User:
    user = UserFactory(email=email)
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def sign_in(browser: Browser, email: str, password: str = PASSWORD):
    return browser.post(reverse("account_login"), {"login": email, "password": password})
