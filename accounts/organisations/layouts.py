"""Layouts of the forms that firms and clients share."""

from crispy_forms.layout import Div

from interimhub.lib.layouts import FormLayout

INVITE_MEMBER = FormLayout(Div("email", "is_admin", css_class="fields"))
JOIN = FormLayout(Div("title", css_class="fields"))
HAND_OVER = FormLayout(Div("to", css_class="fields"))
