"""What a prepared query prefetches: the same rows as Django's, by queries that are prepared too."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import Prefetch, QuerySet
from django.test.utils import CaptureQueriesContext

from candidates.models import Candidate, PastAssignment
from engagements.models import Brief, Criterion, PanelSeat
from interimhub.lib.prepared import Prepared, PreparedRelated
from interimhub.lib.related import Related
from shortlists.models import Entry
from tests.factories import (
    BriefFactory,
    CandidateSkillFactory,
    ConceptFactory,
    CriterionFactory,
    EntryFactory,
    FirmFactory,
    PanelSeatFactory,
    PastAssignmentFactory,
    RationaleFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def brief() -> Brief:
    """A brief with two criteria and two firms, one of which has two fields."""
    brief = CriterionFactory(brief=BriefFactory()).brief  # which had one
    concepts = ConceptFactory.create_batch(2)
    for count in (2, 0):
        firm = FirmFactory()
        firm.specialisms.set(concepts[:count])
        PanelSeatFactory(brief=brief, firm=firm)
    return brief


def _asked(rows: QuerySet[Any], read: Any) -> tuple[list[Any], list[str]]:
    """Return what a page reads, and the queries that a second run needs."""
    prepared: Prepared[Any] = Prepared(lambda *, least: rows.filter(pk__gte=least))
    read(prepared(least=0))
    with CaptureQueriesContext(connection) as queries:
        found = read(prepared(least=0))
    return found, [one["sql"] for one in queries]


LOOKUPS: dict[str, tuple[Any, Any]] = {
    "rows of one": (
        lambda: Brief.objects.order_by("pk").prefetch_related("criteria"),
        lambda row: list(row.criteria.all()),
    ),
    "many to many": (
        lambda: (
            PanelSeat.objects.order_by("pk")
            .select_related("firm")
            .prefetch_related("firm__specialisms")
        ),
        lambda row: sorted(concept.pk for concept in row.firm.specialisms.all()),
    ),
    "along a path": (
        lambda: (
            Entry.objects.order_by("pk")
            .select_related("candidate")
            .prefetch_related("candidate__record")
        ),
        lambda row: sorted(work.pk for work in row.candidate.record.all()),
    ),
    "of a path that may be empty": (
        lambda: (
            Entry.objects.order_by("pk")
            .select_related("submission")
            .prefetch_related("submission__rationales")
        ),
        lambda row: hasattr(row, "submission") and len(row.submission.rationales.all()),
    ),
    "chosen rows in an order": (
        lambda: Brief.objects.order_by("pk").prefetch_related(
            Prefetch("criteria", Criterion.objects.filter(weight__gt=0).order_by("-pk"))
        ),
        lambda row: [one.measure for one in row.criteria.all()],
    ),
    "with related rows of their own": (
        lambda: Candidate.objects.order_by("pk").prefetch_related(
            Prefetch("record", PastAssignment.objects.prefetch_related("situations"))
        ),
        lambda row: [[one.pk for one in work.situations.all()] for work in row.record.all()],
    ),
}


@pytest.mark.parametrize("case", LOOKUPS)
@pytest.mark.usefixtures("brief")
def test_related_rows_are_those_of_django_and_their_queries_are_prepared(case: str):
    build, read = LOOKUPS[case]
    work = PastAssignmentFactory()
    work.situations.set(ConceptFactory.create_batch(3))
    EntryFactory(candidate=work.candidate)
    RationaleFactory()

    found, queries = _asked(build(), lambda rows: [read(row) for row in rows])

    assert found == [read(row) for row in build()]
    assert any(found)
    assert [sql[:7] for sql in queries if not sql.startswith("EXECUTE")] == []


def test_owner_is_known_without_a_query(brief: Brief):
    parts = PreparedRelated(Brief, "criteria")
    parts.attach([brief])

    with CaptureQueriesContext(connection) as queries:
        assert [row.brief for row in brief.criteria.all()] == [brief, brief]

    assert len(queries) == 0


def test_a_filter_of_related_rows_asks_the_database_for_the_owners_own(brief: Brief):
    other = BriefFactory().criteria.get()
    parts = PreparedRelated(Brief, "criteria")
    parts.attach([brief, other.brief])

    own = set(brief.criteria.all())

    assert set(brief.criteria.filter(weight__gt=0)) == own
    assert other not in own
    assert brief.criteria.in_order().count() == 2


def test_rows_that_are_there_are_not_read_again(brief: Brief):
    parts = PreparedRelated(Brief, "criteria")
    other = BriefFactory()
    parts.attach([brief])
    CriterionFactory(brief=brief)

    parts.attach([brief, other])

    assert [len(row.criteria.all()) for row in (brief, other)] == [2, 1]


def test_what_cannot_be_prepared_is_read_as_django_does(brief: Brief):
    skill = CandidateSkillFactory()
    EntryFactory(candidate=skill.candidate, brief=brief)
    lookups = ["brief__seats__firm", Prefetch("candidate__skills", to_attr="known")]
    kinds = [Related.of(Entry, one, Prepared) for one in lookups]
    assert kinds == lookups

    entry = Entry.objects.get()
    PreparedRelated(Entry, *lookups).attach([entry])

    with CaptureQueriesContext(connection) as queries:
        assert len([seat.firm.name for seat in entry.brief.seats.all()]) == 2
        assert entry.candidate.known == [skill]
    assert len(queries) == 0


def test_rows_whose_path_was_not_loaded_are_read_as_django_does():
    work = PastAssignmentFactory()
    EntryFactory(candidate=work.candidate)
    found = list(Entry.objects.all())

    PreparedRelated(Entry, "candidate__record").attach(found)

    with CaptureQueriesContext(connection) as queries:
        assert [list(row.candidate.record.all()) for row in found] == [[work]]
    assert len(queries) == 0


def test_nobody_found_asks_for_nothing():
    with CaptureQueriesContext(connection) as queries:
        PreparedRelated(Brief, "criteria").attach([])

    assert len(queries) == 0
