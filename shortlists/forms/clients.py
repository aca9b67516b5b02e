"""Forms of the client: interview times, decline, cap, hold, cancel."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from engagements.models import Brief, Criterion, SelectionStage, stages_of
from shortlists import layouts
from shortlists.forms.confidential import without_names
from shortlists.models import Entry
from shortlists.promise import Asked, beyond_promise

LOCAL = "%Y-%m-%dT%H:%M"
LATEST_AHEAD = timedelta(days=180)
BEYOND = "beyond"
TIMES = ("first", "second", "third", "fourth")


def _time(label: str, *, required: bool) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        required=required,
        input_formats=[LOCAL, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "step": 300}, format=LOCAL),
        error_messages={
            "required": "Propose at least two times.",
            "invalid": "Give a day and a time, as in 24 November 2026, 14:30.",
        },
    )


def _stage_words(row: SelectionStage) -> str:
    whom = f": {row.with_whom}" if row.with_whom else ""
    return f"{row.get_kind_display()}{whom}"


class InviteToInterviewForm(forms.Form):
    """At least two times, in the brief's time zone."""

    helper = layouts.INVITE

    first = _time("First time", required=True)
    second = _time("Second time", required=True)
    third = _time("Third time", required=False)
    fourth = _time("Fourth time", required=False)
    minutes = forms.TypedChoiceField(
        label="How long",
        coerce=int,
        choices=[(30, "30 minutes"), (45, "45"), (60, "60"), (90, "90")],
        initial=60,
        widget=forms.RadioSelect(attrs={"class": "segmented"}),
        error_messages={"required": "Say how long the interview will take."},
    )
    place = forms.CharField(
        label="Where",
        max_length=200,
        help_text="A room and an address, or the link of a video call.",
        error_messages={"required": "Say where you meet, or give the link of a video call."},
    )

    stage = forms.ChoiceField(
        label="Which of the promised stages is it?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Say which stage it is.",
            "invalid_choice": "Choose one of the stages.",
        },
    )
    people = forms.IntegerField(
        label="How many of you do they meet?",
        min_value=1,
        max_value=20,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            "Give a number of people from 1 to 20.",
        ),
    )
    why_beyond = forms.CharField(
        label="If it is more or later than you promised: why?",
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Every interim who is in conversation about this brief reads it.",
    )

    def __init__(self, *args: Any, brief: Brief, **kwargs: Any) -> None:
        self.zone = ZoneInfo(brief.time_zone)
        self.zone_name = brief.time_zone.replace("_", " ")
        self.brief, self.promised = brief, stages_of(brief)
        super().__init__(*args, **kwargs)
        if not self.promised:
            for name in ("stage", "people", "why_beyond"):
                del self.fields[name]
            return
        stage = self.fields["stage"]
        assert isinstance(stage, forms.ChoiceField)
        stage.choices = [
            *((str(row.position), _stage_words(row)) for row in self.promised),
            (BEYOND, "A stage that we did not promise"),
        ]
        self.initial.setdefault("stage", str(self.promised[0].position))
        self.initial.setdefault("people", self.promised[0].people)

    def full_clean(self) -> None:
        """Interpret every time in the brief's time zone."""
        with timezone.override(self.zone):
            super().full_clean()

    def clean(self) -> dict[str, Any]:
        """Return the arguments of the action: two or more different future times."""
        cleaned = super().clean() or self.cleaned_data
        seen: set[Any] = set()
        for name in TIMES:
            moment = cleaned.get(name)
            if moment is None:
                continue
            if moment <= timezone.now():
                self.add_error(name, ValidationError("This time has passed.", code="past"))
            elif moment > timezone.now() + LATEST_AHEAD:
                far = "This is more than half a year away; check the year."
                self.add_error(name, ValidationError(far, code="far"))
            elif moment in seen:
                self.add_error(name, ValidationError("This is the same time twice.", code="twice"))
            seen.add(moment)
        if self.errors:
            return cleaned
        facts = {
            "starts": sorted(seen),
            "minutes": cleaned["minutes"],
            "place": cleaned["place"],
        }
        return facts | self._promise(cleaned, facts["starts"]) if self.promised else facts

    def _promise(self, cleaned: dict[str, Any], starts: list[datetime]) -> dict[str, Any]:
        """Return what is asked, and require a sentence where it is more than was promised."""
        stages = {str(row.position): row for row in self.promised}
        asked = Asked(stages.get(cleaned["stage"]), cleaned["people"])
        why = cleaned.get("why_beyond", "")
        beyond = beyond_promise(self.brief, self.promised, asked, starts)
        if beyond and not why:
            words = f"You promised less: this is {' and '.join(beyond)}. Say why."
            self.add_error("why_beyond", ValidationError(words, code="promise"))
        return {"asked": asked, "why_beyond": why}


