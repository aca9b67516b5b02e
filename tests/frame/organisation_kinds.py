"""The two kinds of organisation. Tests of shared code run once for each."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from accounts.models import Organisation
from engagements.actions.organisations import found_client
from engagements.models import Client
from providers.actions import found_firm
from providers.models import Firm
from tests.factories import (
    ClientFactory,
    ClientInvitationFactory,
    ClientMemberFactory,
    ConsultantFactory,
    FirmFactory,
    FirmInvitationFactory,
)


@dataclass(frozen=True)
class Kind:
    """One kind of organisation: its model, its factories and its founding action."""

    name: str
    model: type[Organisation]
    make: Any
    make_person: Any
    make_invitation: Any
    found: Any
    found_with: dict[str, Any]

    @property
    def person(self) -> Any:
        return self.model.membership_model()

    @property
    def invitation(self) -> Any:
        return self.model.invitation_model()

    def url(self, name: str, *args: object) -> str:
        return reverse(self.model.route(name), args=args)

    def person_in(self, organisation: Any, **facts: Any) -> Any:
        return self.make_person(**{self.name: organisation}, **facts)

    def invitation_to(self, organisation: Any, **facts: Any) -> Any:
        return self.make_invitation(**{self.name: organisation}, **facts)


FIRM = Kind(
    name="firm",
    model=Firm,
    make=FirmFactory,
    make_person=ConsultantFactory,
    make_invitation=FirmInvitationFactory,
    found=found_firm,
    found_with={"kind": Firm.Kind.RPO},
)
CLIENT = Kind(
    "client",
    Client,
    ClientFactory,
    ClientMemberFactory,
    ClientInvitationFactory,
    found=found_client,
    found_with={"sector": None},
)
