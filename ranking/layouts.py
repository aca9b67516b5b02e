"""The layout of the form that opens a brief without a playback."""

from crispy_forms.layout import Div

from interimhub.lib.layouts import FormLayout

UNPLAYED = FormLayout(Div("reason", css_class="fields"))
