"""What members answer for, and how it passes to a colleague when one of them leaves.

@register
class ManagerDuties(Duties[ClientMember]):
    model = ClientMember

    def lock(self, member: ClientMember) -> None: ...
    def of(self, member: ClientMember) -> Handed: ...
    def hand_over(self, member: ClientMember, *, to: ClientMember, by: User, now: datetime): ...

What members do is known to apps above this one. The app that knows all of it declares one such
class for each kind of organisation, in a module `handover`, which is imported when Django starts.
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
    """How much a member answers for: live conversations, and briefs that have not ended."""

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
    """What the members of one kind of organisation answer for.

    Attributes:
        model: the kind of membership.
    """

    model: ClassVar[type[Membership]]

    @abstractmethod
    def lock(self, member: M) -> None:
        """Lock what other actions lock first, so that a leave cannot deadlock with them."""

    @abstractmethod
    def of(self, member: M) -> Handed:
        """Return how much a member answers for."""

    @abstractmethod
    def hand_over(self, member: M, *, to: M, by: User, now: datetime) -> Handed:
        """Let a colleague answer for all of it; note it in the trail and tell whoever waits.

        Called in the transaction of the leave, once the membership has ended.
        """


def register(duties: D) -> D:
    """Make the duties of one kind of member known.

    Raises:
        ValueError: those of this kind are known already.
    """
    if duties.model in _DUTIES:
        raise ValueError(f"The duties of {duties.model.__name__} are declared twice.")
    _DUTIES[duties.model] = duties()
    return duties


def duties_of(membership: Membership) -> "Duties[Any]":
    """Return the duties of its kind."""
    return _DUTIES[type(membership)]
