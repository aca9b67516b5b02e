"""Shows under each field which words firms do not see before the interim agrees."""

from typing import NamedTuple

from django import forms

from redaction.descriptions import singular_descriptions
from redaction.hiding import telling_words
from redaction.name_parts import Name
from redaction.spans import Kind

ORGANISATION = "organisation"
"""The field that is never shown without names, so that nothing in it needs to be hidden."""


class Disclosure(NamedTuple):
    """What a text gives away.

    Attributes:
        hidden: the parts that firms do not see, as written.
        shown: descriptions that may fit only one organisation; firms see them.
    """

    hidden: list[str]
    shown: list[str]


def show_hidden_words(form: forms.BaseForm, names: tuple[Name, ...]) -> None:
    """Set at each text field what it discloses; `forms/field.html` shows it.

    Args:
        names: of the person and the organisations, see `candidates.snapshot.names_on`. The
            organisation that the form itself names is added.
    """
    for bound in text_fields(form):
        text = bound.value() or ""
        known = (*names, *_typed_organisation(form))
        vars(bound.field)["disclosure"] = Disclosure(
            telling_words(text, known), singular_descriptions(text)
        )


def text_fields(form: forms.BaseForm) -> list[forms.BoundField]:
    """Return the fields of a form whose text firms read."""
    return [
        bound
        for bound in form
        if type(bound.field) is forms.CharField
        and not bound.is_hidden
        and bound.name != ORGANISATION
    ]


def _typed_organisation(form: forms.BaseForm) -> list[Name]:
    name = str(form[ORGANISATION].value() or "").strip() if ORGANISATION in form.fields else ""
    return [Name(name, Kind.ORGANISATION)] if name else []
