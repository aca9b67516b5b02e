"""The layouts of the forms of money."""

from crispy_forms.layout import Row

from interimhub.lib.layouts import FormLayout

FLOOR = FormLayout(
    "currency",
    Row("outside_on_site", "outside_remote"),
    Row("inside_on_site", "inside_remote"),
    "note",
    "stamp",
)
_ENVELOPE = (Row("amount", "currency"), "others", Row("basis", "days"), "treatment")
ENVELOPE = FormLayout(*_ENVELOPE, "number")
ENVELOPE_CHANGE = FormLayout(*_ENVELOPE, "reason", "number")
PAY_RANGE = FormLayout(Row("lowest", "highest"), Row("currency", "per"))
