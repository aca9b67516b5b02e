"""What a firm writes about somebody, without the names in it: for the choice of whom to meet."""

import re
from dataclasses import dataclass

from engagements.models import criteria_of
from ranking.blind import reader_of
from shortlists.models import Entry

THE_FIRM = "the firm"


@dataclass(frozen=True, slots=True)
class BlindReason:
    """Why somebody would reach one result; the text names neither them nor their firm."""

    measure: str
    text: str


def blind_reasons(entry: Entry) -> list[BlindReason]:
    """Return the rationale of every criterion, in the order of the brief, without names.

    The names of the person, of their employers, of the firm and of its consultant are hidden.
    """
    read = reader_of(entry.candidate)
    hidden = [entry.firm.name, entry.consultant.user.full_name, entry.consultant.user.short_name]
    said = {row.criterion_id: row.text for row in entry.submission.rationales.all()}
    return [
        BlindReason(row.measure, read(_without(said.get(row.pk, ""), hidden)))
        for row in criteria_of(entry.brief)
    ]


def _without(text: str, names: list[str]) -> str:
    for name in filter(None, names):
        text = re.sub(rf"\b{re.escape(name)}\b", THE_FIRM, text, flags=re.IGNORECASE)
    return text
