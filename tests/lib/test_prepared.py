"""Queries that are compiled once: the same rows as Django's, and never another reader's."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import MultipleObjectsReturned, ObjectDoesNotExist
from django.db import connection
from django.db.models import F, Prefetch, QuerySet
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.access import fetch
from accounts.models import Notice, User
from candidates.models import Candidate, FirmStance
from engagements.models import Brief
from interimhub.auth import Backend
from interimhub.lib.postgresql import base
from interimhub.lib.prepared import Prepared, PreparedRows
from providers.models import Consultant
from shortlists.models import Entry
from tests.factories import (
    BriefFactory,
    CandidateFactory,
    ClientMemberFactory,
    ConsultantFactory,
    EntryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Prepared, "is_compared", False)


def _built(query: Prepared[Any]) -> list[int]:
    """Count how often the query is built from now on."""
    built: list[int] = []
    build = query._build
    query._build = lambda **given: (built.append(1), build(**given))[1]
    return built


def test_query_is_built_once_and_gives_each_run_its_own_rows():
    people = UserFactory.create_batch(3)
    query = Prepared(lambda *, pk: User.objects.filter(pk=pk))
    built = _built(query)

    found = [query(pk=person.pk) for person in people]

    assert found == [[person] for person in people]
    assert len(built) == 1


@pytest.mark.parametrize("is_prepared_there", [True, False], ids=["by the server", "here"])
def test_values_of_every_kind_stand_where_django_puts_them(is_prepared_there: bool, settings: Any):
    seat = ConsultantFactory()
    ConsultantFactory()
    now = timezone.now()

    def build(
        *, user: User, ref: Any, keys: tuple[int, ...], name: str, now: datetime
    ) -> QuerySet[Consultant]:
        rows = Consultant.objects.select_related("firm").filter(user=user, ref=ref)
        return rows.filter(pk__in=keys, firm__name=name, firm__created_at__lt=now)

    query = Prepared(build)
    given: dict[str, Any] = {
        "user": seat.user,
        "ref": seat.ref,
        "keys": (seat.pk, 0),
        "name": seat.firm.name,
        "now": now + timedelta(minutes=1),
    }

    settings.PREPARED_STATEMENTS = is_prepared_there
    with CaptureQueriesContext(connection) as queries:
        rows = query(**given)

    assert rows == list(build(**given)) == [seat]
    (read,) = queries
    assert read["sql"].startswith("EXECUTE" if is_prepared_there else str_of(build(**given)))
    for name, other in {
        "user": UserFactory(),
        "ref": uuid4(),
        "keys": (0, seat.pk + 100),
        "name": "Another",
        "now": now - timedelta(days=1),
    }.items():
        assert query(**given | {name: other}) == []


def str_of(rows: QuerySet[Any]) -> str:
    with CaptureQueriesContext(connection) as queries:
        list(rows)
    sql: str = queries[0]["sql"]
    return sql


def test_related_annotated_and_prefetched_rows_come_as_they_do_without():
    entry = EntryFactory()
    rows = (
        Entry.objects.with_due()
        .select_related("brief__client", "candidate__user")
        .prefetch_related(Prefetch("approaches"), "candidate__record")
    )
    query = Prepared(lambda *, pk: rows.filter(pk=pk))
    query(pk=0)

    (found,) = query(pk=entry.pk)

    assert found.brief.client == entry.brief.client
    assert found.answer_due_at is None
    assert found._prefetched_objects_cache.keys() == {"approaches"}
    with CaptureQueriesContext(connection) as queries:
        assert found.candidate.user == entry.candidate.user
        assert list(found.candidate.record.all()) == list(entry.candidate.record.all())[:0]
    assert len(queries) == 1  # that of the comparison


@pytest.mark.parametrize(
    "build",
    [
        lambda *, user: User.objects.filter(full_name=user.full_name),
        lambda *, user: User.objects.filter(full_name__icontains=user),
        lambda *, user: User.objects.filter(pk=user.pk + 1),
        lambda *, user: User.objects.exclude(pk=0),
        lambda *, user: User.objects.filter(pk=user.pk, notices__facts={"of": user.pk}),
        lambda *, user: User.objects.filter(pk=Consultant.active_of(user) is None),
        lambda *, user: User.objects.filter(pk=user.pk).prefetch_related(
            Prefetch("notices", Notice.objects.filter(user=user))
        ),
    ],
    ids=["field", "part of a text", "sum", "unused", "part of JSON", "a question", "prefetch"],
)
def test_query_that_asks_more_of_a_value_is_built_each_time(build: Any):
    query: Prepared[Any] = Prepared(build)
    built = _built(query)

    for person in UserFactory.create_batch(2):
        assert [str(row) for row in query(user=person)] == [str(row) for row in build(user=person)]

    assert len(built) == 3
    assert list(query._plans.values()) == [None]


@pytest.mark.parametrize(
    "chosen",
    [
        lambda rows: rows.values("full_name", "pk"),
        lambda rows: rows.values_list("pk", "full_name"),
        lambda rows: rows.values_list("full_name", flat=True),
        lambda rows: rows.only("full_name"),
    ],
    ids=["values", "tuples", "flat", "few fields"],
)
def test_chosen_columns_come_as_they_do_without(chosen: Any):
    people = UserFactory.create_batch(2)
    query: Prepared[Any] = Prepared(lambda *, pk: chosen(User.objects.filter(pk=pk)))

    for person in people:
        rows = query(pk=person.pk)

        assert rows == list(chosen(User.objects.filter(pk=person.pk)))
        assert [vars(row).keys() for row in rows if isinstance(row, User)] in (
            [],
            [{"_state", "id", "full_name"}],
        )
    assert [plan is None for plan in query._plans.values()] == [False]


def test_parts_of_a_list_are_read_by_a_query_each():
    people = UserFactory.create_batch(5)
    query = Prepared(
        lambda *, keys: User.objects.filter(pk__in=keys).order_by("pk"),
    )
    rows = query.lazily(keys=tuple(person.pk for person in people))

    with CaptureQueriesContext(connection) as queries:
        parts = [rows[0:2], rows[2:4], rows[4:6]]

    assert parts == [people[:2], people[2:4], people[4:]]
    assert len(queries) == 3


def test_days_are_parameters_unless_another_is_made_of_one():
    candidate = CandidateFactory(available_from=date(2026, 9, 1))
    by_day = Prepared(lambda *, day: Candidate.objects.filter(available_from__lte=day))
    day_after = Prepared(
        lambda *, day: Candidate.objects.filter(available_from__lte=day + timedelta(days=1))
    )

    found = {
        day: (by_day(day=day), day_after(day=day))
        for day in (date(2026, 8, 30), date(2026, 8, 31), date(2026, 9, 1))
    }

    assert list(found.values()) == [([], []), ([], [candidate]), ([candidate], [candidate])]
    assert [*by_day._plans.values()] != [None]
    assert [*day_after._plans.values()] == [None]


def test_row_that_comes_with_a_reader_is_theirs():
    """A query may ask for the firm of a reader, and differ with it or without."""
    readers = [seat.user for seat in ConsultantFactory.create_batch(2)]
    rows: PreparedRows[Candidate] = PreparedRows(Candidate.objects.order_by("pk"))
    trusting = [CandidateFactory() for _ in readers]
    for candidate, reader in zip(trusting, readers, strict=True):
        firm = Consultant.objects.get(user=reader).firm
        FirmStance.objects.create(candidate=candidate, firm=firm, stance="trusted")
    stranger = UserFactory()
    loaded = [Backend().get_user(reader.pk) for reader in [*readers, stranger]]

    found = [
        [row.pk for row in trusting if rows.visible_to(reader).prepared(user=reader, pk=row.pk)]
        for reader in loaded
    ]

    assert found == [[trusting[0].pk], [trusting[1].pk], []]
    assert None not in rows._visible._plans.values()


def test_moment_made_of_another_is_no_parameter():
    recent = timedelta(days=400)
    query = Prepared(
        lambda *, now: User.objects.filter(date_joined__gt=now - recent).order_by("pk")
    )
    old, new = UserFactory.create_batch(2)
    User.objects.filter(pk=old.pk).update(date_joined=F("date_joined") - timedelta(days=500))

    assert query(now=timezone.now()) == [new]
    assert query(now=datetime(1990, 1, 1, tzinfo=UTC)) == [old, new]


def test_another_number_of_values_is_another_query():
    people = UserFactory.create_batch(3)
    query = Prepared(lambda *, keys: User.objects.filter(pk__in=keys).order_by("pk"))

    assert query(keys=tuple(person.pk for person in people)) == people
    assert query(keys=(people[1].pk,)) == people[1:2]
    assert query(keys=()) == []


def test_comparison_finds_a_query_that_depends_on_a_value_in_secret():
    people = UserFactory.create_batch(2)
    query = Prepared(
        lambda *, pk: User.objects.filter(pk=pk, is_active=pk in {people[0].pk, people[1].pk})
    )
    Prepared.is_compared = True

    with pytest.raises(AssertionError, match="Prepared"):
        query(pk=people[0].pk)


def test_comparison_is_made_once_for_each_set_of_values(monkeypatch: pytest.MonkeyPatch):
    people = UserFactory.create_batch(2)
    query = Prepared(lambda *, pk: User.objects.filter(pk=pk))
    built = _built(query)
    monkeypatch.setattr(Prepared, "is_compared", True)

    for person in [*people, *people]:
        query(pk=person.pk)

    assert len(built) == 1 + len(people)


def test_comparison_finds_a_query_that_depends_on_its_moment_without_a_value(
    monkeypatch: pytest.MonkeyPatch,
):
    moments = iter([datetime(2026, 1, day, tzinfo=UTC) for day in (1, 1, 2)])
    query = Prepared(lambda: User.objects.filter(date_joined__lt=next(moments)))
    monkeypatch.setattr(Prepared, "is_compared", True)
    query()

    with pytest.raises(AssertionError, match="Prepared"):
        query()


def test_fetch_gives_prepared_rows_to_those_who_may_see_them():
    brief = BriefFactory()
    manager, stranger = brief.manager.user, ClientMemberFactory().user
    rows: PreparedRows[Brief] = PreparedRows(Brief.objects.select_related("client"))

    found: Brief = fetch(rows, manager, ref=brief.ref)

    assert found == brief
    for reader, ref in ((stranger, brief.ref), (manager, uuid4())):
        with pytest.raises(Http404):
            fetch(rows, reader, ref=ref)


def test_several_rows_are_not_one():
    UserFactory.create_batch(2, full_name="Ann Lee")

    class _Everybody:
        def visible_to(self, user: User) -> QuerySet[User]:
            return User.objects.exclude(pk=user.pk)

    rows: PreparedRows[User] = PreparedRows(_Everybody())

    with pytest.raises(MultipleObjectsReturned):
        rows.visible_to(UserFactory()).get(full_name="Ann Lee")
    with pytest.raises(ObjectDoesNotExist):
        rows.visible_to(UserFactory()).get(full_name="Nobody")


def _prepared_there() -> dict[str, int]:
    """Return how often each statement of this connection ran, by what it asks for."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement, generic_plans FROM pg_prepared_statements")
        return dict(cursor.fetchall())


