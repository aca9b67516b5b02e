"""The layout of the day rate's form."""

from crispy_forms.layout import Row

from interimhub.lib.layouts import FormLayout

RATE = FormLayout(Row("amount", "currency"), "note", "stamp")
