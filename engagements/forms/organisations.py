"""Forms of a client."""

from typing import Any

from django import forms

from accounts.organisations.forms import FoundingForm, PageForm
from engagements import layouts
from engagements.models import Client
from skills.models import Concept


class SectorField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice of one sector of the vocabulary."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=Concept.objects.none(), required=False, empty_label="Not said", **kwargs
        )

    def label_from_instance(self, obj: Any) -> str:
        """Return the concept's label."""
        return str(obj.label)


def _offer_sectors(form: forms.Form) -> None:
    field = form.fields["sector"]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = Concept.objects.of_kind(Concept.Kind.SECTOR).by_label()


class ClientForm(FoundingForm):
    """Creates a client: a company, hospital or authority."""

    model = Client

    sector = SectorField(label="Its sector")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_sectors(self)


class ClientPageForm(PageForm):
    """The description of a client, and its rule for panels."""

    model = Client
    helper = layouts.CLIENT_PAGE

    sector = SectorField(label="Sector")
    may_waive_specialist = forms.BooleanField(
        label="A brief may go to a panel without a specialist firm, if its manager writes down why",
        required=False,
    )
    alias = forms.CharField(
        label="Name while a brief is confidential",
        max_length=160,
        required=False,
        help_text="a European maker of injectable medicines",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].widget.attrs["rows"] = 5
        _offer_sectors(self)
