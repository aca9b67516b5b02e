"""Firms, their consultants and whom they invite."""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from accounts.models import hash_token
from providers.models import Consultant, Firm, FirmInvitation
from tests.factories.accounts import UserFactory
from tests.factories.constants import NOW


class FirmFactory(DjangoModelFactory[Firm]):
    class Meta:
        model = Firm

    name = factory.Sequence(lambda n: f"Firm {n}")
    kind = Firm.Kind.SPECIALIST
    charter_accepted_at = NOW

    class Params:
        generalist = factory.Trait(kind=Firm.Kind.GENERALIST)
        rpo = factory.Trait(kind=Firm.Kind.RPO)


class ConsultantFactory(DjangoModelFactory[Consultant]):
    class Meta:
        model = Consultant

    user = factory.SubFactory(UserFactory)
    firm = factory.SubFactory(FirmFactory)
    title = "Partner"


class FirmInvitationFactory(DjangoModelFactory[FirmInvitation]):
    """A standing invitation; its letter's secret is `secret`."""

    class Meta:
        model = FirmInvitation

    class Params:
        secret = factory.Sequence(lambda n: f"firm-secret-{n}")

    firm = factory.SubFactory(FirmFactory)
    email = factory.Sequence(lambda n: f"invited{n}@example.com")
    token_hash = factory.LazyAttribute(lambda o: hash_token(o.secret))
    invited_by = factory.SubFactory(UserFactory)
    created_at = NOW
    expires_at = datetime(2099, 1, 1, tzinfo=UTC)
