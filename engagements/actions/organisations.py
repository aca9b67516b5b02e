"""Create a client. All other actions are in `accounts.organisations.actions`."""

from datetime import datetime

from accounts.models import User
from accounts.organisations import actions
from engagements.models import Client
from skills.models import Concept


def found_client(
    *, by: User, name: str, title: str, sector: Concept | None, now: datetime
) -> Client:
    """Register a company, hospital or authority. Its founder becomes its first member.

    Raises:
        AlreadyMember: they belong to a client already.
        NameTaken: another client has this name.
    """
    return actions.found(Client(name=name, sector=sector), by=by, title=title, now=now)
