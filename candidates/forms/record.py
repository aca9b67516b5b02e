"""Forms of skills and past assignments."""

from functools import lru_cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.safestring import SafeString

from candidates import layouts
from candidates.forms.fields import (
    EARLIEST_YEAR,
    VersionForm,
    concept_chips,
    day,
    long_text,
    one_of,
)
from candidates.models import CandidateSkill, PastAssignment
from candidates.models.record import LATEST_END_AHEAD
from skills.models import Concept
from skills.scales import Level

_ANY = "s-of-any-skill"


class SkillForm(forms.Form):
    """Level, years and last use of a skill."""

    level = one_of(
        [(step.value, f"{step.value} · {step.label}") for step in Level], "Level", "Not stated"
    )
    years = forms.IntegerField(
        label="Years",
        required=False,
        min_value=0,
        max_value=60,
        error_messages={"max_value": "The maximum is sixty years."},
    )
    last_used = forms.IntegerField(label="Last used", required=False, help_text="")

    def __init__(self, *args: Any, skill: CandidateSkill | None = None, **kwargs: Any) -> None:
        if skill:
            facts = {"level": skill.level, "years": skill.years, "last_used": skill.last_used}
            kwargs |= {"initial": facts, "prefix": self.prefix_of(skill)}
        super().__init__(*args, **kwargs)
        self.fields["last_used"].widget.attrs |= {"placeholder": str(timezone.localdate().year)}

    def clean_last_used(self) -> int | None:
        """Accept a year from 1950 to now."""
        year: int | None = self.cleaned_data["last_used"]
        if year is not None and year > timezone.localdate().year:
            raise ValidationError(
                "This year is in the future; give the last year you used it.", code="future"
            )
        if year is not None and year < EARLIEST_YEAR:
            raise ValidationError("Give the year in four figures, such as 2024.", code="early")
        return year

    @classmethod
    def prefix_of(cls, skill: CandidateSkill) -> str:
        """Return what the names of a skill's fields begin with."""
        return f"s{skill.ref.hex[:12]}"


def skill_field(skill: CandidateSkill, name: str) -> SafeString:
    """Return a field of the form of a skill as it is stored, drawn.

    A page has three for each skill. Many skills have the same level or years, so the field is drawn
    once for each value and gets the prefix of the skill.
    """
    drawn = _drawn(name, getattr(skill, name), timezone.localdate().year)
    return SafeString(drawn.replace(_ANY, SkillForm.prefix_of(skill)))


@lru_cache(maxsize=1000)
def _drawn(name: str, value: int | None, year: int) -> str:
    del year  # it is in the field, as an example
    return SkillForm(initial={name: value}, prefix=_ANY)[name].as_field_group()


class NewSkillForm(SkillForm):
    """A skill of the vocabulary, with level, years and last use."""

    concept = forms.ModelChoiceField(
        queryset=Concept.objects.skills(),
        to_field_name="code",
        error_messages={
            "required": "Type a few letters and choose one of the names offered.",
            "invalid_choice": "Choose one of the names offered; this skill is not in our list.",
        },
    )
    field_order = ("concept", "level", "years", "last_used")


class AssignmentForm(VersionForm):
    """A past assignment: situation, mandate, result, measure."""

    helper = layouts.ASSIGNMENT

    title = forms.CharField(
        label="Your role",
        max_length=140,
        help_text="“Interim VP Technical Operations”",
        error_messages={
            "required": "Give the role a name, so that readers know what you did there."
        },
    )
    organisation = forms.CharField(
        label="Organisation",
        max_length=140,
        required=False,
        help_text="Shown only to a firm or client that may know your name.",
    )
    organisation_kind = forms.CharField(
        label="What is shown while you are not named",
        max_length=160,
        required=False,
        help_text="“a fill-finish site of 800 people”",
    )
    situation = long_text(
        "The situation",
        "What had happened when you arrived. “Nine observations of the regulator, 186 overdue"
        " deviations, a site head who had left.”",
        3,
    )
    mandate = long_text(
        "Your mandate",
        "What you were asked to do, by whom. “Close the case within a year; reporting to the chief"
        " operating officer.”",
        3,
    )
    result = long_text(
        "The result", "What was different when you left, and what you did for it.", 4
    )
    measure = forms.CharField(
        label="The measure",
        max_length=240,
        required=False,
        help_text="One figure, from and to: “overdue deviations 186 → 14 in seven months”",
    )
    started_on = day("From")
    ended_on = day("Until", "Leave it empty while it runs without a fixed end.")
    situations = concept_chips(
        "situation",
        "What kind of situation it was",
        "Situations count more than titles when you are matched with a brief.",
    )
    sectors = concept_chips("sector", "Sectors", "Those of the organisation at that time.")

    class Meta:
        model = PastAssignment
        fields = (
            "title",
            "organisation",
            "organisation_kind",
            "situation",
            "mandate",
            "result",
            "measure",
            "started_on",
            "ended_on",
            "situations",
            "sectors",
        )

    def clean(self) -> dict[str, Any]:
        """Check that it has begun, and that it ends after that, within ten years.

        An assignment with a fixed term may still run.
        """
        facts = super().clean() or self.cleaned_data
        began, ended = facts.get("started_on"), facts.get("ended_on")
        today = timezone.localdate()
        for name, moment in (("started_on", began), ("ended_on", ended)):
            if name == "ended_on" and moment and moment - today > LATEST_END_AHEAD:
                self.add_error(
                    name,
                    ValidationError(
                        "This is more than ten years away; check the year.", code="far"
                    ),
                )
            elif name == "started_on" and moment and moment > today:
                self.add_error(
                    name,
                    ValidationError(
                        "This day is in the future; a track record is about the past.",
                        code="future",
                    ),
                )
            elif moment and moment.year < EARLIEST_YEAR:
                self.add_error(
                    name,
                    ValidationError("Give the year in four figures, such as 2024.", code="early"),
                )
        if began and ended and ended < began:
            self.add_error(
                "ended_on",
                ValidationError("It ends before it begins; check the two days.", code="order"),
            )
        return facts
