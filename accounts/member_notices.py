"""What firms and clients tell their people alike: who joined, left, was removed or runs it now.

Each app makes these its own kinds, with the code, the rows, the page and the words that differ.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

from accounts.models import User
from accounts.notices import Category, Kind


@dataclass(frozen=True)
class MemberJoined(Kind[Any]):
    """Tell whoever sent an invitation that it was accepted."""

    category = Category.ORGANISATION
    is_optional = True
    may: ClassVar[str]
    person: User

    def subject(self) -> str:
        """Return the subject line."""
        return f"{self.person.full_name} has joined {self.about.name}"

    def body(self) -> str:
        """Return the words."""
        return f"{self.person.full_name} accepted your invitation and can {self.may} from now on."


@dataclass(frozen=True)
class MemberLeft(Kind[Any]):
    """Tell the administrators that somebody has left."""

    category = Category.ORGANISATION
    did: ClassVar[str]
    advice: ClassVar[str]
    person: User

    def subject(self) -> str:
        """Return the subject line."""
        return f"{self.person.full_name} has left {self.about.name}"

    def body(self) -> str:
        """Return the words."""
        return (
            f"{self.person.full_name} no longer reads or {self.did} anything for "
            f"{self.about.name}. {self.advice}, so that nobody waits in vain."
        )


@dataclass(frozen=True)
class MemberRemoved(Kind[Any]):
    """Tell somebody who ended their access. They no longer see the organisation's own pages."""

    category = Category.ORGANISATION
    belong: ClassVar[str]
    by: User

    def subject(self) -> str:
        """Return the subject line."""
        return f"You no longer {self.belong} {self.about.name} on InterimHub"

    def body(self) -> str:
        """Return the words."""
        return (
            f"{self.by.full_name} has ended your access to what {self.about.name} does here. "
            "Your account stays yours. If this is a mistake, ask them for a new invitation."
        )


@dataclass(frozen=True)
class AdminMade(Kind[Any]):
    """Tell somebody that they are an administrator now."""

    category = Category.ORGANISATION
    is_optional = True
    may: ClassVar[str]
    by: User

    def subject(self) -> str:
        """Return the subject line."""
        return f"You can now run {self.about.name}"

    def body(self) -> str:
        """Return the words."""
        return f"{self.by.full_name} made you an administrator: you can {self.may}."
