"""Fields of the profile's forms."""

from typing import Any

from django import forms

from candidates.models.record import LONG_TEXT_LENGTH
from interimhub.lib.choices import ManyChoices
from skills.likely import search_url, show_likely
from skills.models import Concept

EARLIEST_YEAR = 1950
LATEST_AHEAD_DAYS = 3 * 366


def chips(choices: Any, label: str, help_text: str = "") -> forms.MultipleChoiceField:
    """Return a multiple choice, shown as chips."""
    return forms.MultipleChoiceField(
        label=label,
        help_text=help_text,
        required=False,
        choices=choices,
        widget=ManyChoices(),
    )


def concept_chips(
    kind: str, label: str, help_text: str = ""
) -> forms.ModelMultipleChoiceField[Concept]:
    """Return a multiple choice of situations or sectors, shown as chips."""
    return ConceptChips(
        label=label,
        help_text=help_text,
        required=False,
        to_field_name="code",
        queryset=Concept.objects.of_kind(kind).by_label(),
        widget=ManyChoices(search_url=search_url(kind)),
    )


def one_of(choices: Any, label: str, empty: str, help_text: str = "") -> forms.TypedChoiceField:
    """Return a choice from a scale; the empty choice is None."""
    return forms.TypedChoiceField(
        label=label,
        help_text=help_text,
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", empty), *choices],
    )


def long_text(label: str, help_text: str, rows: int = 4) -> forms.CharField:
    """Return a field for a few paragraphs."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=LONG_TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def day(label: str, help_text: str = "") -> forms.DateField:
    """Return a date field with the browser's date picker."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class ConceptChips(forms.ModelMultipleChoiceField[Concept]):
    """A multiple choice of concepts."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the concept's label."""
        label: str = obj.label
        return label


class VersionForm(forms.ModelForm[Any]):
    """A form with the version of the profile at the time when the page was opened."""

    # Nearly every field is optional. Each page says what is needed.
    mark_optional = False
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        show_likely(self, Concept.Kind.SITUATION, Concept.Kind.SECTOR)
