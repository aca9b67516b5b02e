"""Forms of conversations on value, talks with a sponsor, and proof."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import MembershipQuerySet
from engagements import layouts
from engagements.mail_domains import domain_of, is_freemail
from engagements.models import Brief, ClientMember
from providers.models import Consultant

LOCAL = "%Y-%m-%dT%H:%M"


def _moment(label: str, required: str) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        input_formats=[LOCAL, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "step": 300}, format=LOCAL),
        error_messages={
            "required": required,
            "invalid": "Give a day and a time, as in 24 November 2026, 14:30.",
        },
    )


class ZonedForm(forms.Form):
    """A form whose times are in the time zone of a brief."""

    def __init__(self, *args: Any, brief: Brief, **kwargs: Any) -> None:
        self.zone = ZoneInfo(brief.time_zone)
        super().__init__(*args, **kwargs)
        name = brief.time_zone.replace("_", " ")
        for field in self.fields.values():
            if isinstance(field, forms.DateTimeField):
                field.help_text = f"In the time zone of {name}."

    def full_clean(self) -> None:
        """Interpret every time in the brief's time zone."""
        with timezone.override(self.zone):
            super().full_clean()


class _Members(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        """Return name and title; of a consultant also the firm."""
        firm = obj.firm.name if isinstance(obj, Consultant) else ""
        return ", ".join(word for word in (obj.user.full_name, obj.title, firm) if word)


class ValueRecordForm(ZonedForm):
    """Who talked about the value of a brief, when, for how long, and what it changed."""

    helper = layouts.VALUE_RECORD

    held_at = _moment("When it took place", "Say when it took place.")
    minutes = forms.IntegerField(
        label="Minutes",
        min_value=1,
        max_value=600,
        error_messages={"required": "Say how many minutes it took."},
    )
    members = _Members(
        queryset=None,
        label="Who of the client took part",
        to_field_name="ref",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Name at least one person of the client."},
    )
    consultants = _Members(
        queryset=None,
        label="Who of the firms took part",
        to_field_name="ref",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Name at least one consultant."},
    )
    changed = forms.CharField(
        label="What it changed in the brief",
        min_length=10,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="“Release time matters more to the board than deviations: a new criterion.”"
        " If nothing changed, say so. Firms and interims read it.",
        error_messages={"required": "Say what it changed; if nothing, say so."},
    )

    def __init__(
        self,
        *args: Any,
        members: "MembershipQuerySet[ClientMember]",
        consultants: "MembershipQuerySet[Consultant]",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].queryset = members  # type: ignore[attr-defined]
        self.fields["consultants"].queryset = consultants  # type: ignore[attr-defined]

    def clean_held_at(self) -> Any:
        """Refuse what is still to come."""
        moment = self.cleaned_data["held_at"]
        if moment > timezone.now():
            raise ValidationError("This lies in the future.", code="future")
        return moment


class TalkForm(ZonedForm):
    """Two times for a talk with the sponsor, and what it is about."""

    helper = layouts.TALK

    why = forms.CharField(
        label="What you want to talk about",
        min_length=10,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="“What would make this worth it to the board, and what they would give up.”",
        error_messages={"required": "Say what you want to talk about."},
    )
    first = _moment("First time", "Propose two times.")
    second = _moment("Second time", "Propose two times.")

    def clean(self) -> dict[str, Any]:
        """Return the arguments of the action: two different future times."""
        cleaned = super().clean() or self.cleaned_data
        times = [cleaned[name] for name in ("first", "second") if cleaned.get(name)]
        for name in ("first", "second"):
            if cleaned.get(name) and cleaned[name] <= timezone.now():
                self.add_error(name, ValidationError("This time has passed.", code="past"))
        if len(times) == 2 and times[0] == times[1]:
            self.add_error("second", ValidationError("This is the same time twice.", code="twice"))
        return cleaned if self.errors else {"why": cleaned["why"], "times": times}


class NoTalkForm(forms.Form):
    """Why neither time suits, or why there is no talk."""

    reason = forms.CharField(
        label="Why not",
        min_length=10,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Say when you could instead, if you can. The firm reads it.",
        error_messages={"required": "Say why, so that the firm can ask in another way."},
    )


class SponsorNoForm(forms.Form):
    """Why somebody says that they are not the sponsor."""

    helper = layouts.SPONSOR_NO

    reason = forms.CharField(
        label="Why not",
        min_length=10,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The hiring manager reads it, and nobody outside your organisation.",
        error_messages={"required": "Say why; the hiring manager reads it."},
    )


class ApprovalForm(forms.Form):
    """What somebody approves."""

    helper = layouts.APPROVAL

    words = forms.CharField(
        label="What you approve",
        min_length=10,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="“Approved in the October board, for six months.” No amounts: firms and interims"
        " read it.",
        error_messages={"required": "Say in a sentence what you approve."},
    )


class MailDomainForm(forms.Form):
    """The domain of an organisation's e-mail addresses."""

    helper = layouts.MAIL_DOMAIN

    domain = forms.CharField(
        label="The part after the @ in your e-mail addresses",
        max_length=253,
        help_text="avonmere.example",
        error_messages={"required": "Give the part after the @."},
    )

    def clean_domain(self) -> str:
        """Return the domain; refuse what is none, or what anybody can have an address at."""
        domain = domain_of(self.cleaned_data["domain"])
        if not domain:
            raise ValidationError("This is no domain: avonmere.example is one.", code="invalid")
        if is_freemail(domain):
            raise ValidationError(
                "Anybody can have an address there, so it proves nothing.", code="freemail"
            )
        return domain
