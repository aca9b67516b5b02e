"""Found a firm, and keep its off-limits list. All others: `accounts.organisations.actions`."""

from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.organisations import actions
from accounts.organisations.membership import insist_on_membership
from interimhub.lib.refused import Refused
from providers.models import Consultant, Firm, OffLimits
from providers.names import key_of


def found_firm(*, by: User, name: str, kind: str, title: str, now: datetime) -> Firm:
    """Register a firm. Its founder accepts the conduct charter for it and becomes a consultant.

    Raises:
        AlreadyMember: they work for a firm.
        NameTaken: another firm has this name.
    """
    firm = Firm(name=name, kind=kind, charter_accepted_at=now)
    return actions.found(firm, by=by, title=title, now=now)


class AlreadyOffLimits(Refused):
    """The organisation is on the list already, perhaps in another spelling."""


@transaction.atomic(durable=True)
def declare(*, by: Consultant, name: str, now: datetime) -> OffLimits:
    """Put an organisation on the list of the consultant's firm.

    It holds for briefs that open from now on: a list that could change during a search would tell
    the firm, name by name, where the interims on it work.

    Raises:
        AlreadyOffLimits: it is on the list.
    """
    insist_on_membership(by)
    try:
        with transaction.atomic():
            return OffLimits.objects.create(firm=by.firm, name=name, key=key_of(name), added_at=now)
    except IntegrityError as error:
        if "off_limits_once" not in str(error):
            raise
        raise AlreadyOffLimits("This organisation is on your list already.") from None


@transaction.atomic(durable=True)
def take_off(row: OffLimits, *, by: Consultant, now: datetime) -> None:
    """Take an organisation off the list, for briefs that open from now on."""
    insist_on_membership(by)
    OffLimits.objects.filter(pk=row.pk, ended_at=None).update(ended_at=now)
