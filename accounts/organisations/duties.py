"""Duties: what members are responsible for, and how it passes to a colleague when they leave.

@register
class ManagerDuties(Duties[ClientMember]):
    model = ClientMember

    def lock(self, member: ClientMember) -> None: ...
    def of(self, member: ClientMember) -> Handed: ...
    def hand_over(self, member: ClientMember, *, to: ClientMember, by: User, now: datetime): ...

Only apps above this one know what members do. The app above all of those declares one such class
for each kind of organisation, in a module `handover`, which is imported when Django starts.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Generic, TypeVar

from accounts.models import Membership, User

M = TypeVar("M", bound=Membership)
D = TypeVar("D", bound="type[Duties[Any]]")

_DUTIES: "dict[type[Membership], Duties[Any]]" = {}


@dataclass(frozen=True, slots=True)
class Handed:
    """How much a member is responsible for: live conversations, and briefs that have not ended."""

    conversations: int = 0
    briefs: int = 0

    def __bool__(self) -> bool:
        return bool(self.conversations or self.briefs)

    @property
    def in_words(self) -> str:
        """As in "3 conversations and 1 brief"; "" for nothing."""
        counted = ((self.conversations, "conversation"), (self.briefs, "brief"))
        parts = [f"{count} {noun}{'s' if count > 1 else ''}" for count, noun in counted if count]
        return " and ".join(parts)


class Duties(ABC, Generic[M]):
    """The duties of the members of one kind of organisation.

    Attributes:
        model: the kind of membership.
    """

    model: ClassVar[type[Membership]]

    @abstractmethod
    def lock(self, member: M) -> None:
        """Lock the rows that other actions lock first, to prevent deadlocks with them."""

    @abstractmethod
    def of(self, member: M) -> Handed:
        """Return how much a member is responsible for."""

    def preferred(self, member: M) -> M | None:
        """Return the colleague who knows a member's work best; None if nobody stands out."""
        del member
        return None

    @abstractmethod
    def hand_over(self, member: M, *, to: M, by: User, now: datetime) -> Handed:
        """Assign everything to a colleague, record it in the trail and notify the people who wait.

        Called in the transaction that ends the membership, after it has ended.
        """


def register(duties: D) -> D:
    """Register the duties of one kind of membership.

    Raises:
        ValueError: this kind is registered already.
    """
    if duties.model in _DUTIES:
        raise ValueError(f"The duties of {duties.model.__name__} are declared twice.")
    _DUTIES[duties.model] = duties()
    return duties


def duties_of(membership: Membership) -> "Duties[Any]":
    """Return the registered duties for this kind of membership."""
    return _DUTIES[type(membership)]


def usual_successor(membership: Membership, *, by: User) -> Any:
    """Return the default successor; None if there is nobody to prefer and no other administrator.

    It is the colleague who knows the member's work best, else the person who removes the member, or
    the first of the other administrators by name.
    """
    admins = membership.colleagues().admins().select_related("user")
    known = duties_of(membership).preferred(membership)
    return known or admins.filter(user=by).first() or admins.by_name().first()
