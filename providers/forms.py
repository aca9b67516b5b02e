"""Forms about a firm."""

from typing import Any

from django import forms

from accounts.organisations.forms import FoundingForm, PageForm
from interimhub.lib.choices import ManyChoices
from providers import layouts
from providers.models import Firm
from skills.likely import search_url, show_likely
from skills.models import Concept

FIELDS = (Concept.Kind.SECTOR, Concept.Kind.SITUATION)


class ConceptsField(forms.ModelMultipleChoiceField[Concept]):
    """A choice of concepts of the vocabulary, shown by their labels."""

    def label_from_instance(self, obj: Concept) -> str:
        """Return the concept's label."""
        return obj.label


class FirmForm(FoundingForm):
    """A new firm: how it works, and its acceptance of the charter."""

    model = Firm
    field_order = ("name", "kind", "title", "charter")

    kind = forms.ChoiceField(
        label="How it works",
        choices=Firm.Kind.choices,
        widget=forms.RadioSelect,
        help_text="All kinds see every brief at the same moment.",
        error_messages={"required": "Choose how the firm works."},
    )
    charter = forms.BooleanField(
        label="We accept the conduct charter: we contact people only about work that fits, tell "
        "them everything we know, represent only those who chose us, and always answer.",
        error_messages={"required": "A firm has to accept the charter to join."},
    )


class FirmPageForm(PageForm):
    """The public page of a firm."""

    model = Firm
    helper = layouts.FIRM_PAGE

    tagline = forms.CharField(
        label="In one line",
        max_length=160,
        required=False,
        help_text="Interim leaders for life-science operations",
    )
    website = forms.URLField(label="Website", required=False, assume_scheme="https")
    specialisms = ConceptsField(
        queryset=Concept.objects.none(),
        required=False,
        label="What you specialise in",
        help_text="Sectors and situations. Interims in these fields can be found by you.",
        widget=ManyChoices(search_url=search_url(*FIELDS)),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["specialisms"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Concept.objects.of_kind(*FIELDS).by_label()
        show_likely(self, *FIELDS)
