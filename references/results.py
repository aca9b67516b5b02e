"""The results that an interim can have somebody speak to."""

from dataclasses import dataclass

from candidates.models import Candidate, PastAssignment
from engagements.models import Criterion
from interimhub.lib.prepared import Prepared
from shortlists.models import Entry


@dataclass(frozen=True, slots=True)
class Result:
    """One result: of a past assignment, or a success criterion of a brief they were engaged on.

    Attributes:
        key: identifies it in a form.
        work, organisation: whose result it is, as the referee reads it; no organisation while the
            client is confidential.
        text: the result itself.
        source: the row that the reference is bound to.
    """

    key: str
    work: str
    organisation: str
    text: str
    source: PastAssignment | Criterion

    @property
    def label(self) -> str:
        """The result in one line, as in a list of choices."""
        return " · ".join(part for part in (self.work, self.organisation) if part)


_RECORD: Prepared[PastAssignment] = Prepared(
    lambda *, candidate: PastAssignment.objects.filter(candidate=candidate).latest_first()
)
_CRITERIA: Prepared[Criterion] = Prepared(
    lambda *, candidate: (
        Criterion.objects.filter(
            brief__entries__candidate=candidate, brief__entries__status=Entry.Status.ENGAGED
        )
        .select_related("brief__client")
        .in_order()
    )
)


def results_of(candidate: Candidate) -> list[Result]:
    """Return what an interim can ask about: criteria of briefs they were engaged on, then the rest.

    An assignment without a result is left out. Needs two queries.
    """
    own = [_of_assignment(work) for work in _RECORD(candidate=candidate)]
    engaged = [_of_criterion(criterion) for criterion in _CRITERIA(candidate=candidate)]
    return [*engaged, *(result for result in own if result.text)]


def _of_assignment(work: PastAssignment) -> Result:
    text = "\n".join(part for part in (work.result.strip(), work.measure.strip()) if part)
    return Result(f"work-{work.ref}", work.title, work.organisation, text, work)


def _of_criterion(criterion: Criterion) -> Result:
    brief = criterion.brief
    client = "" if brief.is_confidential else brief.client.name
    return Result(f"criterion-{criterion.ref}", brief.name, client, criterion.text, criterion)
