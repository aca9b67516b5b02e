"""What may be typed about a firm."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from providers.models import Firm
from skills.models import Concept

FIELDS = (Concept.Kind.SECTOR, Concept.Kind.SITUATION)


class ConceptsField(forms.ModelMultipleChoiceField[Concept]):
    """Concepts of the vocabulary, by their labels."""

    def label_from_instance(self, obj: Concept) -> str:
        """Show the concept's own words."""
        return obj.label


class FirmForm(forms.Form):
    """A firm that joins the hub."""

    name = forms.CharField(
        label="Name of the firm",
        max_length=120,
        error_messages={"required": "Give the name that people know it by."},
    )
    kind = forms.ChoiceField(
        label="How it works",
        choices=Firm.Kind.choices,
        widget=forms.RadioSelect,
        help_text="All kinds see every brief at the same moment.",
        error_messages={"required": "Choose how the firm works."},
    )
    title = forms.CharField(label="Your title there", max_length=120, required=False)
    charter = forms.BooleanField(
        label="We accept the conduct charter: we contact people only about work that fits, tell "
        "them all we know, speak only for those who chose us, and always answer.",
        error_messages={"required": "A firm joins by accepting the charter."},
    )

    def clean_name(self) -> str:
        """Refuse a name that another firm has, whatever its case."""
        name: str = self.cleaned_data["name"].strip()
        if Firm.objects.filter(name__iexact=name).exists():
            raise ValidationError(
                "A firm of this name is here already. Ask a colleague there to invite you.",
                code="taken",
            )
        return name


class FirmPageForm(forms.Form):
    """What a firm says of itself."""

    tagline = forms.CharField(
        label="In one line",
        max_length=160,
        required=False,
        help_text="Interim leaders for life-science operations",
    )
    about = forms.CharField(
        label="About the firm",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    website = forms.URLField(label="Website", required=False, assume_scheme="https")
    specialisms = ConceptsField(
        queryset=Concept.objects.none(),
        required=False,
        label="What you are expert in",
        help_text="Sectors and situations. Interims in these fields can be found by you.",
        widget=forms.CheckboxSelectMultiple(attrs={"class": "segmented"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["specialisms"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Concept.objects.of_kind(*FIELDS).by_label()


class InviteForm(forms.Form):
    """A colleague to invite."""

    email = forms.EmailField(label="Their e-mail", max_length=254)
    is_admin = forms.BooleanField(label="May invite others and change this page", required=False)


class JoinForm(forms.Form):
    """What somebody says who accepts an invitation."""

    title = forms.CharField(label="Your title", max_length=120, required=False)
