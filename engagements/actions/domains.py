"""Checking the mail domain of a client. Nothing is looked up in the network."""

from datetime import datetime

from django.db import transaction

from accounts.models import Activity, Role, User
from engagements.mail_domains import has_address_at, is_freemail
from engagements.models import Client
from engagements.trail import ClientEvent
from interimhub.lib.refused import Refused


class DomainNotProven(Refused):
    """Refused: anybody can have an address there, or this person has none."""


@transaction.atomic(durable=True)
def check_domain(client: Client, *, domain: str, by: User, now: datetime) -> None:
    """Note that a domain is the client's: a member has a verified address there.

    The same domain once more changes nothing.

    Raises:
        DomainNotProven: it is a freemail domain, or `by` has no verified address at it.
    """
    client = Client.objects.select_for_update().get(pk=client.pk)
    if client.mail_domain == domain:
        return
    if is_freemail(domain):
        raise DomainNotProven("Anybody can have an address there, so it proves nothing.")
    if not has_address_at(by, domain):
        raise DomainNotProven(
            "You have no confirmed e-mail address at this domain. Add one under your account and "
            "confirm it, or ask a colleague who has one."
        )
    client.mail_domain, client.mail_domain_checked_at = domain, now
    client.mail_domain_checked_by = by
    client.save(update_fields=["mail_domain", "mail_domain_checked_at", "mail_domain_checked_by"])
    Activity.record(
        by=by, role=Role.MEMBER, kind=ClientEvent.DOMAIN_CHECKED, subject=client, now=now
    )
