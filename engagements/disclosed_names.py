"""Names of the client, its people and the sponsor in the texts of a confidential brief."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse

from engagements.models import Brief, ClientMember, TruthItem, criteria_of
from redaction.descriptions import singular_descriptions
from redaction.hiding import hide, telling_spans
from redaction.name_parts import Name
from redaction.normalise import folded
from redaction.spans import Kind, Span

STAND_INS = {
    "the client's name": "the client",
    "the manager's name": "the manager",
    "the sponsor's name": "the sponsor",
    "a colleague's name": "somebody at the client",
}
CONTACT = "a contact or price"


@dataclass(frozen=True, slots=True)
class DisclosedName:
    """A name that a text discloses although the client is confidential.

    Attributes:
        name: what was found.
        whose: "the client's name", "the manager's name" …; "" for a description.
        where: the question whose answer contains it.
        url: the page of that answer.
    """

    name: str
    whose: str
    where: str
    url: str


_NAME = re.compile(r"\b[A-Z][a-zà-ÿ'’-]+(?: [A-Z]\.)?(?: [A-Z][a-zà-ÿ'’-]+)+")
_JOB = re.compile(
    r"\b(chief|officer|director|head|president|vice|board|committee|chair|manager|operations|finance|financial|"
    r"executive|medical|quality|group|site|managing|human|resources|supply|chain|technical|nursing|the|our)\b",
    re.IGNORECASE,
)


def disclosed_names(brief: Brief) -> list[DisclosedName]:
    """Return the names by which the texts of a brief identify the client or the sponsor."""
    names = dict(_names(brief))
    found = []
    for where, step, text in _texts(brief):
        url = reverse("engagements:edit", args=[brief.ref, step])
        spans = _spans(brief, names, text)
        told = {text[span.start : span.end]: _whose(span, names) for span in spans}
        found += [
            DisclosedName(name=name, whose=whose, where=where, url=url)
            for name, whose in told.items()
        ]
    return found


def identifying_descriptions(brief: Brief) -> list[DisclosedName]:
    """Return descriptions in a brief, never hidden, that may fit the client alone."""
    return [
        DisclosedName(name, "", where, reverse("engagements:edit", args=[brief.ref, step]))
        for where, step, text in _texts(brief)
        for name in singular_descriptions(text)
    ]


def disclosed_names_in(brief: Brief, text: str) -> list[str]:
    """Return the names of the client, its people and the sponsor in one text, as written."""
    spans = _spans(brief, dict(_names(brief)), text)
    return [text[span.start : span.end] for span in spans if span.of]


def confidential_reader(brief: Brief) -> Callable[[str], str]:
    """Return a function that hides the client, its people and their contacts in a text."""
    names = dict(_names(brief))
    words = {name.text: STAND_INS[whose] for name, whose in names.items()}
    but = _words_of(brief.client.alias)
    return lambda text: hide(text, names, words, but=but)


def _spans(brief: Brief, names: dict[Name, str], text: str) -> list[Span]:
    return telling_spans(text, names, but=_words_of(brief.client.alias))


def _words_of(alias: str) -> frozenset[str]:
    """Return the words of the alias, which disclose nothing: “a European maker of medicines”."""
    return frozenset(re.findall(r"\w+", folded(alias)))


def _whose(span: Span, names: dict[Name, str]) -> str:
    return names[Name(span.of, span.kind)] if span.of else CONTACT


def _names(brief: Brief) -> Iterator[tuple[Name, str]]:
    """Yield each name with its owner. If a person has several roles, the sponsor comes last."""
    members = ClientMember.objects.select_related("user")
    prefetch_related_objects([brief], Prefetch("client__members", members), "truth")
    yield Name(brief.client.name, Kind.ORGANISATION), "the client's name"
    for member in brief.client.members.all():
        whose = "the manager's name" if member.pk == brief.manager_id else "a colleague's name"
        for name in member.user.names:
            yield Name(name, Kind.PERSON), whose
    for item in brief.truth.all():
        if item.kind == TruthItem.Kind.SPONSOR:
            for name in _NAME.findall(item.answer):
                if not _JOB.search(name):
                    yield Name(name, Kind.PERSON), "the sponsor's name"


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
