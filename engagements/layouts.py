"""Layouts of the five steps of a brief, of its people, of giving up a seat and of a client's page.

The steps show their errors at the top of the page.
"""

from crispy_forms.layout import Div, Row

from interimhub.lib.layouts import Fold, FormLayout, Part, Section

SITUATION = FormLayout(
    Div(
        "title",
        "what_happened",
        "why_now",
        "tried_before",
        "what_is_hard",
        "is_confidential",
        Part("engagements/_alias_line.html"),
        css_class="fields",
    ),
    show_errors=False,
)

VALUE = FormLayout(
    Div(
        "value_kind",
        Div("harm", css_class="harm"),
        "value_range",
        "value_shown_by",
        css_class="fields",
    ),
    show_errors=False,
)

_PERSON = (
    Section(
        "What they must be able to do", Part("engagements/_skills_needed.html"), css_id="skills"
    ),
    Section(
        "Where they come from",
        "seniority",
        "situations",
        Fold("Sectors", "sectors"),
        Fold("Languages", "languages"),
        Fold("Registrations and licences", "registrations"),
        css_id="context",
    ),
    Section(
        "When and where",
        Row("starts_on", "duration_weeks"),
        Row("place", "region"),
        Row("days_per_week", "days_on_site"),
        "right_to_work",
        "contract_form",
        css_id="when",
    ),
)
PERSON = FormLayout(
    *_PERSON,
    Section("Your own deadline", Row("slate_on", "slate_at"), css_id="slate"),
    show_errors=False,
)
# The manager's own deadline is no part of what firms rely on.
CHANGED_PERSON = FormLayout(*_PERSON, show_errors=False)

OBJECTION = FormLayout(Div("answer", css_class="fields"))

TRUTH = FormLayout(
    "answer",
    "is_unknown",
    Row("found_out_by", "found_out_on", css_class="truth-owner"),
    show_errors=False,
)

DECLINE_SEAT = FormLayout(Div("reason", css_class="fields"))

CLIENT_PAGE = FormLayout(
    Div("alias", "about", "sector", "may_waive_specialist", css_class="fields"),
)

BRIEF_PERSON = FormLayout(
    Div(
        "member",
        "role",
        Row("first_day", "last_day", css_class="deputy-days"),
        css_class="fields",
    ),
)
