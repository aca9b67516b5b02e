"""Found a firm. All other actions are in `accounts.organisations.actions`."""

from datetime import datetime

from accounts.models import User
from accounts.organisations import actions
from providers.models import Firm


def found_firm(*, by: User, name: str, kind: str, title: str, now: datetime) -> Firm:
    """Register a firm. Its founder accepts the conduct charter for it and becomes a consultant.

    Raises:
        AlreadyMember: they work for a firm.
        NameTaken: another firm has this name.
    """
    firm = Firm(name=name, kind=kind, charter_accepted_at=now)
    return actions.found(firm, by=by, title=title, now=now)
