"""Domains of e-mail addresses: which belong to an organisation, and which anybody can have."""

import re

from allauth.account.models import EmailAddress

from accounts.models import User

FREEMAIL = frozenset(
    name
    for row in (
        "aol.com bluewin.ch btinternet.com fastmail.com free.fr freenet.de gmail.com gmx.at",
        "gmx.ch gmx.com gmx.de gmx.net googlemail.com hey.com hotmail.co.uk hotmail.com",
        "hotmail.de hotmail.fr icloud.com kpnmail.nl laposte.net live.co.uk live.com live.nl",
        "mac.com mail.com mail.de me.com msn.com orange.fr outlook.com outlook.de outlook.fr",
        "pm.me posteo.de proton.me protonmail.com sfr.fr sky.com t-online.de talktalk.net",
        "tutanota.com virginmedia.com wanadoo.fr web.de yahoo.co.uk yahoo.com yahoo.de",
        "yahoo.fr yandex.com ymail.com ziggo.nl zoho.com",
    )
    for name in row.split()
)
"""Where anybody can have an address, so that one proves nothing of an organisation."""

_DOMAIN = re.compile(
    r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]"
)


def domain_of(typed: str) -> str:
    """Return the domain of an address, a web address or a domain as typed; "" if it is none."""
    host = typed.strip().lower().rpartition("@")[2].removeprefix("https://")
    host = host.removeprefix("http://").partition("/")[0].removeprefix("www.").rstrip(".")
    return host if _DOMAIN.fullmatch(host) else ""


def is_freemail(domain: str) -> bool:
    """Whether anybody can have an address there."""
    return domain in FREEMAIL


def has_address_at(user: User, domain: str) -> bool:
    """Return whether a verified e-mail address of the user is at a domain, or below it."""
    rows = EmailAddress.objects.filter(user=user, verified=True)
    return any(is_at(address, domain) for address in rows.values_list("email", flat=True))


def is_at(address: str, domain: str) -> bool:
    """Whether an address is at a domain, or below it: `ann@mail.example.org` is at example.org."""
    host = address.lower().rpartition("@")[2]
    return bool(domain) and (host == domain or host.endswith(f".{domain}"))
