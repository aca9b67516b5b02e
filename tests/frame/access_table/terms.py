"""Rows of terms: floors, envelopes, pay ranges, and what follows a sealed check."""

from tests.frame.access_table.row import Row

OF_BRIEF = {"ref": "brief"}
OF_SHOWN = {"ref": "shown"}
OF_ASKED = {"ref": "asked"}
AFTER_A_CHECK = ("terms:work_within", "terms:ask_to_move", "terms:step_out")
ROWS = [
    Row("rate", "LFFFFFFFF+++", "LFFFFFFFF+++"),
    Row("terms:forget_rate", "LMMMMMMMMMMM", "LFFFFFFFF+++"),
    Row("terms:envelope", "L.+F.FF.....", "L.+F.FF.....", OF_BRIEF),
    Row("terms:envelope", "L.+F........", "L.+F........", {"ref": "draft"}),
    Row("terms:keep_envelope", "LMMMMMMMMMMM", "L.+F.FF.....", OF_BRIEF),
    Row("terms:pay_range", "LMMMMMMMMMMM", "L.+F.FF.....", OF_BRIEF),
    *(Row(name, "LMMMMMMMMMMM", "L.FF.F...+..", OF_SHOWN) for name in AFTER_A_CHECK),
    *(Row(name, "LMMMMMMMMMMM", "L....F....+.", OF_ASKED) for name in AFTER_A_CHECK),
]
