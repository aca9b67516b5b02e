"""Interims without their names: headline, facts and reasons for blind readers."""

from typing import Any

from django.utils.formats import date_format

from candidates.models import Candidate
from candidates.snapshot import Redact, redactor
from engagements.models import Brief
from ranking import wording
from ranking.explanation import (
    ResultExplanation,
    ResultSummary,
    explain_result,
    summarise_result,
)
from ranking.models import FitResult

NO_HEADLINE = "An interim who has not written a headline yet"


def reader_of(candidate: Candidate) -> Redact:
    """Return a function that hides the person's names, contacts and prices in a text.

    Prefetch `record` and select `user` to read many.
    """
    return redactor(candidate, list(candidate.record.all()))


def blind_headline(candidate: Candidate) -> str:
    """Return the interim's headline without the name of a person or an organisation."""
    return _headline(candidate, reader_of(candidate))


def _headline(candidate: Candidate, read: Redact) -> str:
    return read(candidate.headline) or NO_HEADLINE


def explain_blind(result: FitResult, also: Redact = str) -> ResultExplanation:
    """Return the explanation of a result without names, for consultant, client and interim.

    `also` is applied to each text too: for the interim, it hides a confidential client. Prefetch
    `candidate__record` and select `candidate__user` to read many.
    """
    blind = reader_of(result.candidate)
    return explain_result(result, lambda text: also(blind(text)))


def summarise_blind(result: FitResult) -> tuple[str, ResultSummary]:
    """Return somebody's headline and what a list says of why they fit. Prefetch as above."""
    read = reader_of(result.candidate)
    return _headline(result.candidate, read), summarise_result(result, read)


def availability_in_words(candidate: Candidate, brief: Brief) -> str:
    """Return when somebody is available, compared with the start of the brief."""
    free = candidate.available_from
    if free is None:
        return "Has not said when they are available"
    if brief.starts_on is None:
        return f"Available from {date_format(free, 'j F Y')}"
    if free <= brief.starts_on:
        return f"Available by the start ({date_format(brief.starts_on, 'j F')})"
    late = (free - brief.starts_on).days
    after = f"{late} day{'s' if late > 1 else ''}" if late < 14 else f"{late // 7} weeks"
    return f"Available from {date_format(free, 'j F')}, {after} after the start"


def facts_of(candidate: Candidate, brief: Brief, parts: dict[str, Any]) -> list[str]:
    """Return the short facts beside a blind headline: seniority and availability."""
    level = candidate.get_seniority_display() if candidate.seniority else ""
    distance = wording.seniority(parts) if parts.get("distance") else ""
    words = [level, distance, availability_in_words(candidate, brief)]
    return [word for word in words if word]
