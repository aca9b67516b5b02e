"""Firms and clients keep the same rules about their people; the tests ask both alike."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.models import Role
from engagements.actions import organisations
from engagements.models import ClientInvitation, ClientMember
from providers import actions as firms
from providers.models import Consultant, FirmInvitation
from tests.factories import (
    ClientFactory,
    ClientInvitationFactory,
    ClientMemberFactory,
    ConsultantFactory,
    FirmFactory,
    FirmInvitationFactory,
)


@dataclass(frozen=True)
class House:
    """One kind of organisation: how its rows are made, its actions and its routes."""

    name: str
    field: str
    make: Any
    make_person: Any
    make_invitation: Any
    person: Any
    invitation: Any
    actions: Any
    role: Role
    belongs_already: type[Exception]
    invite: Callable[..., Any]
    join: Callable[..., Any]
    leave: Callable[..., None]
    remove: Callable[..., None]
    own_page: str
    edit_page: str
    invite_route: str
    withdraw_route: str
    join_route: str
    invited_route: str
    leave_route: str
    remove_route: str
    admin_route: str

    def person_in(self, house: Any, **facts: Any) -> Any:
        return self.make_person(**{self.field: house}, **facts)

    def invitation_to(self, house: Any, **facts: Any) -> Any:
        return self.make_invitation(**{self.field: house}, **facts)

    def house_of(self, row: Any) -> Any:
        return getattr(row, self.field)


FIRM = House(
    name="firm",
    field="firm",
    make=FirmFactory,
    make_person=ConsultantFactory,
    make_invitation=FirmInvitationFactory,
    person=Consultant,
    invitation=FirmInvitation,
    actions=firms,
    role=Role.CONSULTANT,
    belongs_already=firms.AlreadyAtWork,
    invite=firms.invite_consultant,
    join=firms.join_firm,
    leave=firms.leave_firm,
    remove=firms.remove_consultant,
    own_page="providers:my_firm",
    edit_page="providers:edit_firm",
    invite_route="providers:invite",
    withdraw_route="providers:withdraw_invitation",
    join_route="providers:join",
    invited_route="providers:invited",
    leave_route="providers:leave_firm",
    remove_route="providers:remove_consultant",
    admin_route="providers:make_admin",
)
CLIENT = House(
    name="client",
    field="client",
    make=ClientFactory,
    make_person=ClientMemberFactory,
    make_invitation=ClientInvitationFactory,
    person=ClientMember,
    invitation=ClientInvitation,
    actions=organisations,
    role=Role.MEMBER,
    belongs_already=organisations.AlreadyMember,
    invite=organisations.invite_member,
    join=organisations.join_client,
    leave=organisations.leave_client,
    remove=organisations.remove_member,
    own_page="engagements:organisation",
    edit_page="engagements:edit_organisation",
    invite_route="engagements:invite",
    withdraw_route="engagements:withdraw_invitation",
    join_route="engagements:join",
    invited_route="engagements:invited",
    leave_route="engagements:leave_organisation",
    remove_route="engagements:remove_member",
    admin_route="engagements:make_member_admin",
)
