"""Default error messages of form fields.

They replace Django's own on every form of the site and of the packages we use. A form's own
`error_messages` take precedence.
"""

from django import forms
from django.core import validators

MESSAGES: dict[type[forms.Field], dict[str, str]] = {
    forms.Field: {"required": "Please fill this in."},
    forms.BooleanField: {"required": "Please tick this to continue."},
    forms.IntegerField: {"invalid": "Give a whole number, such as 4."},
    forms.DecimalField: {"invalid": "Give a number, such as 4.5."},
    forms.DateField: {"invalid": "Give a day, such as 2026-12-01."},
    forms.DateTimeField: {"invalid": "Give a day and a time, such as 2026-12-01 09:30."},
    forms.URLField: {"invalid": "Give a web address, such as https://www.example.com."},
    forms.ChoiceField: {
        "required": "Choose one of these.",
        "invalid_choice": "Choose one of those offered here.",
    },
    forms.MultipleChoiceField: {
        "required": "Choose at least one of these.",
        "invalid_choice": "Choose from those offered here.",
        "invalid_list": "Choose from those offered here.",
    },
    forms.ModelChoiceField: {
        "required": "Choose one of these.",
        "invalid_choice": "This can no longer be chosen. Choose another.",
    },
    forms.ModelMultipleChoiceField: {
        "required": "Choose at least one of these.",
        "invalid_choice": "Choose from those offered here.",
        "invalid_list": "Choose from those offered here.",
        "invalid_pk_value": "Choose from those offered here.",
    },
}
LIMITS: dict[type[validators.BaseValidator], str] = {
    validators.MinValueValidator: "Give %(limit_value)s or more.",
    validators.MaxValueValidator: "Give %(limit_value)s at most.",
    validators.MinLengthValidator: "Say a little more: at least %(limit_value)d characters.",
    validators.MaxLengthValidator: (
        "This is too long: at most %(limit_value)d characters, and there are %(show_value)d."
    ),
}


def install_error_messages() -> None:
    """Replace Django's default error messages with ours."""
    for field, words in MESSAGES.items():
        field.default_error_messages = {**vars(field).get("default_error_messages", {}), **words}
    for validator, sentence in LIMITS.items():
        validator.message = sentence
    address = "Give an e-mail address, such as name@company.com."
    validators.EmailValidator.message = address
    validators.validate_email.message = address
