"""Layouts of the interview invitation and the decline form."""

from crispy_forms.layout import Div, Row

from interimhub.lib.layouts import FormLayout, Part

INVITE = FormLayout(
    Part("shortlists/_zone_of_times.html"),
    Div(
        Row("first", "second"),
        Row("third", "fourth"),
        "minutes",
        "place",
        "stage",
        "people",
        "why_beyond",
        css_class="fields",
    ),
)

# The letter beside the form is updated on every choice and while the user types.
NOT_SELECTED = FormLayout(
    Div(
        Part("shortlists/_preview_on_choice.html", "reason", "criterion"),
        Part("shortlists/_preview_on_typing.html", "text"),
        css_class="fields",
    )
)

REFERRAL = FormLayout(Div(Row("full_name", "email"), "how", css_class="fields"))
