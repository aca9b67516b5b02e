"""Which references an interim has lent for one brief, and which they could."""

from collections.abc import Iterable
from dataclasses import dataclass

from references.models import Loan, Reference
from shortlists.models import Entry


@dataclass(frozen=True, slots=True)
class LendingLine:
    """One reference on the interim's page of lending.

    Attributes:
        loan: the loan in force; None where it is not lent.
    """

    reference: Reference
    loan: Loan | None


def lines_for(entry: Entry, references: Iterable[Reference]) -> list[LendingLine]:
    """Return a line for each reference. Needs two queries."""
    lent = {loan.reference_id: loan for loan in Loan.objects.in_conversation(entry).in_force()}
    return [LendingLine(row, lent.get(row.pk)) for row in references]
