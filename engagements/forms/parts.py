"""The forms of a brief's steps."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from engagements import layouts
from engagements.forms.fields import Day, LimitedText, Number, StepForm, choice
from engagements.models import Brief, Requirement, TruthItem
from interimhub.lib.choices import ManyChoices
from readings.documents import MAX_TEXT_LENGTH
from readings.forms import TextForm
from skills.likely import search_url, show_likely
from skills.models import Concept
from skills.places import Language, Region, RightToWork
from skills.scales import Level, Seniority

TEXT_CHARS_MAX = 6_000
CONCEPT_FIELDS = {
    "situations": "situation",
    "sectors": "sector",
    "registrations": "registration",
}
"""The choices of concepts of the step about the person, and their kinds."""


class SituationForm(StepForm):
    """What happened, and what is hard about it."""

    helper = layouts.SITUATION

    title = LimitedText(
        label="What do you call it?",
        max_chars=140,
        help_text="A line for a busy person: “Get the fill-finish site released again”",
    )
    what_happened = LimitedText(
        label="What happened?",
        max_chars=TEXT_CHARS_MAX,
        rows=5,
        help_text="“A regulator inspected the fill-finish line in September and made nine"
        " observations, two of them major.”",
    )
    why_now = LimitedText(
        label="Why now?",
        max_chars=TEXT_CHARS_MAX,
        rows=3,
        help_text="“The first actions fall due on 15 January; stock lasts until the end of March.”",
    )
    tried_before = LimitedText(
        label="What has been tried?",
        max_chars=TEXT_CHARS_MAX,
        rows=3,
        help_text="“A consultancy wrote a plan of 140 actions. Nobody on site owns them.”",
    )
    what_is_hard = LimitedText(
        label="What is hard about it?",
        max_chars=TEXT_CHARS_MAX,
        rows=3,
        help_text="“Production doubts the findings, and two quality heads left within a year.”",
    )
    is_confidential = forms.BooleanField(
        label="Keep our name confidential until an interim says yes",
        required=False,
        help_text="Interims then read a description of you instead. The firms on your panel know"
        " your name and keep it confidential.",
    )


class CriterionForm(StepForm):
    """One success criterion."""

    ref = forms.UUIDField(required=False, widget=forms.HiddenInput)
    measure = LimitedText(
        label="What is measured?",
        max_chars=200,
        help_text="“Overdue deviations”, “days to release”",
    )
    baseline = LimitedText(label="Today", max_chars=120, help_text="“186”")
    target = LimitedText(label="Target", max_chars=120, help_text="“20”")
    due_on = Day(label="By when")
    evidence = LimitedText(
        label="What will show it?", max_chars=240, help_text="“the quality system's weekly report”"
    )
    weight = choice(
        [(1, "1 · helps"), (2, "2"), (3, "3 · matters"), (4, "4"), (5, "5 · decides")],
        empty="3 · matters",
        label="Weight",
    )

    def clean(self) -> dict[str, Any]:
        """Require the measure as soon as another field is filled."""
        facts = super().clean() or {}
        others = ("baseline", "target", "due_on", "evidence")
        if (
            "measure" not in self.errors
            and not facts.get("measure")
            and any(facts.get(name) or name in self.errors for name in others)
        ):
            self.add_error("measure", ValidationError("Say what is measured.", code="measure"))
        return facts

    @property
    def is_blank(self) -> bool:
        """Whether every text field is empty."""
        return not any(
            str(self[name].data or "").strip()
            for name in ("measure", "baseline", "target", "due_on", "evidence")
        )


class CriteriaFormSet(forms.BaseFormSet[CriterionForm]):
    """One to six criteria."""

    default_error_messages = {
        **forms.BaseFormSet.default_error_messages,
        "too_many_forms": "Six criteria are the maximum: keep those that decide.",
    }

    def add_fields(self, form: Any, index: int | None) -> None:
        """Label the checkbox that removes a row. The button of the row ticks it."""
        super().add_fields(form, index)
        # A row that reads as before is a row, whatever number of former rows was posted.
        form.empty_permitted = False
        form.fields["DELETE"].label = "Remove this criterion"


CriteriaSet = forms.formset_factory(
    CriterionForm,
    formset=CriteriaFormSet,
    extra=0,
    max_num=6,
    absolute_max=20,
    validate_max=True,
    can_delete=True,
)


class ValueForm(StepForm):
    """The value sought."""

    helper = layouts.VALUE

    value_kind = forms.ChoiceField(
        label="What is the main value to you?",
        choices=Brief.Value.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text="Choose the kind you would defend. It does not have to be money.",
        error_messages={"invalid_choice": "Choose one of the five."},
    )
    harm = LimitedText(
        label="Who is harmed if this fails, and how would we see it first?",
        max_chars=TEXT_CHARS_MAX,
        rows=3,
        help_text="“Patients on the two oncology products; we would see it first in stock cover"
        " under three weeks.” It is never turned into money.",
    )
    value_range = LimitedText(
        label="In what range?",
        max_chars=160,
        help_text="In the unit that fits: “supply of two medicines for 40,000 patients”,"
        " “six to nine weeks of delay avoided”",
    )
    value_shown_by = LimitedText(
        label="How will it be shown?",
        max_chars=TEXT_CHARS_MAX,
        rows=2,
        help_text="“Release times and stock cover, month by month, from the supply review.”",
    )


def _concepts(kind: str) -> list[tuple[str, str]]:
    return list(Concept.objects.of_kind(kind).by_label().values_list("code", "label"))


def _pills(
    label: str, help_text: str, choices: Any = (), kinds: Sequence[str] = ()
) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=ManyChoices(search_url=search_url(*kinds) if kinds else ""),
        help_text=help_text,
        error_messages={"invalid_choice": "One of these is not in our list. Choose again."},
    )


class PersonForm(StepForm):
    """Who is needed, when and where."""

    helper = layouts.PERSON

    seniority = choice(
        Seniority.choices,
        empty="not decided yet",
        label="How senior?",
        help_text="What they are responsible for, not what the title says.",
    )
    situations = _pills(
        "Which situations should they have experience of?",
        "Situations count more than titles. One to three.",
        kinds=["situation"],
    )
    sectors = _pills("In which sectors?", "Only if it matters; it counts little.", kinds=["sector"])
    languages = _pills("Which languages does the work need?", "", Language.choices)
    registrations = _pills(
        "Which registrations or licences must they hold?",
        "Only those without which they may not do this work; all that you choose are required. A"
        " firm confirms that it has seen them before it puts somebody forward.",
        kinds=["registration"],
    )
    starts_on = Day(label="Start", help_text="The first day on the job")
    duration_weeks = Number(minimum=1, maximum=156, unit="weeks", label="For how many weeks?")
    place = LimitedText(label="Place", max_chars=140, help_text="“Reading, on the site”")
    region = forms.ChoiceField(
        label="Region",
        choices=[("", "choose a region"), *Region.choices],
        required=False,
        error_messages={"invalid_choice": "Choose a region from the list."},
    )
    days_per_week = Number(minimum=1, maximum=7, unit="days", label="Days a week")
    days_on_site = Number(
        minimum=0, maximum=7, unit="days", label="Of these on site", help_text="0 is fully remote"
    )
    right_to_work = forms.ChoiceField(
        label="Right to work needed in",
        choices=[("", "no need, or not known yet"), *RightToWork.choices],
        required=False,
        error_messages={"invalid_choice": "Choose a country from the list."},
    )
    contract_form = forms.ChoiceField(
        label="Form of the contract",
        choices=[("", "not known yet"), *Brief.Contract.choices],
        required=False,
        error_messages={"invalid_choice": "Choose a form from the list."},
        help_text="Interims read it before they answer.",
    )
    slate_on = Day(label="Three people in front of you by", help_text="The day")
    slate_at = forms.TimeField(
        label="At what time?",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "Give a time, as in 17:00."},
    )

    def __init__(self, *args: Any, zone: str = "UTC", text: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        show_likely(self, *CONCEPT_FIELDS.values(), text=text)
        self.zone = ZoneInfo(zone)
        for name, kind in CONCEPT_FIELDS.items():
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = _concepts(kind)
        if "slate_at" in self.fields:
            self.fields["slate_at"].help_text = f"{zone.rpartition('/')[2].replace('_', ' ')} time"

    def clean(self) -> dict[str, Any]:
        """Compare the numbers of days, and join the slate's day and time."""
        facts = super().clean() or {}
        on_site, days = facts.get("days_on_site"), facts.get("days_per_week")
        if on_site is not None and days is not None and on_site > days:
            words = f"There are more days on site than days a week: {on_site} of {days}."
            self.add_error("days_on_site", ValidationError(words, code="more"))
        if "slate_on" in self.fields:
            self._join_slate(facts)
        return facts

    def _join_slate(self, facts: dict[str, Any]) -> None:
        if {"slate_on", "slate_at"} & set(self.errors) or self.fields["slate_on"].disabled:
            return
        day, time = facts.get("slate_on"), facts.get("slate_at")
        if time and not day:
            self.add_error("slate_on", ValidationError("Give the day as well.", code="day"))
        elif day and not time:
            self.add_error("slate_at", ValidationError("Give the time as well.", code="time"))
        else:
            moment = datetime.combine(day, time, self.zone) if day and time else None
            if moment and moment <= timezone.now():
                self.add_error("slate_at", ValidationError("This hour has passed.", code="past"))
            else:
                facts["slate_due_at"] = moment


