"""What an interim reads of a brief before they decide: all that matters, and nothing of money."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from engagements.models import Brief, TruthItem
from skills.models import Concept
from skills.places import Language

UNNAMED = "A client who is named when you say yes"


def pack(brief: Brief, *, named: bool) -> dict[str, Any]:
    """Return the brief as an interim reads it, in plain values that JSON can hold.

    Args:
        brief: any brief, finished or not.
        named: whether the client's name is in it. Without it the pack holds the client's alias,
            and its name only where the manager wrote it into a text (see `names_told`).
    """
    client = brief.client
    return {
        "sector": _sector(brief),
        "title": brief.title,
        "client": client.name if named else client.alias or UNNAMED,
        "is_confidential": not named,
        "situation": {
            "what_happened": brief.what_happened,
            "why_now": brief.why_now,
            "tried_before": brief.tried_before,
            "what_is_hard": brief.what_is_hard,
        },
        "criteria": _criteria(brief),
        "value": {
            "kind": brief.get_value_kind_display() if brief.value_kind else "",
            "range": brief.value_range,
            "shown_by": brief.value_shown_by,
            "harm": brief.harm,
        },
        "starts_on": brief.starts_on.isoformat() if brief.starts_on else None,
        "duration_weeks": brief.duration_weeks,
        "place": brief.place,
        "region": brief.get_region_display() if brief.region else "",
        "days_on_site": brief.days_on_site,
        "days_per_week": brief.days_per_week,
        "seniority": brief.get_seniority_display() if brief.seniority else "",
        "languages": [Language(code).label for code in brief.languages],
        "right_to_work": brief.get_right_to_work_display() if brief.right_to_work else "",
        "situations": sorted(concept.label for concept in brief.situations.all()),
        "requirements": _requirements(brief),
        **_truth(brief),
        "brief_version": brief.version,
    }


def _sector(brief: Brief) -> str:
    labels = sorted(concept.label for concept in brief.sectors.all())
    sector: Concept | None = brief.client.sector
    return ", ".join(labels) or (sector.label if sector else "")


def _criteria(brief: Brief) -> list[dict[str, Any]]:
    return [
        {
            "ref": str(row.ref),
            "measure": row.measure,
            "baseline": row.baseline,
            "target": row.target,
            "due_on": row.due_on.isoformat() if row.due_on else None,
            "evidence": row.evidence,
            "weight": row.weight,
        }
        for row in brief.criteria.in_order()
    ]


def _requirements(brief: Brief) -> list[dict[str, Any]]:
    return [
        {
            "label": row.concept.label,
            "importance": row.get_importance_display(),
            "level": row.get_level_display() if row.level else "",
        }
        for row in brief.requirements.select_related("concept").in_order()
    ]


def _truth(brief: Brief) -> dict[str, Any]:
    """Every item, answered or not: what nobody has said is told as such."""
    said = {item.kind: item for item in brief.truth.all()}
    items = [
        _told(said.get(kind) or TruthItem(brief=brief, kind=kind)) for kind in TruthItem.Kind.values
    ]
    words = {item["kind"]: item["answer"] for item in items}
    return {
        "truth": items,
        "sponsor": words[TruthItem.Kind.SPONSOR.value],
        "stages": words[TruthItem.Kind.STAGES.value],
    }


def _told(item: TruthItem) -> dict[str, Any]:
    return {
        "kind": str(item.kind),
        "label": item.get_kind_display(),
        "answer": "" if item.is_unknown else item.answer,
        "is_unknown": item.is_unknown,
        "found_out_by": item.found_out_by if item.is_unknown else "",
        "found_out_on": item.found_out_on.isoformat()
        if item.is_unknown and item.found_out_on
        else None,
    }


# Names in a confidential brief


@dataclass(frozen=True, slots=True)
class NameTold:
    """A name that a text gives away although the client's name is confidential.

    Attributes:
        name: what was found.
        whose: "the client's name", "the manager's name" …
        where: the question in whose answer it stands; `url` leads there.
    """

    name: str
    whose: str
    where: str
    url: str


# Words of a company's name that tell nothing by themselves.
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


def names_told(brief: Brief) -> list[NameTold]:
    """Return every place where a text names the client, its people or the sponsor."""
    names = dict(_names(brief))
    found = []
    for where, step, text in _texts(brief):
        url = reverse("engagements:edit", args=[brief.ref, step])
        for name, whose in names.items():
            if _stands_in(name, text):
                found.append(NameTold(name=name, whose=whose, where=where, url=url))
    return found


def names_in(brief: Brief, text: str) -> list[str]:
    """Return the names of the client, its people and the sponsor that stand in a text."""
    return [name for name in dict(_names(brief)) if _stands_in(name, text)]


def _stands_in(name: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE))


def _names(brief: Brief) -> Iterator[tuple[str, str]]:
    """Sponsor first, so that a person who is several things is named by the closest."""
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
    # A word that the alias says aloud gives nothing away: “a European maker of medicines”.
    said = set(re.findall(r"[\w’'-]{4,}", brief.client.alias.lower()))
    for word in re.findall(r"[\w’'-]{4,}", whole):
        if word.lower() not in _COMMON | said and word != whole:
            yield word, "the client's name"


def _texts(brief: Brief) -> Iterator[tuple[str, str, str]]:
    yield "Title", "situation", brief.title
    yield "What happened", "situation", brief.what_happened
    yield "Why now", "situation", brief.why_now
    yield "What has been tried", "situation", brief.tried_before
    yield "What is hard", "situation", brief.what_is_hard
    for number, row in enumerate(brief.criteria.in_order(), start=1):
        words = f"{row.measure} · {row.baseline} · {row.target} · {row.evidence}"
        yield f"Criterion {number}", "success", words
    yield "Range of the value", "value", brief.value_range
    yield "How the value is shown", "value", brief.value_shown_by
    yield "Who is harmed", "value", brief.harm
    yield "Place", "person", brief.place
    for item in brief.truth.all():
        yield item.get_kind_display(), "truth", f"{item.answer} {item.found_out_by}"
