"""How the form of a day rate is laid out."""

from crispy_forms.layout import Row

from interimhub.lib.layouts import FormLayout

RATE = FormLayout(Row("amount", "currency"), "note", "stamp")
