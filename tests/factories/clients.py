"""Clients, their members and invitations."""

import factory
from factory.django import DjangoModelFactory

from engagements.models import Client, ClientInvitation, ClientMember
from tests.factories.accounts import InvitationFactory, MembershipFactory, an_administrator


class ClientFactory(DjangoModelFactory[Client]):
    class Meta:
        model = Client

    name = factory.Sequence(lambda n: f"Client {n}")
    alias = "a European maker of medicines"


class ClientInvitationFactory(InvitationFactory):
    class Meta:
        model = ClientInvitation

    client = factory.SubFactory(ClientFactory)
    invited_by = factory.LazyAttribute(
        lambda row: an_administrator(ClientMemberFactory, client=row.client)
    )


class ClientMemberFactory(MembershipFactory):
    class Meta:
        model = ClientMember

    client = factory.SubFactory(ClientFactory)
    title = "Site director"