class RequirementForm(StepForm):
    """One skill of the vocabulary, with importance and level."""

    code = forms.CharField(required=False, widget=forms.HiddenInput)
    label = forms.CharField(required=False, widget=forms.HiddenInput)
    importance = choice(
        Requirement.Importance.choices, empty="Should have", label="How much it matters"
    )
    level = choice(Level.choices, empty="any level", label="Level needed")


RequirementSet = forms.formset_factory(
    RequirementForm, extra=0, max_num=30, absolute_max=40, validate_max=True, can_delete=True
)


class TruthForm(StepForm):
    """One question about the truth: an answer, or who will find out by when."""

    helper = layouts.TRUTH

    answer = LimitedText(label="", max_chars=TEXT_CHARS_MAX, rows=2)
    is_unknown = forms.BooleanField(label="We do not know yet", required=False)
    found_out_by = LimitedText(
        label="Who finds out?", max_chars=120, help_text="A person or a role: “the site director”"
    )
    found_out_on = Day(label="By when?")

    def clean(self) -> dict[str, Any]:
        """If the answer is not known yet, require who will find out by when."""
        facts = super().clean() or {}
        if not facts.get("is_unknown"):
            return facts
        if "found_out_by" not in self.errors and not facts.get("found_out_by"):
            self.add_error("found_out_by", ValidationError("Say who finds out.", code="owner"))
        if "found_out_on" not in self.errors and not facts.get("found_out_on"):
            self.add_error("found_out_on", ValidationError("Say by when.", code="when"))
        return facts