def test_server_plans_a_query_once_for_each_connection():
    people = UserFactory.create_batch(3)
    query = Prepared(lambda *, pk: User.objects.filter(pk=pk).order_by("full_name"))
    before = _prepared_there()

    for person in people:
        assert query(pk=person.pk) == [person]

    ((statement, runs),) = _prepared_there().items() - before.items()
    assert '"accounts_user"."id" = $1' in statement
    assert runs == len(people)


def test_only_values_become_parameters_so_that_partial_indexes_serve():
    query = Prepared(
        lambda *, user: Notice.objects.filter(user=user, read_at__isnull=True, pk__gt=17)
    )
    before = _prepared_there()

    query(user=UserFactory())

    ((statement, _),) = _prepared_there().items() - before.items()
    assert "(bigint)" in statement
    assert '"id" > 17' in statement


def test_connection_keeps_the_statements_used_last(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(base, "MOST_STATEMENTS", 2)
    connection.connection.prepared.clear()
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    person = UserFactory()
    by_key = Prepared(lambda *, pk: User.objects.filter(pk=pk))
    by_name = Prepared(lambda *, name: User.objects.filter(full_name=name))
    by_day = Prepared(lambda *, now: User.objects.filter(date_joined__lt=now))

    for _ in range(2):
        assert by_key(pk=person.pk) == [person]
        assert by_name(name=person.full_name) == [person]
        assert by_key(pk=person.pk) == [person]
        assert person in by_day(now=timezone.now() + timedelta(days=1))

    assert len(_prepared_there()) == 2
    assert not any('full_name" = $1' in statement for statement in _prepared_there())
