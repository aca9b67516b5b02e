"""A floor or an envelope changes no bit of a ranking, a list or an order."""

import re
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates.models import FirmStance
from engagements.models import Brief
from providers.models import Consultant
from ranking import runs
from ranking.models import FitResult, FitRun
from shortlists.models import Entry
from skills.models import VocabularyVersion
from terms.models import Envelope, Floor, PayRange
from tests.browsers import browser_of, without_what_passes
from tests.factories import (
    NOW,
    BriefFactory,
    CandidateFactory,
    CandidateSkillFactory,
    ConceptFactory,
    EntryFactory,
    EnvelopeFactory,
    FloorFactory,
    PayRangeFactory,
    RequirementFactory,
)
from tests.shortlists.worlds import seat_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def brief() -> Brief:
    """An open brief with three requirements and eight interims who meet some of them."""
    VocabularyVersion.objects.create(version="test", loaded_at=NOW)
    skills = [ConceptFactory() for _ in range(3)]
    made: Brief = BriefFactory(opened=True)
    for skill in skills:
        RequirementFactory(brief=made, concept=skill)
    consultant = seat_on(made)
    for number in range(8):
        candidate = CandidateFactory(is_discoverable=True)
        for skill in skills[: 1 + number % 3]:
            CandidateSkillFactory(candidate=candidate, concept=skill)
        trust = FirmStance.Stance.TRUSTED
        FirmStance.objects.create(candidate=candidate, firm=consultant.firm, stance=trust)
        FloorFactory(candidate=candidate, outside_on_site=500 + 100 * number)
        if number > 5:
            EntryFactory(brief=made, candidate=candidate, consultant=consultant, approached=True)
    return made


def change_all_money(brief: Brief) -> None:
    """Give everybody another floor, in the opposite order, and the brief an envelope twice."""
    Floor.objects.update(outside_on_site=9000 - F("outside_on_site"), currency="CHF")
    EnvelopeFactory(brief=brief, amount=700, others=1)
    EnvelopeFactory(brief=brief, number=1, reason="More.", amount=99000, others=1)
    PayRangeFactory(brief=brief)


def bits(model: Any) -> list[str]:
    """Return every column of every row but its key and its moments, as text."""
    names = [
        field.attname
        for field in model._meta.concrete_fields
        if field.get_internal_type() not in {"DateTimeField", "UUIDField", "BigAutoField"}
        and field.name not in {"run", "brief", "took", "seconds"}
    ]
    return [repr(row) for row in model._base_manager.order_by("pk").values_list(*names)]


def pages(brief: Brief) -> dict[str, str]:
    """Return the lists of the firm and of the client, without what differs between requests."""
    consultant = Consultant.objects.select_related("user").get()
    of_firm = ["sourcing:matches", "sourcing:find", "brief"]
    read = {name: (consultant.user, reverse(name, args=[brief.ref])) for name in of_firm}
    read["conversations"] = (consultant.user, reverse("shortlists:conversations"))
    manager = brief.manager.user
    read["compare"] = (manager, reverse("shortlists:compare", args=[brief.ref]))
    found = {}
    for name, (user, url) in read.items():
        answer = browser_of(user).get(url)
        assert answer.status_code == 200, name
        found[name] = without_what_passes(answer.content.decode())
    return found


def test_changing_an_envelope_or_a_floor_changes_no_bit_of_a_run(brief: Brief):
    runs.rank_brief(brief)
    before, first = pages(brief), FitRun.objects.get()
    rows = bits(FitResult)

    change_all_money(brief)
    FitResult.objects.all().delete()
    first.delete()
    Brief.objects.update(scored_version=0)
    brief.refresh_from_db()
    runs.rank_brief(brief)

    assert len(rows) == 8
    assert bits(FitResult) == rows
    after = pages(brief)
    refs = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
    assert {name: refs.sub("", page) for name, page in after.items()} == {
        name: refs.sub("", page) for name, page in before.items()
    }


def test_lists_and_orders_stay_as_they_are_where_only_money_changes(brief: Brief):
    runs.rank_brief(brief)
    before = pages(brief)

    change_all_money(brief)

    assert pages(brief) == before


def test_no_ranking_and_no_list_asks_the_database_for_money(brief: Brief):
    with CaptureQueriesContext(connection) as asked:
        runs.rank_brief(brief)
        pages(brief)

    assert len(asked.captured_queries) > 20
    assert [one["sql"] for one in asked.captured_queries if '"terms_' in one["sql"]] == []


def test_a_query_for_money_would_be_found():
    with CaptureQueriesContext(connection) as asked:
        list(Floor.objects.all())
        list(Envelope.objects.all())
        list(PayRange.objects.all())
        list(Entry.objects.all())

    assert len([one for one in asked.captured_queries if '"terms_' in one["sql"]]) == 3
