"""The rows that the samples of notices are about; each is made when it is first asked for."""

from typing import Any

from engagements.models import Playback
from shortlists.models import Entry, FormerWords, InterviewSlot, Referral, ShownWords
from tests.factories import NOW, ReferralFactory, ShownWordsFactory
from tests.worlds import World


def seat(world: World) -> Any:
    return world.rows["brief"].seats.get(is_lead=True)


def playback(world: World) -> Playback:
    return world.rows["brief"].playbacks.get()


def slot(world: World) -> InterviewSlot:
    row, _ = InterviewSlot.objects.get_or_create(
        entry=world.rows["shown"], starts_at=NOW, place="Room 4", picked_at=NOW
    )
    return row


def former_words(world: World) -> FormerWords:
    row, _ = FormerWords.objects.get_or_create(
        submission=world.rows["shown"].submission,
        version=1,
        defaults={
            "introduction": "She has never closed such a case.",
            "rationales": {},
            "was_read": True,
            "changed_by": world.user("lead"),
            "changed_at": NOW,
        },
    )
    return row


def mandated(world: World) -> Entry:
    return world.rows["chosen"]


def objected_words(world: World) -> ShownWords:
    entry = mandated(world)
    found = ShownWords.objects.of(entry).first()
    made: ShownWords = found or ShownWordsFactory(objected=True, mandate=entry.mandates.get())
    return made


def accepted_referral(world: World) -> Referral:
    found = Referral.objects.accepted().first()
    made: Referral = found or ReferralFactory(
        brief=world.rows["brief"],
        named_by=world.user("lead"),
        candidate=world.rows["shown"].candidate,
        status="accepted",
        full_name="",
        email="",
        address_hash="0" * 64,
    )
    return made
