"""Layouts of the steps of a brief, of its people, of giving up a seat and of a client's page.

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

TRAVEL = FormLayout(
    Section(
        "Travel and nights",
        Row("travel", "nights_away"),
        "travel_to",
        "relocation",
        "costs_paid",
        "costs_words",
        css_id="travel",
    ),
    Section("Who stands behind it", "sponsor_level", css_id="sponsor"),
    show_errors=False,
)

STAGE = FormLayout(
    Row("kind", "due_on"),
    "with_whom",
    Row("people", "hours"),
    show_errors=False,
)

TRUTH = FormLayout(
    "answer",
    "is_unknown",
    Row("found_out_by", "found_out_on", css_class="truth-owner"),
    show_errors=False,
)

BRING_IN = FormLayout(Div("firm", "engagement", "purpose", css_class="fields"))
CONFLICT = FormLayout(Div("words", css_class="fields"))
PANEL_POST = FormLayout(Div("question", "words", css_class="fields"))
DECLINE_SEAT = FormLayout(Div("reason", css_class="fields"))

VALUE_RECORD = FormLayout(
    Div(Row("held_at", "minutes"), "members", "consultants", "changed", css_class="fields")
)
TALK = FormLayout(Div("why", Row("first", "second"), css_class="fields"))
APPROVAL = FormLayout(Div("words", css_class="fields"))
SPONSOR_NO = FormLayout(Div("reason", css_class="fields"))
MAIL_DOMAIN = FormLayout(Div("domain", css_class="fields"))
URGENCY = FormLayout(Div("reason", css_class="fields"))

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
