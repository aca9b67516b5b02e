"""Rows of day rates."""

from tests.frame.access_table.row import Row

ROWS = [
    Row("rate", "LFFFFFFFF+++", "LFFFFFFFF+++"),
    Row("terms:forget_rate", "LMMMMMMMMMMM", "LFFFFFFFF+++"),
]
