"""Firms, their consultants and invitations."""

import factory
from factory.django import DjangoModelFactory

from providers.models import Consultant, Firm, FirmInvitation
from tests.factories.accounts import InvitationFactory, MembershipFactory, an_administrator
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


class ConsultantFactory(MembershipFactory):
    class Meta:
        model = Consultant

    firm = factory.SubFactory(FirmFactory)
    title = "Partner"


class FirmInvitationFactory(InvitationFactory):
    class Meta:
        model = FirmInvitation

    firm = factory.SubFactory(FirmFactory)
    invited_by = factory.LazyAttribute(
        lambda row: an_administrator(ConsultantFactory, firm=row.firm)
    )
