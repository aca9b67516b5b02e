"""What every step of a brief's form does: what is stored, what is kept as typed, what is wrong."""

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


class Step(ABC):
    """One page of the form.

    Given `data` it reads what was typed; without, it shows what is stored, or what was typed
    before and could not be stored.
    """

    key: ClassVar[str]
    name: ClassVar[str]
    hint: ClassVar[str]
    lead: ClassVar[str]
    rows: ClassVar[str] = ""

    def __init__(self, brief: Brief, data: QueryDict | None = None) -> None:
        self.brief = brief
        self.draft = BriefDraft.objects.of(brief, self.key)
        self.is_posted = data is not None
        self.window = (data.get("window") if data else "") or uuid.uuid4().hex
        if data is not None:
            self.data: QueryDict | None = data
            self.row_data = counted(data, self.rows) if self.rows else None
        else:
            self.data = self.row_data = self._resumed()
        self.build()

    def _resumed(self) -> QueryDict | None:
        """Return the stored answers and over them what could not be stored, as a form posts them.

        None where everything is stored.
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
        """Read again how far the step has come."""
        self.draft = BriefDraft.objects.of(self.brief, self.key)

    @property
    def seen(self) -> int:
        """How often the step has been saved."""
        return self.draft.saves

    @property
    def template(self) -> str:
        """The template of its page."""
        return f"engagements/edit_{self.key}.html"

    @property
    def is_answering(self) -> bool:
        """Whether firms rely on what stands, so that only open questions are asked."""
        return not self.brief.is_draft

    def _fix_answered(self, form: Form, *names: str) -> None:
        """Leave what was confirmed as it is; blanks of a template are still open."""
        if not self.is_answering:
            return
        for name in names or form.fields:
            value = form.initial.get(name)
            words = value if isinstance(value, str) else ""
            is_open = not value or blanks_left(self.brief.template, words)
            form.fields[name].disabled = not is_open or isinstance(value, bool)

    @abstractmethod
    def stored(self) -> dict[str, Any]:
        """Return what is stored, by field name."""

    def stored_rows(self) -> list[StoredRow]:
        """Return the rows that are stored, in the order of the page."""
        return []

    def prefix_of(self, number: int, row: StoredRow) -> str:
        """Return what the names of a row's fields begin with."""
        return f"{self.rows}-{number}"

    @abstractmethod
    def build(self) -> None:
        """Make the forms."""

    def show_room(self) -> None:  # noqa: B027 - most steps have no rows to show
        """Show an empty row more, where there are rows."""

    @abstractmethod
    def answers(self) -> Answers:
        """Return what can be stored."""

    @abstractmethod
    def unstored(self) -> Unstored:
        """Return what was typed and cannot be stored."""

    def rows_unstored(self) -> Sequence[UnstoredRow]:
        """Return the same for the rows. Where they did not arrive, the draft keeps those it has."""
        return self.draft.unstored.rows

    @abstractmethod
    def forms(self) -> list[BaseForm]:
        """Return every form, for its errors."""

    def own_problems(self) -> list[tuple[str, str, str]]:
        """Return what is wrong beyond single forms."""
        if self.rows and self.is_posted and self.row_data is None:
            return [("", "", "The rows of this page did not arrive. Look at them and save again.")]
        return []

    def problems(self) -> list[tuple[str, str, str]]:
        """Return everything that is wrong: id to jump to, label, words."""
        return self.own_problems() + [
            (target, f"{where}: {label}" if (where := self.place_of(form)) else label, words)
            for form in self.forms()
            for target, label, words in problems(form)
        ]

    def place_of(self, form: BaseForm) -> str:
        """Name the part that a form is of, where several ask the same."""
        return ""

    def is_valid(self) -> bool:
        """Whether everything typed can be stored."""
        return not self.problems()

    def fields(self) -> Iterator[BoundField]:
        """Go through every visible field, for the places where their errors are shown."""
        for form in self.forms():
            yield from form.visible_fields()


def good(form: BaseForm, names: Iterator[str] | list[str]) -> dict[str, Any]:
    """Return those of the fields that can be stored."""
    return {name: form.cleaned_data[name] for name in names if name in form.cleaned_data}
