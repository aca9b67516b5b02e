"""What may be typed about a client."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from engagements.models import Client
from skills.models import Concept


class SectorField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One sector of the vocabulary, by its label."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=Concept.objects.none(), required=False, empty_label="Not said", **kwargs
        )

    def label_from_instance(self, obj: Any) -> str:
        """Show the concept's own words."""
        return str(obj.label)


def _offer_sectors(form: forms.Form) -> None:
    field = form.fields["sector"]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = Concept.objects.of_kind(Concept.Kind.SECTOR).by_label()


class ClientForm(forms.Form):
    """A company, hospital or authority that joins the hub."""

    name = forms.CharField(
        label="Name of the organisation",
        max_length=140,
        error_messages={"required": "Give the name that people know it by."},
    )
    title = forms.CharField(label="Your title there", max_length=120, required=False)
    sector = SectorField(label="Its sector")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_sectors(self)

    def clean_name(self) -> str:
        """Refuse a name that another client has, whatever its case."""
        name: str = self.cleaned_data["name"].strip()
        if Client.objects.filter(name__iexact=name).exists():
            raise ValidationError(
                "This organisation is here already. Ask a colleague there to invite you.",
                code="taken",
            )
        return name


class ClientPageForm(forms.Form):
    """What a client says of itself, and its rule for panels."""

    alias = forms.CharField(
        label="Name while a brief is confidential",
        max_length=160,
        required=False,
        help_text="a European maker of injectable medicines",
    )
    about = forms.CharField(
        label="About the organisation",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    sector = SectorField(label="Sector")
    may_waive_specialist = forms.BooleanField(
        label="A brief may go out without a specialist firm, when its manager records why",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_sectors(self)