class NotSelectedForm(forms.Form):
    """Decline: the reason, its criterion, and the sentence that the interim reads."""

    helper = layouts.NOT_SELECTED

    reason = forms.ChoiceField(
        label="Why not",
        choices=Entry.DeclineReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the reason that comes closest."},
    )
    criterion = forms.ChoiceField(
        label="The criterion it relates to",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose the criterion it relates to.",
            "invalid_choice": "Choose one of this brief's criteria.",
        },
    )
    text = forms.CharField(
        label="What they will read",
        min_length=20,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Be honest and kind: say what decided it, so that they can learn from it. "
        "Edit the suggestion or write your own.",
        error_messages={
            "required": "Write the sentence that they will read.",
            "min_length": "Say a little more: at least twenty characters that they can learn from.",
        },
    )

    def __init__(self, *args: Any, brief: Brief, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows: list[Criterion] = list(brief.criteria.in_order())
        self.criteria = {str(row.ref): row for row in rows}
        field = self.fields["criterion"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(ref, row.measure) for ref, row in self.criteria.items()]

    def clean_criterion(self) -> Criterion:
        """Return the criterion."""
        return self.criteria[self.cleaned_data["criterion"]]


class CapForm(forms.Form):
    """More people at the same time than now."""

    cap = forms.TypedChoiceField(
        label="Maximum at the same time",
        coerce=int,
        widget=forms.RadioSelect(attrs={"class": "segmented"}),
        error_messages={"required": "Choose how many people you would meet."},
    )
    cap_reason = forms.CharField(
        label="Why",
        min_length=20,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The firms read it: “The board asks for somebody from outside as well.”",
        error_messages={
            "required": "Say why; the firms act on it.",
            "min_length": "Say why in a sentence; the firms act on it.",
        },
    )

    def __init__(self, *args: Any, brief: Brief, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["cap"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(n, f"{n} people") for n in range(brief.cap + 1, Brief.CAP_MAX + 1)]


class _TellsInterims(forms.Form):
    """A reason that interims read; it must not disclose a confidential client."""

    reason = forms.CharField(
        label="Why",
        min_length=20,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Say why; people have given you their time.",
            "min_length": "Say why in a sentence; people have given you their time.",
        },
    )

    def __init__(self, *args: Any, brief: Brief, **kwargs: Any) -> None:
        self.brief = brief
        super().__init__(*args, **kwargs)

    def clean_reason(self) -> str:
        """Refuse the client's name while the brief is confidential."""
        return without_names(self.brief, self.cleaned_data["reason"])


class HoldForm(_TellsInterims):
    """Put a brief on hold: the reason and the day of the review."""

    review_on = forms.DateField(
        label="Review it on",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="You are reminded on that day. The brief stays on hold until you resume it.",
        error_messages={"required": "Choose the day of the review."},
    )

    field_order = ("reason", "review_on")

    def clean_review_on(self) -> Any:
        """Require a future day within a year."""
        day, today = self.cleaned_data["review_on"], timezone.localdate()
        if day <= today:
            raise ValidationError("Choose a day after today.", code="past")
        if day > today + timedelta(days=365):
            raise ValidationError("Choose a day within a year, or cancel the brief.", code="far")
        return day


class CancelForm(_TellsInterims):
    """Cancel a brief: the kind of reason and its text."""

    end_reason = forms.ChoiceField(
        label="What happened",
        choices=Brief.EndReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the reason that comes closest."},
    )

    field_order = ("end_reason", "reason")
