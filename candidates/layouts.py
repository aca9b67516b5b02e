"""Layouts of the profile's forms."""

from crispy_forms.layout import Row

from interimhub.lib.layouts import FormLayout, Part

BASICS = FormLayout(
    "headline",
    "summary",
    "seniority",
    Row("profit_and_loss", "team_size"),
    Row("board_exposure", "geography"),
    "sectors",
    "version",
)

AVAILABILITY = FormLayout(
    Row("available_from", "days_per_week"),
    "regions",
    "pattern",
    "is_remote_ok",
    "languages",
    "right_to_work",
    "version",
)

ASSIGNMENT = FormLayout(
    "title",
    Row("organisation", "organisation_kind"),
    Row("started_on", "ended_on"),
    "situation",
    "mandate",
    "result",
    "measure",
    "situations",
    "sectors",
    "version",
)

_REGISTRATION = ("number", Row("body", "country"), Row("since", "valid_until"))
REGISTRATION = FormLayout(*_REGISTRATION)
NEW_REGISTRATION = FormLayout(
    Part("candidates/_registration_choice.html", "concept"), *_REGISTRATION
)

DETAILS = FormLayout("address", "nationality", Row("birth_year", "gender"), "stamp")
