"""Forms about a firm."""

from typing import Any

from django import forms
from django.utils import timezone

from accounts.organisations.forms import FoundingForm, PageForm
from interimhub.lib.choices import ManyChoices
from providers import layouts
from providers.models import Firm
from providers.names import key_of
from skills.likely import search_url, show_likely
from skills.models import Concept
from skills.scales import WorkLevel

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


class OffLimitsForm(forms.Form):
    """An organisation from which the firm takes nobody."""

    helper = layouts.OFF_LIMITS

    name = forms.CharField(
        label="Organisation",
        max_length=140,
        help_text="Usually a client of yours. Only your firm reads this list.",
        error_messages={"required": "Name the organisation."},
    )

    def clean_name(self) -> str:
        """Refuse a name without a letter or a digit."""
        name: str = self.cleaned_data["name"]
        if not key_of(name):
            raise forms.ValidationError("Write its name in letters.")
        return name


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
    declared_level = forms.TypedChoiceField(
        label="The level of most of your work",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "We do not say"), *reversed(WorkLevel.choices)],
        widget=forms.RadioSelect,
        help_text="Interims read it with its date, marked as declared by you, until five of your"
        " briefs here show it. Those who never work below executive stay closed to a firm that"
        " does not say.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["specialisms"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Concept.objects.of_kind(*FIELDS).by_label()
        show_likely(self, *FIELDS)

    def clean(self) -> dict[str, Any]:
        """Date the declared level when it changes."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if "declared_level" in self.changed_data and "declared_level" in values:
            is_given = values["declared_level"] is not None
            values["declared_level_on"] = timezone.localdate() if is_given else None
        return values
