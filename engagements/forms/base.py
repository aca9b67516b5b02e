"""The base of the steps of a brief: stored answers, unstored input, errors."""

import uuid
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django.forms import BaseForm, BoundField, Form
from django.http import QueryDict

from engagements.answers import Answers, Unstored, UnstoredRow
from engagements.forms.fields import counted
from engagements.forms.unstored import StoredRow, as_posted, merged
from engagements.models import Brief, BriefDraft
from engagements.situation_templates import blanks_left
from interimhub.lib.templatetags.ui import problems


class BriefStep(ABC):
    """One step of a brief: a page with one or more forms.

    With `data` it validates what was typed. Without `data` it shows the stored answers, overlaid
    with the input that could not be stored.
    """

    key: ClassVar[str]
    name: ClassVar[str]
    hint: ClassVar[str]
    lead: ClassVar[str]
    rows: ClassVar[str] = ""

    def __init__(self, brief: Brief, data: QueryDict | None = None) -> None:
        self.brief = brief
        self.draft = self.load_draft()
        self.is_posted = data is not None
        self.window = (data.get("window") if data else "") or uuid.uuid4().hex
        if data is not None:
            self.data: QueryDict | None = data
            self.row_data = counted(data, self.rows) if self.rows else None
        else:
            self.data = self.row_data = self._resumed()
        self.build()

    def load_draft(self) -> BriefDraft:
        """Return the draft with the input that could not be stored."""
        return BriefDraft.objects.of(self.brief, self.key)

    def _resumed(self) -> QueryDict | None:
        """Return the stored answers, overlaid with unstored input, as a form posts them.

        None if everything is stored.
        """
        unstored = self.draft.unstored
        if not unstored:
            return None
        posted = [*as_posted({**self.stored(), **unstored.values}, unstored.unparsed)]
        rows = merged(self.stored_rows(), unstored.rows)
        for number, row in enumerate(rows):
            posted += as_posted(row.values, row.unparsed, prefix=self.prefix_of(number, row))
        data = QueryDict(mutable=True)
        for name, words in posted:
            data.setlist(name, words)
        if self.rows:
            data[f"{self.rows}-TOTAL_FORMS"] = str(len(rows))
            data[f"{self.rows}-INITIAL_FORMS"] = "0"
        return data

    def reload_draft(self) -> None:
        """Load the draft of the step again."""
        self.draft = self.load_draft()

    @property
    def seen(self) -> int:
        """The number of saves of the step."""
        return self.draft.saves

    @property
    def template(self) -> str:
        """The template of the page."""
        return f"engagements/edit_{self.key}.html"

    @property
    def is_answering(self) -> bool:
        """Whether only open questions can be answered, because firms rely on the rest."""
        return not self.brief.is_draft

    def _fix_answered(self, form: Form, *names: str) -> None:
        """Disable confirmed answers. A template's blanks count as open."""
        if not self.is_answering:
            return
        for name in names or form.fields:
            value = form.initial.get(name)
            words = value if isinstance(value, str) else ""
            is_open = value in (None, "", []) or blanks_left(self.brief.template, words)
            form.fields[name].disabled = not is_open or isinstance(value, bool)

    @abstractmethod
    def stored(self) -> dict[str, Any]:
        """Return the stored answers, by field name."""

    def stored_rows(self) -> list[StoredRow]:
        """Return the stored rows, in the order of the page."""
        return []

    def prefix_of(self, number: int, row: StoredRow) -> str:
        """Return the prefix of a row's field names."""
        return f"{self.rows}-{number}"

    @abstractmethod
    def build(self) -> None:
        """Create the forms."""

    def add_empty_row(self) -> None:  # noqa: B027 - most steps have no rows to show
        """Add an empty row, if the step has rows."""

    @abstractmethod
    def answers(self) -> Answers:
        """Return the answers that can be stored."""

    @abstractmethod
    def unstored(self) -> Unstored:
        """Return the input that cannot be stored."""

    def rows_unstored(self) -> Sequence[UnstoredRow]:
        """Return the same for the rows. If none were posted, the draft keeps its rows."""
        return self.draft.unstored.rows

    @abstractmethod
    def forms(self) -> list[BaseForm]:
        """Return all forms."""

    def own_problems(self) -> list[tuple[str, str, str]]:
        """Return the errors that belong to no single form."""
        if self.rows and self.is_posted and self.row_data is None:
            return [("", "", "The rows of this page did not arrive. Check them and save again.")]
        return []

    def problems(self) -> list[tuple[str, str, str]]:
        """Return all errors as (id of the element, label, message)."""
        return self.own_problems() + [
            (target, f"{part}: {label}" if (part := self.label_of(form)) else label, message)
            for form in self.forms()
            for target, label, message in problems(form)
        ]

    def label_of(self, form: BaseForm) -> str:
        """Return the label of a form's part, if several parts have the same fields."""
        return ""

    def is_valid(self) -> bool:
        """Whether everything typed can be stored."""
        return not self.problems()

    def fields(self) -> Iterator[BoundField]:
        """Yield every visible field."""
        for form in self.forms():
            yield from form.visible_fields()


def valid_values(form: BaseForm, names: Iterator[str] | list[str]) -> dict[str, Any]:
    """Return the cleaned values of those fields that are valid."""
    return {name: form.cleaned_data[name] for name in names if name in form.cleaned_data}
