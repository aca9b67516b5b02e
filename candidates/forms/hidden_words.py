"""Shows under each field which words firms do not see before the interim agrees."""

from django import forms

from redaction.hiding import telling_words
from redaction.name_parts import Name

# Never shown without names, so nothing in it needs to be hidden.
NOT_READ = frozenset({"organisation"})


def show_hidden_words(form: forms.BaseForm, names: tuple[Name, ...]) -> None:
    """Set at each text field which parts of it are hidden; `forms/field.html` shows them.

    Args:
        names: of the person and the organisations, see `candidates.snapshot.names_on`.
    """
    for bound in form:
        value = bound.value()
        if isinstance(bound.field, forms.CharField) and isinstance(value, str):
            words = [] if bound.name in NOT_READ else telling_words(value, names)
            vars(bound.field)["hidden_words"] = words
