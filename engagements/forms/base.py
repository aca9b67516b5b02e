"""What every step of a brief's form does: what is stored, what is kept as typed, what is wrong."""

import uuid
from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any, ClassVar

from django.forms import BaseForm, BoundField, Form
from django.http import QueryDict

from engagements.answers import Answers
from engagements.forms.fields import counted
from engagements.models import Brief
from engagements.situation_templates import blanks_left
from interimhub.lib.templatetags.ui import problems

FRAME = {"csrfmiddlewaretoken", "window", "seen", "then"}


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
        self.note = brief.drafting.get(self.key, {})
        self.is_posted = data is not None
        self.data = data if data is not None else _from_note(self.note)
        self.row_data = counted(self.data, self.rows) if self.rows and self.data else None
        self.window = (data.get("window") if data else "") or uuid.uuid4().hex
        self.build()

    @property
    def seen(self) -> int:
        """How often the step has been saved."""
        count: int = self.brief.drafting.get(self.key, {}).get("n", 0)
        return count

    @property
    def template(self) -> str:
        """The template of its page."""
        return f"engagements/edit_{self.key}.html"

    @property
    def typed(self) -> dict[str, list[str]]:
        """What was typed, to be kept when some of it cannot be stored."""
        if self.data is None or self.is_valid():
            return {}
        return {name: values for name, values in self.data.lists() if name not in FRAME}

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
    def build(self) -> None:
        """Make the forms."""

    def show_room(self) -> None:  # noqa: B027 - most steps have no rows to show
        """Show an empty row more, where there are rows."""

    @abstractmethod
    def answers(self) -> Answers:
        """Return what can be stored."""

    @abstractmethod
    def forms(self) -> list[BaseForm]:
        """Return every form, for its errors."""

    def own_problems(self) -> list[tuple[str, str, str]]:
        """Return what is wrong beyond single forms."""
        if self.rows and self.data is not None and self.row_data is None:
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


def _from_note(note: dict[str, Any]) -> QueryDict | None:
    typed = note.get("typed")
    if not typed:
        return None
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, values)
    return data


def good(form: BaseForm, names: Iterator[str] | list[str]) -> dict[str, Any]:
    """Return those of the fields that can be stored."""
    return {name: form.cleaned_data[name] for name in names if name in form.cleaned_data}
