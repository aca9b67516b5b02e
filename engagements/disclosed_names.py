"""Names of the client, its people and the sponsor in the texts of a confidential brief."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from engagements.models import Brief, TruthItem, criteria_of


@dataclass(frozen=True, slots=True)
class DisclosedName:
    """A name that a text discloses although the client is confidential.

    Attributes:
        name: what was found.
        whose: "the client's name", "the manager's name" …
        where: the question whose answer has it.
        url: the page of that answer.
    """

    name: str
    whose: str
    where: str
    url: str


# Words of a company's name that do not identify it.
_COMMON = frozenset(
    {
        *("group", "holding", "limited", "company", "international", "systems", "works", "the"),
        *("pharma", "pharmaceuticals", "hospital", "hospitals", "health", "clinic", "clinics"),
        *("care", "university", "medical", "industries", "manufacturing", "technologies"),
        *("saint", "royal", "north", "south", "east", "west"),
    }
)
_NAME = re.compile(r"\b[A-Z][a-zà-ÿ'’-]+(?: [A-Z]\.)?(?: [A-Z][a-zà-ÿ'’-]+)+")
_JOB = re.compile(
    r"\b(chief|officer|director|head|president|vice|board|committee|chair|manager|operations|finance|financial|"
    r"executive|medical|quality|group|site|managing|human|resources|supply|chain|technical|nursing|the|our)\b",
    re.IGNORECASE,
)


def disclosed_names(brief: Brief) -> list[DisclosedName]:
    """Return each name of the client, its people or the sponsor in the texts of a brief."""
    names = dict(_names(brief))
    found = []
    for where, step, text in _texts(brief):
        url = reverse("engagements:edit", args=[brief.ref, step])
        for name, whose in names.items():
            if _occurs_in(name, text):
                found.append(DisclosedName(name=name, whose=whose, where=where, url=url))
    return found


def disclosed_names_in(brief: Brief, text: str) -> list[str]:
    """Return the names of the client, its people and the sponsor in one text."""
    return [name for name in dict(_names(brief)) if _occurs_in(name, text)]


def _occurs_in(name: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE))


def _names(brief: Brief) -> Iterator[tuple[str, str]]:
    """Yield each name and the kind of its owner.

    The sponsor comes first, since one person can be several.
    """
    for item in brief.truth.all():
        if item.kind == TruthItem.Kind.SPONSOR:
            for name in _NAME.findall(item.answer):
                if not _JOB.search(name):
                    yield name, "the sponsor's name"
    for member in brief.client.members.select_related("user"):
        whose = "the manager's name" if member.pk == brief.manager_id else "a colleague's name"
        yield member.user.full_name, whose
    whole = brief.client.name
    yield whole, "the client's name"
    # A word of the alias discloses nothing: “a European maker of medicines”.
    public = set(re.findall(r"[\w’'-]{4,}", brief.client.alias.lower()))
    for word in re.findall(r"[\w’'-]{4,}", whole):
        if word.lower() not in _COMMON | public and word != whole:
            yield word, "the client's name"


def _texts(brief: Brief) -> Iterator[tuple[str, str, str]]:
    yield "Title", "situation", brief.title
    yield "What happened", "situation", brief.what_happened
    yield "Why now", "situation", brief.why_now
    yield "What has been tried", "situation", brief.tried_before
    yield "What is hard", "situation", brief.what_is_hard
    for number, row in enumerate(criteria_of(brief), start=1):
        words = f"{row.measure} · {row.baseline} · {row.target} · {row.evidence}"
        yield f"Criterion {number}", "success", words
    yield "Range of the value", "value", brief.value_range
    yield "How the value is shown", "value", brief.value_shown_by
    yield "Who is harmed", "value", brief.harm
    yield "Place", "person", brief.place
    for item in brief.truth.all():
        yield item.get_kind_display(), "truth", f"{item.answer} {item.found_out_by}"
