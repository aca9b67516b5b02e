"""The step "truth": one form for each question."""

from collections.abc import Sequence
from typing import Any

from django.forms import BaseForm

from engagements.answers import Answers, TruthFacts, Unstored, UnstoredRow
from engagements.forms.base import BriefStep
from engagements.forms.parts import TRUTH_WORDS, TruthForm
from engagements.forms.unstored import StoredRow, left_over
from engagements.models import TruthItem


class TruthStep(BriefStep):
    """The truth: what an interim would find out anyway."""

    key, name, hint = "truth", "The truth", "what they will find out"
    lead = (
        "What an interim would find out in the second week. “We do not know yet” is an honest"
        " answer: say who finds out and by when, and it is shown like a fact."
    )

    def stored(self) -> dict[str, Any]:
        """Return nothing: this step has only rows."""
        return {}

    def stored_rows(self) -> list[StoredRow]:
        """Return a row for every question, answered or not."""
        stored = {item.kind: item for item in self.brief.truth.all()}
        items = [(kind, stored.get(kind) or TruthItem()) for kind in TRUTH_WORDS]
        return [
            StoredRow(
                key=str(kind),
                position=position,
                values={
                    "answer": item.answer,
                    "is_unknown": item.is_unknown,
                    "found_out_by": item.found_out_by,
                    "found_out_on": item.found_out_on,
                },
            )
            for position, (kind, item) in enumerate(items)
        ]

    def prefix_of(self, number: int, row: StoredRow) -> str:
        """Return the kind of the question: it is the prefix of its fields."""
        return row.key

    def build(self) -> None:
        """Create the forms."""
        self.items = []
        for row in self.stored_rows():
            form = TruthForm(self.data, initial=dict(row.values), prefix=row.key)
            if not row.values["is_unknown"]:
                self._fix_answered(form, "answer")
            if form.fields["answer"].disabled:
                form.fields["is_unknown"].disabled = True
            question, example = TRUTH_WORDS[row.key]
            form.fields["answer"].label = question
            form.fields["answer"].help_text = example
            self.items.append((row.key, form))

    def forms(self) -> list[BaseForm]:
        """Return the forms."""
        return [form for _, form in self.items]

    def label_of(self, form: BaseForm) -> str:
        """Return the label of the question."""
        return "" if form.prefix is None else str(TruthItem.Kind(form.prefix).label)

    def answers(self) -> Answers:
        """Return the answers that can be stored."""
        facts = []
        for kind, form in self.items:
            if form.is_valid():
                facts.append(TruthFacts(kind=kind, **form.cleaned_data))
        return Answers(truth=facts)

    def unstored(self) -> Unstored:
        """Return the input of each question whose form has an error."""
        return Unstored(rows=self.rows_unstored())

    def rows_unstored(self) -> Sequence[UnstoredRow]:
        """Return a row for each question whose form has an error."""
        return [
            UnstoredRow(kind, position, *left_over(form, ()))
            for position, (kind, form) in enumerate(self.items)
            if not form.is_valid()
        ]
