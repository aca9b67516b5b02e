"""Form fields of a brief, with their error messages."""

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

AHEAD_MAX = timedelta(days=5 * 366)


class StepForm(forms.Form):
    """A form of a draft: no field is required, and errors are shown beside the fields."""

    mark_optional = False
    use_required_attribute = False


class LimitedText(forms.CharField):
    """Text up to a length, in one line or several rows."""

    def __init__(self, *, max_chars: int, rows: int = 0, **options: Any) -> None:
        attrs: dict[str, Any] = options.pop("attrs", {})
        widget = forms.Textarea({"rows": rows, **attrs}) if rows else forms.TextInput(attrs)
        super().__init__(required=False, max_length=max_chars, widget=widget, **options)

    def clean(self, value: Any) -> str:
        """Return the text.

        Raises:
            ValidationError: it is too long or has a NUL character.
        """
        if isinstance(value, str) and "\x00" in value:
            raise ValidationError(
                "The text contains a character that cannot be stored. Type it again.",
                code="null",
            )
        words: str = super().clean(value)
        return words


class Day(forms.DateField):
    """A date from today on, at most five years ahead. One that is disabled is not checked.

    Attributes:
        known: a day that may stay although it has passed.
    """

    known: date | None = None

    def __init__(self, **options: Any) -> None:
        super().__init__(
            required=False,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={"invalid": "Give a day, as in 31/03/2027."},
            **options,
        )

    def clean(self, value: Any) -> date | None:
        """Return the date.

        Raises:
            ValidationError: it is in the past or too far ahead.
        """
        day: date | None = super().clean(value)
        if day is None or self.disabled or day == self.known:
            return day
        today = timezone.localdate()
        if day < today:
            raise ValidationError("Choose today or a later day.", code="past")
        if day > today + AHEAD_MAX:
            raise ValidationError("Is the year right? This is far ahead.", code="far")
        return day


class Number(forms.IntegerField):
    """A whole number in a range, with an error message that names the range."""

    def __init__(self, *, minimum: int, maximum: int, unit: str, **options: Any) -> None:
        words = f"Give a number of {unit} from {minimum} to {maximum}."
        super().__init__(
            required=False,
            min_value=minimum,
            max_value=maximum,
            error_messages={"invalid": words, "min_value": words, "max_value": words},
            **options,
        )


def choice(choices: Any, *, empty: str, widget: Any = None, **options: Any) -> Any:
    """Return a field to choose a number; the first option is empty."""
    return forms.TypedChoiceField(
        choices=[("", empty), *choices],
        coerce=int,
        empty_value=None,
        required=False,
        widget=widget or forms.Select,
        error_messages={"invalid_choice": "Choose from the list."},
        **options,
    )


def counted(data: QueryDict, prefix: str) -> QueryDict | None:
    """Return the data with the number of rows that were posted.

    None if no rows were posted and the form does not say that there are none. Django trusts the
    count of a hidden field; a wrong one would make the page invalid or remove stored rows.
    """
    own = re.compile(rf"{prefix}-(\d{{1,4}})-", re.ASCII)
    total = max((int(found[1]) + 1 for name in data if (found := own.match(name))), default=0)
    if not total and data.get(f"{prefix}-TOTAL_FORMS") != "0":
        return None
    before = data.get(f"{prefix}-INITIAL_FORMS", "")
    is_sound = before.isascii() and before.isdigit() and int(before[:5]) <= total
    rows = data.copy()
    rows[f"{prefix}-TOTAL_FORMS"] = str(total)
    rows[f"{prefix}-INITIAL_FORMS"] = before if is_sound else "0"
    return rows
