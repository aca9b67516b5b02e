"""Writes clients, firms and their people."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from accounts.models import Membership, Organisation, User
from engagements.models import Client, ClientMember
from interimhub.demo.people import BY_EMAIL, PASSWORD
from interimhub.demo.refs import ref
from interimhub.demo.vocabulary import DemoVocabulary, read
from providers.models import Consultant, Firm

# A password that nobody can type; it can only be reset.
NO_PASSWORD = "!"  # noqa: S105


@dataclass(slots=True)
class Cast:
    """All people that a story can name, by key or by e-mail address."""

    clients: dict[str, Client] = field(default_factory=dict)
    members: dict[str, ClientMember] = field(default_factory=dict)
    firms: dict[str, Firm] = field(default_factory=dict)
    consultants: dict[str, Consultant] = field(default_factory=dict)


def write_organisations(words: DemoVocabulary, *, now: datetime) -> Cast:
    """Write the three clients and the seven firms with their people."""
    cast = Cast()
    file = read("organisations")
    for row in file["client"]:
        client = Client.objects.create(
            ref=ref("client", row["key"]),
            name=row["name"],
            alias=row["alias"],
            sector=words.sector(row["sector"]),
            about=row["about"],
            may_waive_specialist=row.get("may_waive_specialist", False),
        )
        cast.clients[row["key"]] = client
        cast.members |= _people(ClientMember, client, row["members"], key="member")
    for row in file["firm"]:
        firm = Firm.objects.create(
            ref=ref("firm", row["key"]),
            name=row["name"],
            kind=row["kind"],
            tagline=row["tagline"],
            about=row["about"],
            website=f"https://{row['key']}.example",
            charter_accepted_at=now - timedelta(days=400),
        )
        firm.specialisms.set([words.by_id(code) for code in row["specialisms"]])
        cast.firms[row["key"]] = firm
        cast.consultants |= _people(Consultant, firm, row["consultants"], key="consultant")
    return cast


def _people(
    model: type[Membership], organisation: Organisation, rows: list[Any], *, key: str
) -> dict[str, Any]:
    """Write the members of one organisation; return them by e-mail address."""
    return {
        email: model.objects.create(
            ref=ref(key, email),
            user=person(name=name, email=email),
            title=title,
            is_admin=is_admin,
            **{model.organisation_field: organisation},
        )
        for name, email, title, is_admin in rows
    }


def given_name(name: str) -> str:
    """Return the first name: the demo's people are called "Ana Roe" or "Dr Ana Roe"."""
    return name.removeprefix("Dr ").split()[0]


def person(*, name: str, email: str, phone: str = "") -> User:
    """Write one person; the people of the sign-in page get the demo's password."""
    is_demo = email in BY_EMAIL
    user = User.objects.create(
        ref=ref("user", email),
        email=email,
        full_name=name,
        preferred_name=given_name(name),
        phone=phone,
        is_demo=is_demo,
        password=make_password(PASSWORD) if is_demo else NO_PASSWORD,
    )
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user
