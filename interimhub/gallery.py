"""All components in all states on one page; not routed in production."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.waits import Wait
from interimhub.gallery_reasons import sample_reasons
from interimhub.lib.choices import ManyChoices
from skills.places import Language
from sourcing.forms import SetAsideForm

NOW = datetime(2026, 11, 26, 11, 0, tzinfo=UTC)


@require_safe
@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """Show the components with texts of two realistic briefs."""
    return render(request, "gallery.html", _sample())


@dataclass(frozen=True)
class _Nav:
    label: str
    url: str
    icon: str
    is_current: bool = False
    count: int = 0


class _CriterionForm(forms.Form):
    measure = forms.CharField(
        label="What is measured",
        help_text="“Overdue deviations”, “days from batch to release”",
    )
    target = forms.CharField(label="Where it should be", help_text="“20”, “24 days”")
    due_on = forms.DateField(
        label="By when", widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    evidence = forms.CharField(
        label="How we will know",
        help_text="“Monthly deviation report, checked by quality assurance”",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    weight = forms.ChoiceField(
        label="How much it counts",
        choices=[("1", "Counts"), ("2", "Counts twice"), ("3", "Decides")],
        widget=forms.RadioSelect(attrs={"class": "segmented"}),
    )
    context = forms.MultipleChoiceField(
        label="Experience of",
        choices=[("a", "A regulator’s observations"), ("b", "Turnaround"), ("c", "Carve-out")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    languages = forms.MultipleChoiceField(
        label="A choice among many",
        choices=Language.choices,
        widget=ManyChoices(),
        required=False,
    )
    seniority = forms.ChoiceField(
        label="Seniority", choices=[("5", "Vice president"), ("6", "Member of the board")]
    )
    is_confidential = forms.BooleanField(
        label="Keep our name confidential",
        help_text="Interims learn it once they have said yes.",
        required=False,
    )


class _RowForm(forms.Form):
    language = forms.CharField(label="Language", help_text="“Dutch”")


class _ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Your reason",
        help_text="She reads it. “We need somebody who has led a works council.”",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _sample() -> dict[str, Any]:
    bad = _CriterionForm(
        {"bad-measure": "Overdue deviations", "bad-due_on": "2027-02-31"}, prefix="bad"
    )
    pages = Paginator(range(1, 245), 20)
    return {
        "nav": [
            _Nav("Today", "#", "sun", count=3),
            _Nav("Briefs", "#", "file-text", is_current=True),
            _Nav("Conversations", "#", "chat-left-text"),
            _Nav("My firm", "#", "building"),
        ],
        "now": NOW,
        "soon": NOW + timedelta(hours=6),
        "later": NOW + timedelta(days=4, hours=3),
        "over": NOW - timedelta(hours=5),
        "day": date(2027, 3, 31),
        "form": _CriterionForm(initial={"weight": "2"}),
        "bad_form": bad,
        "reason_form": _ReasonForm(),
        "reason_form_open": _ReasonForm(prefix="open"),
        "set_aside_form": SetAsideForm(prefix="aside"),
        "rows_form": forms.formset_factory(_RowForm, extra=1, max_num=3)(prefix="rows"),
        "pills": [
            ("Draft", "quiet"),
            ("Filled", ""),
            ("Open", "live"),
            ("Waits for you", "wait"),
            ("Overdue", "breach"),
            ("Met", "met"),
        ],
        "steps": [
            {"label": "Written", "state": "done", "detail": "18 Nov"},
            {"label": "Played back", "state": "done", "detail": "19 Nov"},
            {"label": "Open", "state": "current", "detail": "2 firms"},
            {"label": "Three people", "state": "todo"},
            {"label": "Interviews", "state": "todo"},
        ],
        "form_steps": [
            {"label": "The situation", "url": "#", "state": "done", "hint": "what happened"},
            {"label": "Success", "url": "#", "state": "current", "hint": "one to six criteria"},
            {"label": "Value", "url": "#", "state": "todo", "hint": "what it is worth"},
            {"label": "The person", "url": "#", "state": "todo", "hint": "skills and level"},
            {"label": "The truth", "url": "#", "state": "todo", "hint": "what is hard"},
        ],
        "waits": [
            Wait(
                "Helena Marsh, Kestrel Interim",
                "Confirm the playback",
                "Fill-finish site, Marlow Pharma",
                "#",
                "Read and confirm",
                NOW + timedelta(hours=6),
            ),
            Wait(
                "Three people",
                "Decide whom to meet",
                "Maternity turnaround, St Aldhelm’s",
                "#",
                "Compare the three",
                NOW - timedelta(hours=5),
            ),
            Wait(
                "You",
                "Finish the brief",
                "Qualified Person cover, Marlow Pharma",
                "#",
                "Continue writing",
                None,
                NOW - timedelta(days=3),
            ),
        ],
        "chips": [
            {"label": "All", "url": "#", "is_on": False, "count": 60},
            {"label": "Not looked at", "url": "#", "is_on": True, "count": 41},
            {"label": "Set aside", "url": "#", "is_on": False, "count": 12},
            {"label": "Approached", "url": "#", "is_on": False, "count": 7},
        ],
        "page": pages.get_page(3),
        "facts": [
            ("Place", "Marlow, three days a week on site"),
            ("Start", "1 December 2026"),
            ("Duration", "6 months"),
            ("Sponsor", "Chief operating officer"),
            ("Selection", "one conversation, one visit"),
            ("Why others failed", ""),
        ],
        "marks": range(1, 13),
        "blind_facts": ["Vice president", "11 years in the field", "from 1 December", "Midlands"],
        "gaps": [
            {
                "label": "Who decides in the end",
                "url": "#",
                "blocks": "Needed before firms can find you",
            },
            {
                "label": "Why the last attempt failed",
                "url": "#",
                "blocks": "Needed before anyone is put forward",
            },
            {"label": "Nights away", "url": "#", "blocks": ""},
        ],
        "events": [
            {
                "at": NOW,
                "who": "Helena Marsh",
                "what": "set a match aside.",
                "note": "Strong on validation, but has not led a site.",
            },
            {
                "at": NOW - timedelta(days=1),
                "who": "Tom Abara",
                "what": "opened the brief to two firms.",
                "note": "",
            },
        ],
        **_comparison(),
        **sample_reasons(),
    }


def _comparison() -> dict[str, Any]:
    said = {"": "", "met": "Shown", "wait": "Partly shown", "breach": "Not shown"}

    def row(label: str, detail: str, *cells: tuple[str, str]) -> dict[str, Any]:
        return {
            "label": label,
            "detail": detail,
            "cells": [{"text": text, "tone": tone, "state": said[tone]} for text, tone in cells],
        }

    return {
        "people": [
            {
                "name": "Ingrid Solheim",
                "line": "VP Technical Operations, sterile products",
                "url": "#",
                "pill_label": "Represented by Kestrel",
                "pill_tone": "live",
            },
            {
                "name": "Daniel Okafor",
                "line": "Site head, two inspections led",
                "url": "#",
                "pill_label": "Invited",
                "pill_tone": "met",
            },
            {"name": "Person 3", "line": "Quality director, contract manufacturing", "seed": "c"},
        ],
        "rows": [
            row(
                "Nine corrective actions verified",
                "by 31 March 2027",
                (
                    "Closed eleven of eleven after an inspection in Ghent, verified in 14 weeks.",
                    "met",
                ),
                ("Led two inspections; the second had no major finding.", "met"),
                ("Wrote the responses; others carried them out.", "wait"),
            ),
            row(
                "Overdue deviations 186 → 20",
                "by 30 April 2027",
                ("From 240 to 35 in five months with a daily stand-up on the floor.", "met"),
                ("", ""),
                ("Built the tool the site uses for this today.", "met"),
            ),
            row(
                "Batch release 41 → 24 days",
                "by 30 June 2027",
                ("From 38 to 26 days; would ask for one planner.", "met"),
                ("From 30 to 21 days at a smaller site.", "met"),
                ("Has not been measured on it.", "breach"),
            ),
        ],
    }
