"""A small vocabulary, and texts that use it."""

from typing import Any
from uuid import UUID

from accounts.models import User
from readings.models import TextReading
from skills.models import Concept, Label
from skills.scales import Seniority
from skills.search import key_of
from tests.factories import ConceptFactory, TextReadingFactory

MAIL = (
    "Without GMP remediation we are out of stock.\n"
    "Whoever comes has been through a hostile takeover.\n"
    "We need a site director.\n"
    "Reduce overdue deviations from 186 to 20 by the end of March.\n"
)


def vocabulary() -> dict[str, Concept]:
    """Three skills, a situation and a role, each under its own name."""
    concepts = {
        "gmp": ConceptFactory(code="ih:skill:gmp-remediation", label="GMP remediation"),
        "close": ConceptFactory(code="ih:skill:closing", label="month-end closing"),
        "audit": ConceptFactory(code="ih:skill:audits", label="supplier audits"),
        "siege": ConceptFactory(
            code="ih:situation:takeover", label="hostile takeover", kind="situation"
        ),
        "director": ConceptFactory(
            code="ih:role:site-director",
            label="site director",
            kind="role",
            seniority=Seniority.DIRECTOR,
        ),
    }
    for concept in concepts.values():
        Label.objects.create(
            concept=concept, text=concept.label, key=key_of(concept.label), is_preferred=True
        )
    return concepts


def suggestion(key: str, value: str, label: str, quote: str = "remediation") -> dict[str, Any]:
    """Something found in the text that a reading has by default."""
    start = "Without GMP remediation we are out of stock.".find(quote)
    return {
        "key": key,
        "kind": key.rpartition("-")[0],
        "value": value,
        "label": label,
        "quote": quote,
        "start": start,
        "end": start + len(quote),
        "is_certain": True,
    }


GMP = suggestion("skill-1", "ih:skill:gmp-remediation", "GMP remediation", "GMP remediation")
TAKEOVER = suggestion("situation-1", "ih:situation:takeover", "hostile takeover")
DIRECTOR = suggestion("seniority-1", "4", "Director of a function or a site")
DEVIATIONS = suggestion("criterion-1", "x", "Reduce overdue deviations from 186 to 20 by March")


def read_text(owner: User, about: UUID, *found: dict[str, Any], **facts: Any) -> TextReading:
    """A parsed text of a person."""
    reading: TextReading = TextReadingFactory(
        owner=owner, about=about, read=True, found=list(found), **facts
    )
    return reading
