"""Clients, their members and whom they invite."""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from accounts.models import hash_token
from engagements.models import Client, ClientInvitation, ClientMember
from tests.factories.accounts import UserFactory
from tests.factories.constants import NOW


class ClientFactory(DjangoModelFactory[Client]):
    class Meta:
        model = Client

    name = factory.Sequence(lambda n: f"Client {n}")
    alias = "a European maker of medicines"


class ClientMemberFactory(DjangoModelFactory[ClientMember]):
    class Meta:
        model = ClientMember

    user = factory.SubFactory(UserFactory)
    client = factory.SubFactory(ClientFactory)
    title = "Site director"


class ClientInvitationFactory(DjangoModelFactory[ClientInvitation]):
    """A standing invitation; its letter's secret is `secret`."""

    class Meta:
        model = ClientInvitation

    class Params:
        secret = factory.Sequence(lambda n: f"client-secret-{n}")

    client = factory.SubFactory(ClientFactory)
    email = factory.Sequence(lambda n: f"invited{n}@example.com")
    token_hash = factory.LazyAttribute(lambda o: hash_token(o.secret))
    invited_by = factory.SubFactory(UserFactory)
    created_at = NOW
    expires_at = datetime(2099, 1, 1, tzinfo=UTC)
