"""The step "process": travel and sponsor, and one form for each stage of the selection."""

from collections.abc import Sequence
from typing import Any

from django.forms import BaseForm

from engagements.answers import Answers, StageFacts, Unstored, UnstoredRow
from engagements.forms.base import BriefStep, valid_values
from engagements.forms.process import StageForm, TravelForm
from engagements.forms.unstored import StoredRow, left_over
from engagements.models import SelectionStage, stages_of

PLACES = ("First stage", "Second stage", "Third stage", "Fourth stage")


class ProcessStep(BriefStep):
    """What the work costs an interim's week, and what the selection asks of them."""

    key, name, hint = "process", "Travel and selection", "what it asks of them"
    lead = (
        "What the work asks of somebody's week, and what your selection asks of their time. You"
        " promise the stages here, and interims read them before they answer."
    )

    def stored(self) -> dict[str, Any]:
        """Return the stored answers."""
        return {name: getattr(self.brief, name) for name in TravelForm.base_fields}

    def stored_rows(self) -> list[StoredRow]:
        """Return a row for each place, taken or not."""
        stored = {row.position: row for row in stages_of(self.brief)}
        rows = [
            stored.get(place) or SelectionStage(position=place)
            for place in range(1, SelectionStage.STAGES_MAX + 1)
        ]
        return [
            StoredRow(
                key=f"stage{row.position}",
                position=row.position,
                values={
                    "kind": row.kind,
                    "with_whom": row.with_whom,
                    "people": row.people,
                    "hours": row.hours,
                    "due_on": row.due_on,
                },
            )
            for row in rows
        ]

    def prefix_of(self, number: int, row: StoredRow) -> str:
        """Return the place of the stage: it is the prefix of its fields."""
        return row.key

    def build(self) -> None:
        """Create the forms. Once firms rely on the brief, no stage can be added to a promise."""
        self.form = TravelForm(self.data, initial=self.stored())
        self._fix_answered(self.form)
        rows = self.stored_rows()
        is_promised = any(row.values["kind"] for row in rows)
        self.stages: list[tuple[str, StageForm]] = []
        for place, row in zip(PLACES, rows, strict=True):
            form = StageForm(self.data, initial=dict(row.values), prefix=row.key)
            self._fix_answered(form)
            if self.is_answering and is_promised and not row.values["kind"]:
                for field in form.fields.values():
                    field.disabled = True
            self.stages.append((place, form))

    @property
    def shown_stages(self) -> list[tuple[str, StageForm, bool]]:
        """The stages with their names, and whether each is folded: the later ones while empty."""
        return [
            (place, form, number > 1 and not form["kind"].value() and not form.errors)
            for number, (place, form) in enumerate(self.stages)
            if not (self.is_answering and form.fields["kind"].disabled and not form.initial["kind"])
        ]

    def forms(self) -> list[BaseForm]:
        """Return the forms."""
        return [self.form, *(form for _, form in self.stages)]

    def label_of(self, form: BaseForm) -> str:
        """Return which stage it is."""
        return next((place for place, one in self.stages if one is form), "")

    def answers(self) -> Answers:
        """Return the answers that can be stored."""
        self.form.is_valid()
        return Answers(
            columns=valid_values(self.form, list(self.form.fields)),
            stages=[
                StageFacts(position=place, **form.cleaned_data)
                for place, (_, form) in enumerate(self.stages, start=1)
                if form.is_valid()
            ],
        )

    def unstored(self) -> Unstored:
        """Return the input that cannot be stored."""
        return Unstored(*left_over(self.form, self.answers().columns), rows=self.rows_unstored())

    def rows_unstored(self) -> Sequence[UnstoredRow]:
        """Return a row for each stage whose form has an error."""
        return [
            UnstoredRow(f"stage{place}", place, *left_over(form, ()))
            for place, (_, form) in enumerate(self.stages, start=1)
            if not form.is_valid()
        ]
