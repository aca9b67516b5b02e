"""Layouts of a firm's page and of its off-limits list."""

from crispy_forms.layout import Div

from interimhub.lib.layouts import FormLayout

FIRM_PAGE = FormLayout(
    Div("tagline", "about", "website", "specialisms", "declared_level", css_class="fields")
)

OFF_LIMITS = FormLayout(Div("name", css_class="fields"))
