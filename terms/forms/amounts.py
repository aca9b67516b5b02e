"""What forms of money share."""

from django import forms

AMOUNT_ERRORS = {
    "required": "Give an amount in figures, such as 1400.",
    "invalid": "Give the amount in figures, such as 1400.",
    "max_digits": "This amount is too large.",
    "max_whole_digits": "This amount is too large.",
}


def above_zero(form: forms.BaseForm, *names: str) -> None:
    """Add an error to each of these amounts that is zero or less."""
    for name in names:
        amount = form.cleaned_data.get(name)
        if amount is not None and amount <= 0:
            form.add_error(name, "Give an amount above zero.")
