"""Notices to members: who joined, left, was removed or became an administrator."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from accounts.models import Invitation, Organisation, User
from accounts.notices import Category, NoticeKind, Rows, register
from accounts.organisations.duties import Handed


@dataclass(frozen=True)
class _AboutOwn(NoticeKind[Organisation]):
    """A notice about the organisation that its reader belongs to."""

    category = Category.ORGANISATION

    @classmethod
    def rows_of(cls, model: str) -> Rows:
        """Return the query for the organisation that a reader belongs to."""
        rows: Rows = _model(model).objects.of_member
        return rows

    def url(self) -> str:
        return self.about.own_url


@register
@dataclass(frozen=True)
class MemberJoined(_AboutOwn):
    """Tell the sender of an invitation that it was accepted."""

    code = "organisation.member_joined"
    is_optional = True
    person: User

    def subject(self) -> str:
        return f"{self.person.full_name} has joined {self.about.name}"

    def body(self) -> str:
        name, can = self.person.full_name, self.about.words.member_can
        return f"{name} accepted your invitation and can {can} from now on."


@register
@dataclass(frozen=True)
class MemberLeft(_AboutOwn):
    """Tell an administrator that a member has left, and who took over."""

    code = "organisation.member_left"
    person: User
    to: User

    def subject(self) -> str:
        return f"{self.person.full_name} has left {self.about.name}"

    def body(self) -> str:
        words = self.about.words
        return (
            f"{self.person.full_name} no longer {words.member_does} anything for "
            f"{self.about.name}. {self.to.full_name} has taken over. Invitations "
            "that they sent and nobody has accepted have ended."
        )


@register
@dataclass(frozen=True)
class DutiesTaken(_AboutOwn):
    """Tell a member what they take over from a colleague who left or was removed."""

    code = "organisation.duties_taken"
    person: User
    conversations: int
    briefs: int

    def subject(self) -> str:
        return f"You take over from {self.person.full_name}"

    def body(self) -> str:
        handed = Handed(self.conversations, self.briefs).in_words
        return (
            f"{self.person.full_name} no longer {self.about.words.belongs} {self.about.name}. You "
            f"take over from them: {handed}. Your first page lists what is to be done, "
            "with deadlines. The people who wait for it know that it is you."
        )


@register
@dataclass(frozen=True)
class MemberRemoved(NoticeKind[Organisation]):
    """Tell a former member who ended their access."""

    code = "organisation.member_removed"
    category = Category.ORGANISATION
    by: User

    @classmethod
    def rows_of(cls, model: str) -> Rows:
        """Return the query for any organisation: the reader no longer belongs to this one."""
        return _every(_model(model))

    def subject(self) -> str:
        return f"You no longer {self.about.words.belong} {self.about.name} on InterimHub"

    def body(self) -> str:
        return (
            f"{self.by.full_name} has ended your access to {self.about.name}. "
            "You keep your account. If this is a mistake, ask them for a new invitation."
        )


@register
@dataclass(frozen=True)
class AdminMade(_AboutOwn):
    """Tell a member that they are an administrator now."""

    code = "organisation.admin_made"
    is_optional = True
    by: User

    def subject(self) -> str:
        return f"You can now run {self.about.name}"

    def body(self) -> str:
        name, can = self.by.full_name, self.about.words.admin_can
        return f"{name} made you an administrator: you can {can}."


@register
@dataclass(frozen=True)
class InvitationUndelivered(NoticeKind[Invitation]):
    """Tell the sender of an invitation that its e-mail could not be delivered."""

    code = "organisation.invitation_undelivered"
    category = Category.ORGANISATION

    @classmethod
    def rows_of(cls, model: str) -> Rows:
        """Return the query for the invitations of the organisation that a reader belongs to."""
        return _invitations(model)

    def subject(self) -> str:
        return f"Your invitation to {self.about.email} could not be delivered"

    def body(self) -> str:
        return (
            f"The mail server for {self.about.email} refused the e-mail, or could not be reached "
            "for two days. Check the address. You can send the invitation again, or withdraw it "
            "and invite another address."
        )

    def url(self) -> str:
        return f"{self.about.organisation.own_url}#invitations"


@cache
def _invitations(label: str) -> Rows:
    model: Any = apps.get_model(label)

    def rows(reader: User) -> QuerySet[Any]:
        of_own = model.in_organisation_of(reader)
        found: QuerySet[Any] = model.objects.with_organisation().filter(of_own)
        return found

    return rows


@cache
def _every(model: type[Organisation]) -> Rows:
    def rows(reader: User) -> QuerySet[Organisation]:
        del reader
        return model.objects.all()

    return rows


def _model(label: str) -> type[Organisation]:
    model = apps.get_model(label)
    assert issubclass(model, Organisation)
    return model
