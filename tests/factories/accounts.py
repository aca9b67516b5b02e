"""People who sign in, and what they are told."""

import factory
from factory.django import DjangoModelFactory

from accounts.models import Notice, User
from tests.factories.constants import NOW


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.com")
    full_name = factory.Sequence(lambda n: f"Person {n}")


class NoticeFactory(DjangoModelFactory[Notice]):
    class Meta:
        model = Notice

    user = factory.SubFactory(UserFactory)
    subject = "Somebody answered"
    body = "They said yes."
    created_at = NOW
