"""What of a form's texts a firm does not read before the interim agrees, said under each field."""

from django import forms

from redaction.hiding import telling_words
from redaction.name_parts import Name

# Never shown blind, so nothing of it is hidden.
NOT_READ = frozenset({"organisation"})


def show_hidden_words(form: forms.BaseForm, names: tuple[Name, ...]) -> None:
    """Note at each text field of the form which parts of it are hidden; `forms/field.html` says so.

    Args:
        names: of the person and the organisations, see `candidates.snapshot.names_on`.
    """
    for bound in form:
        value = bound.value()
        if isinstance(bound.field, forms.CharField) and isinstance(value, str):
            words = [] if bound.name in NOT_READ else telling_words(value, names)
            vars(bound.field)["hidden_words"] = words
