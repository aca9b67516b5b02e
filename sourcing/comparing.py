"""The presenter of matches side by side, without names; `shortlists.comparison` has the rows.

It shows what the page of a match shows: no name, no price.
"""

from typing import Any

from django.urls import reverse

from candidates.snapshot import snapshot
from engagements.models import Brief
from providers.models import Firm
from ranking.blind import availability_in_words, blind_headline, explain_blind
from ranking.explanation import TITLES, ResultExplanation
from ranking.models import FitResult
from shortlists.comparison import (
    Cell,
    ComparisonRow,
    Person,
    by_key,
    fit,
    must_haves,
    record,
    seniority,
    shown,
    span,
)


def people_of(firm: Firm, brief: Brief, results: list[FitResult]) -> list[Person]:
    """Return the heads of the columns, as one firm reads them."""
    return [
        Person(
            name=blind_headline(row.candidate),
            line="",
            url=reverse("sourcing:match", args=[brief.ref, firm.own_id(row.ref)]),
            pill_label="",
            pill_tone="",
            seed=str(firm.own_id(row.candidate.ref)),
        )
        for row in results
    ]


def rows_of(brief: Brief, results: list[FitResult]) -> list[ComparisonRow]:
    """Return a row for the fit, each must-have, criterion, situation, and the practical facts."""
    profiles = [snapshot(row.candidate, named=False) for row in results]
    whys = [explain_blind(row) for row in results]
    available = [Cell(availability_in_words(row.candidate, brief)) for row in results]
    return [
        *fit(whys),
        *must_haves(brief, profiles, whys),
        *_criteria(brief, whys),
        *_situations(whys),
        *record(whys),
        seniority(profiles),
        ComparisonRow("Available", "", available),
        _listed("Regions", [profile["regions"] for profile in profiles]),
        _listed("Languages", [profile["languages"] for profile in profiles]),
        *_registrations(profiles),
    ]


def _criteria(brief: Brief, whys: list[ResultExplanation]) -> list[ComparisonRow]:
    found = [by_key(why) for why in whys]
    return [
        ComparisonRow(
            label=criterion.measure,
            detail=span(criterion, brief.language),
            language=brief.language,
            cells=[shown(lines.get(f"criterion:{criterion.ref}")) for lines in found],
            is_thread=True,
        )
        for criterion in brief.criteria.in_order()
    ]


def _situations(whys: list[ResultExplanation]) -> list[ComparisonRow]:
    found = [by_key(why) for why in whys]
    labels = {
        line.key: line.label
        for lines in found
        for line in lines.values()
        if line.key.startswith("situation:")
    }
    return [
        ComparisonRow(label, TITLES["situation"], [shown(lines.get(key)) for lines in found])
        for key, label in labels.items()
    ]


def _registrations(profiles: list[dict[str, Any]]) -> list[ComparisonRow]:
    """Return what each states; no row if nobody states any."""
    stated = [[one["label"] for one in profile["registrations"]] for profile in profiles]
    return [_listed("Registrations", stated)] if any(stated) else []


def _listed(label: str, values: list[list[str]]) -> ComparisonRow:
    return ComparisonRow(label, "", [Cell(", ".join(words)) for words in values])
