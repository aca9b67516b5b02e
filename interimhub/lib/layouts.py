"""Layouts of forms for django-crispy-forms: the order and rows of a page's fields.

Each app keeps its layouts in a `layouts.py` beside its forms; a form names its own as `helper`, and
the page writes `{% crispy form %}`. The template pack `templates/crispy_interimhub/` renders them.
"""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, LayoutObject
from django.forms import BaseForm, BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString


class FormLayout(FormHelper):  # type: ignore[misc]
    """The fields of one form in the order and rows of its page.

    It renders no `<form>` tag, CSRF field or buttons. They have the page's htmx attributes and stay
    in the template.

    Args:
        fields: names of fields, and layout objects around them.
        show_errors: whether the list of all errors is shown above the fields. Pages that place this
            list themselves turn it off.
    """

    form_tag = False
    disable_csrf = True
    include_media = False

    def __init__(self, *fields: Any, show_errors: bool = True) -> None:
        super().__init__()
        self.layout = Layout(*fields)
        self.form_show_errors = show_errors

    @property
    def field_names(self) -> list[str]:
        """The names of all fields in the layout, in the order of the page."""
        return [pointer.name for pointer in self.layout.get_field_names()]


class Section(Fieldset):  # type: ignore[misc]
    """Fields under a heading of the page. Needs a `css_id`; the heading's id is derived from it."""

    template = "%s/layout/section.html"


class Fold(Fieldset):  # type: ignore[misc]
    """Choices in a collapsible part. Its summary names what is chosen; an error opens it."""

    template = "%s/layout/fold.html"

    def render(self, form: BaseForm, context: Context, *args: Any, **kwargs: Any) -> SafeString:
        """Return the HTML."""
        fields = [form[name] for name in self.fields]
        context.update(
            {
                "chosen": ", ".join(label for field in fields for label in _chosen(field)),
                "has_errors": any(field.errors for field in fields),
            }
        )
        html: SafeString = super().render(form, context, *args, **kwargs)
        return html


class Part(LayoutObject):  # type: ignore[misc]
    """A template of the app in the middle of a form.

    The template reads the context of the page. Fields given here are rendered first and are
    available in it as `fields`.
    """

    def __init__(self, template: str, *fields: Any) -> None:
        self.template = template
        self.fields = list(fields)

    def render(
        self, form: BaseForm, context: Context, template_pack: str = "", **kwargs: Any
    ) -> SafeString:
        """Return the HTML."""
        fields = self.get_rendered_fields(form, context, template_pack, **kwargs)
        page: Any = context.flatten()
        return render_to_string(self.template, page | {"fields": fields})


def _chosen(field: BoundField) -> list[str]:
    values = {str(value) for value in field.value() or []}
    choices: Any = field.field
    return [str(label) for value, label in choices.choices if str(value) in values]
