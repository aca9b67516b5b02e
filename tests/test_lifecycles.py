"""Every pair of statuses of every life cycle, through the one door that moves them."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from engagements.models import Amendment, Brief, Playback
from interimhub.lib.lifecycle import InvalidMove, Lifecycle
from readings.models import TextReading
from shortlists.management.commands import draw_lifecycles
from shortlists.models import Approach, Entry, Mandate, Referral, ShownWords
from tests.factories import (
    NOW,
    AmendmentFactory,
    ApproachFactory,
    BriefFactory,
    CandidateFactory,
    ConsultantFactory,
    EntryFactory,
    MandateFactory,
    PlaybackFactory,
    ReferralFactory,
    ShownWordsFactory,
    TextReadingFactory,
)

pytestmark = pytest.mark.django_db

MODELS: list[type[Lifecycle]] = [
    *(Brief, Playback, Amendment, Entry, Approach, Mandate, ShownWords, Referral, TextReading)
]
# What the database asks for besides the status.
COHERENT: dict[type[Lifecycle], dict[str, Any]] = {
    Brief: {"opened_at": NOW, "status_before_hold": "open"},
    Entry: {"end_reason": "criterion", "end_text": "A sentence they can learn from."},
    Playback: {},
    Amendment: {"answer": "Too far."},
    Approach: {"answered_at": NOW},
    Mandate: {},
    ShownWords: {"free_at": NOW, "objection": "I advised them, I did not lead."},
    Referral: {"full_name": "", "email": ""},
    TextReading: {"problem": "This file is damaged."},
}
PAIRS = [
    pytest.param(model, source, target, id=f"{model.__name__}-{source}-{target}")
    for model in MODELS
    for source in model.MOVES
    for target in model.MOVES
]


def row_of(model: type[Lifecycle]) -> Lifecycle:
    """Return a row of a model, coherent in whatever status it is put."""
    made: Lifecycle = {
        Brief: BriefFactory,
        Playback: PlaybackFactory,
        Amendment: AmendmentFactory,
        Entry: EntryFactory,
        Approach: ApproachFactory,
        Mandate: MandateFactory,
        ShownWords: ShownWordsFactory,
        Referral: ReferralFactory,
        TextReading: TextReadingFactory,
    }[model]()
    facts = dict(COHERENT[model])
    if model is Referral:
        facts["candidate"] = CandidateFactory()
    if model is Entry:
        facts["ended_by"] = ConsultantFactory().user
    model._base_manager.filter(pk=made.pk).update(**facts)
    return made


@pytest.mark.parametrize("model", MODELS)
def test_every_status_has_its_transitions(model: type[Lifecycle]):
    assert set(model.MOVES) == set(dict(model._meta.get_field("status").flatchoices))


@pytest.mark.parametrize(("model", "source", "target"), PAIRS)
def test_each_pair_of_statuses_changes_only_along_a_transition(
    model: type[Lifecycle], source: str, target: str
):
    row = row_of(model)
    model._base_manager.filter(pk=row.pk).update(status=source)
    row.refresh_from_db()

    if target in model.MOVES[source]:
        assert row.move_to(target)
        assert row.status == target
    elif target == source:
        assert not row.move_to(target)
    else:
        with pytest.raises(InvalidMove):
            row.move_to(target)

    moved = target if target in model.MOVES[source] else source
    assert model._base_manager.get(pk=row.pk).status == moved


def test_the_drawing_matches_the_code():
    drawn = Path(settings.BASE_DIR, "docs/lifecycle.md").read_text(encoding="utf-8")

    assert drawn == draw_lifecycles.page(), "run manage.py draw_lifecycles"


def test_a_repeated_move_writes_nothing():
    entry = EntryFactory(mandated=True)

    entry.move_to(Entry.Status.MANDATED, end_text="changed", updated_at=NOW)

    assert Entry.objects.get().end_text == ""
