"""Layout of a firm's page."""

from crispy_forms.layout import Div

from interimhub.lib.layouts import FormLayout

FIRM_PAGE = FormLayout(Div("tagline", "about", "website", "specialisms", css_class="fields"))
