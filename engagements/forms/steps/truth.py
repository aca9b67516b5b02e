"""What an interim would find out anyway, one form for each part."""

from collections.abc import Sequence
from typing import Any

from django.forms import BaseForm

from engagements.answers import Answers, TruthFacts, Unstored, UnstoredRow
from engagements.forms.base import Step
from engagements.forms.parts import TRUTH_WORDS, TruthForm
from engagements.forms.unstored import StoredRow, left_over
from engagements.models import TruthItem


class TruthStep(Step):
    """What an interim would find out anyway."""

    key, name, hint = "truth", "The truth", "what they will find out"
    lead = (
        "What an interim would find out in the second week. “We do not know yet” is an honest"
        " answer: say who finds out and by when, and it is shown like a fact."
    )

    def stored(self) -> dict[str, Any]:
        """Return nothing: all of it is in parts."""
        return {}

    def stored_rows(self) -> list[StoredRow]:
        """Return every part of the truth, those nobody has said anything about too."""
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
        """Name the fields of a part after its kind."""
        return row.key

    def build(self) -> None:
        """Make its forms."""
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
        """Return its forms."""
        return [form for _, form in self.items]

    def place_of(self, form: BaseForm) -> str:
        """Say which part of the truth it is."""
        return "" if form.prefix is None else str(TruthItem.Kind(form.prefix).label)

    def answers(self) -> Answers:
        """Return what can be stored."""
        facts = []
        for kind, form in self.items:
            if form.is_valid():
                facts.append(TruthFacts(kind=kind, **form.cleaned_data))
        return Answers(truth=facts)

    def unstored(self) -> Unstored:
        """Return what cannot be stored: the whole of each part that is not answered soundly."""
        return Unstored(rows=self.rows_unstored())

    def rows_unstored(self) -> Sequence[UnstoredRow]:
        """Return the parts that cannot be stored."""
        return [
            UnstoredRow(kind, position, *left_over(form, ()))
            for position, (kind, form) in enumerate(self.items)
            if not form.is_valid()
        ]
