"""Fields that say in words what is wrong and never cut what somebody types."""

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from interimhub.lib.pages import FormRenderer

FAR = timedelta(days=5 * 366)


class StepRenderer(FormRenderer):
    """Render a field with a place for its errors that autosave can fill."""

    field_template_name = "engagements/_field.html"


class StepForm(forms.Form):
    """A form of a draft: nothing is demanded, and what is wrong is said beside it."""

    default_renderer = StepRenderer
    mark_optional = False
    use_required_attribute = False


class Words(forms.CharField):
    """Text up to a length. The browser does not cut it: what is too long is kept and named."""

    def __init__(self, *, most: int, rows: int = 0, **options: Any) -> None:
        attrs: dict[str, Any] = options.pop("attrs", {})
        widget = forms.Textarea({"rows": rows, **attrs}) if rows else forms.TextInput(attrs)
        super().__init__(required=False, widget=widget, **options)
        self.most = most

    def clean(self, value: Any) -> str:
        """Return the words, or say by how much they are too many."""
        if isinstance(value, str) and "\x00" in value:
            raise ValidationError(
                "There is a character in here that cannot be stored. Type the words again.",
                code="null",
            )
        words: str = super().clean(value)
        if len(words) > self.most:
            raise ValidationError(
                f"Keep this under {self.most:,} characters; it has {len(words):,}.", code="long"
            )
        return words


class Day(forms.DateField):
    """A day from today on."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            required=False,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={"invalid": "Give a day, as in 31/03/2027."},
            **options,
        )

    def clean(self, value: Any) -> date | None:
        """Return the day, or say that it lies behind us or too far ahead."""
        day: date | None = super().clean(value)
        if day is None:
            return None
        today = timezone.localdate()
        if day < today:
            raise ValidationError("Choose today or a later day.", code="past")
        if day > today + FAR:
            raise ValidationError("Is the year right? This is far ahead.", code="far")
        return day


class Number(forms.IntegerField):
    """A whole number in a range, said in words."""

    def __init__(self, *, least: int, most: int, what: str, **options: Any) -> None:
        words = f"Give a number of {what} from {least} to {most}."
        super().__init__(
            required=False,
            min_value=least,
            max_value=most,
            error_messages={"invalid": words, "min_value": words, "max_value": words},
            **options,
        )


def choice(choices: Any, *, empty: str, widget: Any = None, **options: Any) -> Any:
    """Return a choice of numbers with an empty line first."""
    return forms.TypedChoiceField(
        choices=[("", empty), *choices],
        coerce=int,
        empty_value=None,
        required=False,
        widget=widget or forms.Select,
        error_messages={"invalid_choice": "Choose one of the list."},
        **options,
    )


def counted(data: QueryDict, prefix: str) -> QueryDict | None:
    """Count the rows that came, or return None where no row and no honest "none" came.

    A wrong count in a hidden field would lock the page for good, or remove what is stored.
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
