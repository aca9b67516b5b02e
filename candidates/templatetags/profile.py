"""Filters for the templates of a profile. Snapshots have days as ISO text."""

from datetime import date
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from candidates.forms.record import SkillForm, skill_field
from candidates.models import CandidateSkill
from interimhub.lib.languages import foreign_language_of

register = template.Library()


@register.filter
def iso_day(text: str | date | None) -> date | None:
    """Parse ISO text to a day, to format it with `date`; None for anything else."""
    if isinstance(text, date):
        return text
    try:
        return date.fromisoformat(text) if text else None
    except (TypeError, ValueError):
        return None


@register.filter
def span(work: Any) -> str:
    """Return the period of an assignment: "March to November 2024", "since May 2025"."""
    began, ended = iso_day(work.get("started_on")), iso_day(work.get("ended_on"))
    if began and not ended:
        return f"since {date_format(began, 'F Y')}"
    if ended and not began:
        return f"until {date_format(ended, 'F Y')}"
    if not began or not ended:
        return ""
    if (began.year, began.month) == (ended.year, ended.month):
        return date_format(ended, "F Y")
    form = "F" if began.year == ended.year else "F Y"
    return f"{date_format(began, form)} to {date_format(ended, 'F Y')}"


@register.simple_tag(name="skill_field")
def skill_field_of(skill: CandidateSkill, change: SkillForm | None, name: str) -> SafeString:
    """Return a field of the form that changes a skill; `change` is the form with errors, if any."""
    return change[name].as_field_group() if change else skill_field(skill, name)


@register.simple_tag
def outcome_language(work: Any) -> str:
    """Return the language of an assignment's texts: "de", "fr" or "nl"; "" for English."""
    told = [work.get(name) or "" for name in ("title", "situation", "mandate", "result")]
    return foreign_language_of("\n".join(told))
