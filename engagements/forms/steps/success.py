"""The success criteria of a brief, one row each."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.forms import BaseForm

from engagements.answers import Answers, CriterionFacts, Unstored, UnstoredRow
from engagements.forms.base import Step, good
from engagements.forms.parts import CriteriaSet
from engagements.forms.unstored import StoredRow, left_over


class SuccessStep(Step):
    """What success looks like."""

    key, name, hint = "success", "Success", "how you will know"
    rows = "criteria"
    lead = (
        "One to six criteria. They travel with the brief: interims answer them, firms argue with"
        " them, and at the end you sign them off."
    )

    def stored(self) -> dict[str, Any]:
        """Return nothing: all of it is in rows."""
        return {}

    def stored_rows(self) -> list[StoredRow]:
        """Return the criteria."""
        return [
            StoredRow(
                key=str(row.ref),
                position=row.position,
                values={
                    "ref": row.ref,
                    "measure": row.measure,
                    "baseline": row.baseline,
                    "target": row.target,
                    "due_on": row.due_on,
                    "evidence": row.evidence,
                    "weight": row.weight,
                },
            )
            for row in self.brief.criteria.in_order()
        ]

    def build(self) -> None:
        """Make its forms."""
        rows = [row.values for row in self.stored_rows()]
        self.formset = CriteriaSet(self.row_data, initial=rows, prefix="criteria")
        if not rows:
            self.show_room()

    def show_room(self) -> None:
        """Show an empty row more."""
        self.formset.extra = 1

    def forms(self) -> list[BaseForm]:
        """Return its forms."""
        if not self.formset.is_bound:
            return []
        return [form for form in self.formset.forms if not self._is_removed(form)]

    def own_problems(self) -> list[tuple[str, str, str]]:
        """Return what is wrong beyond single forms."""
        if not self.formset.is_bound:
            return super().own_problems()
        return [("", "", str(words)) for words in self.formset.non_form_errors()]

    def place_of(self, form: BaseForm) -> str:
        """Say which criterion it is, counted as the page shows them."""
        return f"Criterion {self.forms().index(form) + 1}"

    def _is_removed(self, form: Any) -> bool:
        form.is_valid()
        return bool(form.cleaned_data.get("DELETE")) or form.is_blank

    def answers(self) -> Answers:
        """Return what can be stored."""
        if not self.formset.is_bound:
            return Answers()
        return Answers(criteria=[facts for _, facts, _ in self._rows() if facts])

    def unstored(self) -> Unstored:
        """Return what cannot be stored."""
        return Unstored(rows=self.rows_unstored())

    def rows_unstored(self) -> Sequence[UnstoredRow]:
        """Return what of the rows cannot be stored; removed rows are left out."""
        if not self.formset.is_bound:
            return super().rows_unstored()
        rows = []
        for position, facts, form in self._rows():
            stored = {*facts.changes, "ref"} if facts else {"ref"}
            if "weight" in form.errors:
                stored -= {"weight"}
            values, unparsed = left_over(form, stored | {"DELETE"})
            if values or unparsed:
                key = str(facts.ref) if facts and facts.ref else ""
                rows.append(UnstoredRow(key, position, values, unparsed))
        return rows

    def _rows(self) -> Iterator[tuple[int, CriterionFacts | None, Any]]:
        """Go through the rows that are not removed: position, facts or None, form."""
        room = self.formset.max_num
        for position, form in enumerate(self.formset.forms):
            if self._is_removed(form):
                continue
            facts = None
            if form.cleaned_data.get("measure") and room:
                room -= 1
                changes = good(form, ["measure", "baseline", "target", "due_on", "evidence"])
                changes["weight"] = form.cleaned_data.get("weight") or 3
                facts = CriterionFacts(form.cleaned_data.get("ref"), position, changes)
            yield position, facts, form
