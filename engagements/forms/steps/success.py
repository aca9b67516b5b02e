"""The step "success": one row per criterion."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.forms import BaseForm
from django.http import QueryDict

from engagements.answers import Answers, CriterionFacts, Unstored, UnstoredRow
from engagements.forms.base import BriefStep, valid_values
from engagements.forms.parts import CriteriaSet
from engagements.forms.unstored import StoredRow, left_over


class SuccessStep(BriefStep):
    """The success criteria."""

    key, name, hint = "success", "Success", "how you will know"
    rows = "criteria"
    lead = (
        "One to six criteria. They stay with the brief to the end: interims answer them, firms"
        " refer to them, and at the end you sign them off."
    )

    def stored(self) -> dict[str, Any]:
        """Return nothing: this step has only rows."""
        return {}

    def stored_rows(self) -> list[StoredRow]:
        """Return the stored criteria."""
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
        """Create the forms."""
        rows = [row.values for row in self.stored_rows()]
        if self.is_answering and self.data is not None:
            self.row_data = self._with_rows(len(rows))
        self.formset = CriteriaSet(self.row_data, initial=rows, prefix="criteria")
        if self.is_answering:
            for form in self.formset.forms:
                self._fix_answered(form)
                form.fields["DELETE"].disabled = True
        elif not rows:
            self.add_empty_row()

    def _with_rows(self, count: int) -> QueryDict:
        """Return the data with one row for each stored criterion; what is fixed is not posted."""
        assert self.data is not None
        data = self.data.copy()
        data["criteria-TOTAL_FORMS"] = data["criteria-INITIAL_FORMS"] = str(count)
        return data

    def add_empty_row(self) -> None:
        """Add an empty row, unless the criteria are fixed."""
        if not self.is_answering:
            self.formset.extra = 1

    def forms(self) -> list[BaseForm]:
        """Return the forms."""
        if not self.formset.is_bound:
            return []
        return [form for form in self.formset.forms if not self._is_removed(form)]

    def own_problems(self) -> list[tuple[str, str, str]]:
        """Return the errors that belong to no single form."""
        if not self.formset.is_bound:
            return super().own_problems()
        return [("", "", str(words)) for words in self.formset.non_form_errors()]

    def label_of(self, form: BaseForm) -> str:
        """Return the number of the criterion, counted as on the page."""
        return f"Criterion {self.forms().index(form) + 1}"

    def _is_removed(self, form: Any) -> bool:
        form.is_valid()
        if self.is_answering:
            return False
        return bool(form.cleaned_data.get("DELETE")) or form.is_blank

    def answers(self) -> Answers:
        """Return the answers that can be stored."""
        if not self.formset.is_bound:
            return Answers()
        return Answers(criteria=[facts for _, facts, _ in self._rows() if facts])

    def unstored(self) -> Unstored:
        """Return the input that cannot be stored."""
        return Unstored(rows=self.rows_unstored())

    def rows_unstored(self) -> Sequence[UnstoredRow]:
        """Return the input of the rows that cannot be stored, without removed rows."""
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
        """Yield position, facts or None, and form of each row that is not removed."""
        room = self.formset.max_num
        for position, form in enumerate(self.formset.forms):
            if self._is_removed(form):
                continue
            facts = None
            if form.cleaned_data.get("measure") and room:
                room -= 1
                changes = valid_values(
                    form, ["measure", "baseline", "target", "due_on", "evidence"]
                )
                changes["weight"] = form.cleaned_data.get("weight") or 3
                facts = CriterionFacts(form.cleaned_data.get("ref"), position, changes)
            yield position, facts, form
