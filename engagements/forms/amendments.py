"""The page that changes a confirmed brief: criteria and person on one page, and why."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from engagements import layouts
from engagements.answers import Answers
from engagements.forms.fields import Day
from engagements.forms.parts import PersonForm
from engagements.forms.steps.person import PersonStep
from engagements.forms.steps.success import SuccessStep
from engagements.forms.unstored import StoredRow
from engagements.models import Brief, BriefDraft, Requirement
from interimhub.lib.changed_words import PartChange
from skills.models import Concept

NEEDED_OF_CRITERION = {
    "baseline": "Say where it stands today.",
    "target": "Say what it should be.",
    "due_on": "Give the day by when.",
    "evidence": "Say what will show it.",
}
NEEDED_OF_PERSON = {
    "seniority": "Say how senior the role is.",
    "starts_on": "Give the first day.",
    "duration_weeks": "Give the number of weeks.",
    "days_on_site": "Give the days on site; 0 is fully remote.",
}


class ChangePersonForm(PersonForm):
    """Who is needed, when and where, of a brief that firms rely on."""

    helper = layouts.CHANGED_PERSON

    slate_on = None  # type: ignore[assignment]  # the manager's own deadline is no part of it
    slate_at = None  # type: ignore[assignment]
    is_relied_on = True

    def clean(self) -> dict[str, Any]:
        """Require what firms rely on."""
        facts = super().clean() or {}
        if self.is_relied_on:
            _require(self, facts, NEEDED_OF_PERSON)
            if facts.get("days_on_site") != 0:
                _require(self, facts, {"place": "Say where the work is."})
        return facts


class ChangeReasonForm(forms.Form):
    """Why the brief changes."""

    reason = forms.CharField(
        label="Why it changes",
        min_length=10,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The firms read it with the difference.",
        error_messages={"required": "Say why, so that the firms can follow."},
    )


class ChangedSuccess(SuccessStep):
    """The success criteria on the page of a change."""

    is_answering = False

    def load_draft(self) -> BriefDraft:
        """Return an empty draft: a change is not saved before it is proposed."""
        return BriefDraft(brief=self.brief, step=self.key)

    def build(self) -> None:
        """Create the forms; a day that has passed may stay as it is."""
        super().build()
        for form in self.formset.forms:
            _let_stay(form, "due_on", form.initial.get("due_on"))

    def own_problems(self) -> list[tuple[str, str, str]]:
        """Return the errors that belong to no single form, and what is missing of a criterion."""
        found = super().own_problems()
        if self.formset.is_bound and not self.forms():
            found.append(("", "", "Keep one success criterion at least."))
        return found

    def check(self) -> None:
        """Require what firms rely on, next to each field."""
        for form in self.forms():
            assert isinstance(form, forms.Form)
            _require(form, form.cleaned_data, NEEDED_OF_CRITERION)


class ChangedPerson(PersonStep):
    """The person needed on the page of a change.

    Args:
        musts: codes of skills to show as must-haves although the brief does not ask for them.
    """

    is_answering = False
    form_class = ChangePersonForm

    def __init__(
        self, brief: Brief, data: QueryDict | None = None, *, musts: list[str] | None = None
    ) -> None:
        self.musts = musts or []
        super().__init__(brief, data)

    def load_draft(self) -> BriefDraft:
        """Return an empty draft: a change is not saved before it is proposed."""
        return BriefDraft(brief=self.brief, step=self.key)

    def stored_rows(self) -> list[StoredRow]:
        """Return the stored skills, then those that are suggested as must-haves."""
        must = Requirement.Importance.MUST
        rows = super().stored_rows()
        rows = [
            StoredRow(row.key, row.position, {**row.values, "importance": must})
            if row.key in self.musts
            else row
            for row in rows
        ]
        known = {row.key for row in rows}
        added = Concept.objects.skills().filter(code__in=[*set(self.musts) - known]).by_label()
        return rows + [
            StoredRow(
                concept.code,
                len(rows) + number,
                {
                    "code": concept.code,
                    "label": concept.label,
                    "importance": must,
                    "level": None,
                },
            )
            for number, concept in enumerate(added)
        ]

    def build(self) -> None:
        """Create the forms; a start that has passed may stay as it is."""
        super().build()
        assert isinstance(self.form, ChangePersonForm)
        self.form.is_relied_on = self.brief.takes_answers
        _let_stay(self.form, "starts_on", self.brief.starts_on)

    def own_problems(self) -> list[tuple[str, str, str]]:
        """Return the errors that belong to no single form."""
        found = super().own_problems()
        kept = self.answers().requirements or [] if self.formset.is_bound else None
        must = Requirement.Importance.MUST
        if (
            kept is not None
            and self.brief.takes_answers
            and not any(row.importance == must for row in kept)
        ):
            words = "Keep one must-have at least: without it nobody can be asked."
            found.append(("new_skill", "Skill", words))
        return found


@dataclass
class ChangePage:
    """The page that changes a brief.

    Attributes:
        success, person: the two parts.
        reason_form: why it changes.
    """

    brief: Brief
    success: ChangedSuccess
    person: ChangedPerson
    reason_form: ChangeReasonForm

    @classmethod
    def shown(cls, brief: Brief, *, musts: list[str], reason: str = "") -> "ChangePage":
        """Return the page as it opens, with suggested must-haves."""
        reason_form = ChangeReasonForm(initial={"reason": reason})
        person = ChangedPerson(brief, musts=musts)
        return cls(brief, ChangedSuccess(brief), person, reason_form)

    @classmethod
    def posted(cls, brief: Brief, data: QueryDict) -> "ChangePage":
        """Return the page as it was typed. A skill typed without the type-ahead becomes a row."""
        data = _with_rows(data, brief)
        page = cls(
            brief, ChangedSuccess(brief, data), ChangedPerson(brief, data), ChangeReasonForm(data)
        )
        if brief.takes_answers:
            page.success.check()
        return page

    @property
    def is_answering(self) -> bool:
        """Whether only open questions can be answered: never here."""
        return False

    @property
    def formset(self) -> Any:
        """The rows of skills, for the part of the page that shows them."""
        return self.person.formset

    def problems(self) -> list[tuple[str, str, str]]:
        """Return the errors of both parts as (id of the element, label, message)."""
        return [*self.success.problems(), *self.person.problems()]

    def answers(self) -> Answers:
        """Return the answers of both parts."""
        person = self.person.answers()
        return Answers(
            columns=person.columns,
            concepts=person.concepts,
            criteria=self.success.answers().criteria,
            requirements=person.requirements,
        )


def digest_of(changes: list[PartChange]) -> str:
    """Return a code by which a difference is recognised that was read before."""
    words = "\n".join(change.in_words for change in changes)
    return hashlib.sha256(words.encode()).hexdigest()[:32]


def _with_rows(data: QueryDict, brief: Brief) -> QueryDict:
    """Return the data with the rows that a button without JavaScript adds."""
    typed = data.get("new_skill_text", "").strip()
    if data.get("then") != "add" and not typed:
        return data
    data = data.copy()
    if typed:
        found = ChangedPerson(brief, data).found
        number = _count(data, "skills")
        for concept in found:
            data[f"skills-{number}-code"], data[f"skills-{number}-label"] = (
                concept.code,
                concept.label,
            )
        if found:
            data["new_skill_text"] = ""
    else:
        data[f"criteria-{_count(data, 'criteria')}-measure"] = ""
    return data


def _count(data: QueryDict, rows: str) -> int:
    numbers = [
        int(name.split("-")[1])
        for name in data
        if name.startswith(f"{rows}-")
        and name.split("-")[1].isascii()
        and name.split("-")[1].isdigit()
    ]
    return min(max(numbers, default=-1) + 1, 99)


def _require(form: forms.Form, facts: Mapping[str, Any], needed: Mapping[str, str]) -> None:
    for name, words in needed.items():
        if name not in form.errors and facts.get(name) in (None, ""):
            form.add_error(name, ValidationError(words, code="needed"))


def _let_stay(form: forms.BaseForm, name: str, day: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, Day)
    field.known = day