TRUTH_WORDS: dict[str, tuple[str, str]] = {
    TruthItem.Kind.SPONSOR: (
        "Who is the sponsor, and how close?",
        "“The chief operating officer; half an hour every Monday.”",
    ),
    TruthItem.Kind.AUTHORITY: (
        "What may they decide alone?",
        "“Everything on site within the plan. Investments go to the board.”",
    ),
    TruthItem.Kind.REPORTING: (
        "Whom do they report to, and who to them?",
        "“To the site director; the heads of quality, production and engineering to them.”",
    ),
    TruthItem.Kind.RISKS: (
        "Which risks are known?",
        "“A second inspection may come unannounced in spring.”",
    ),
    TruthItem.Kind.EARLIER: (
        "Why did earlier attempts fail?",
        "“Two predecessors left in nine months; they had the task but not the authority.”",
    ),
    TruthItem.Kind.STAGES: (
        "How many stages does the selection have?",
        "“Two: an hour with me, an hour with the sponsor. An answer within two days.”",
    ),
    TruthItem.Kind.TRAVEL: (
        "How much travel, how many nights away?",
        "“Three nights a week in Reading; Basel once a month.”",
    ),
}


class StartForm(TextForm):
    """The e-mail, notes or document that a brief starts from."""

    WORDS_FIELD = "source_text"
    MISSING = "Paste the e-mail or your notes, or choose a document first."

    text = None  # type: ignore[assignment]  # removes the inherited field
    source_text = LimitedText(
        label="The e-mail or your notes",
        max_chars=MAX_TEXT_LENGTH,
        rows=9,
        help_text="As it is. It is shown beside the form while you write, and only you and your"
        " colleagues can read it.",
    )
    field_order = ("source_text", "document")
