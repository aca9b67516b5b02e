"""Rows of references; those of a referee, who has no account, are public."""

from tests.frame.access_table.row import Row

OF_INTERIM = {"ref": "reference"}
LENT = {"ref": "shown", "reference": "reference"}

ROWS = [
    Row("references", "LFFFFFFFF+++", "LMMMMMMMMMMM"),
    Row("references:ask", "LFFFFFFFF+++", "LFFFFFFFF+++"),
    Row("references:reference", "L........+..", "LMMMMMMMMMMM", OF_INTERIM),
    Row("references:hide", "LMMMMMMMMMMM", "L........+..", OF_INTERIM),
    Row("references:show", "LMMMMMMMMMMM", "L........+..", OF_INTERIM),
    Row("lend_references", "L.FF.F...+..", "LMMMMMMMMMMM", {"ref": "shown"}),
    Row("lend_references", "L....F....+.", "LMMMMMMMMMMM", {"ref": "asked"}),
    Row("references:lend", "LMMMMMMMMMMM", "L.FF.F...+..", LENT),
    Row("references:take_back", "LMMMMMMMMMMM", "L.FF.F...+..", LENT),
    Row("lent_references", "L.++.F...F..", "LMMMMMMMMMMM", {"ref": "shown"}),
    Row("firm_references", "L....+......", "LMMMMMMMMMMM", {"ref": "approach_shown"}),
    Row("firm_references", "L....+......", "LMMMMMMMMMMM", {"ref": "approach_asked"}),
]
