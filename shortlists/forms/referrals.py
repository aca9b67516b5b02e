"""The form that names a person for a brief."""

from django import forms

from shortlists import layouts


class ReferralForm(forms.Form):
    """Name, address, and how they know each other: the arguments of `actions.name_person`."""

    helper = layouts.REFERRAL

    full_name = forms.CharField(
        label="Their name",
        max_length=120,
        error_messages={"required": "Give the name that the letter begins with."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label="Their e-mail address",
        max_length=254,
        error_messages={
            "required": "Give the address that the letter goes to.",
            "invalid": "Give a complete e-mail address, such as anna@example.com.",
        },
        help_text="Only who signs in with this address can open the letter’s page.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    how = forms.CharField(
        label="How do you know each other?",
        min_length=10,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="“We closed two plants together in 2021; she led the talks.” They read it now;"
        " whoever meets them on this brief reads it once they said yes.",
        error_messages={
            "required": "Say how you know each other: they read it first.",
            "min_length": "Say a little more: they read it first.",
        },
    )
