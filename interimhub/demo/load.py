"""Loads the demo world, once and in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from candidates.models import Candidate
from interimhub.demo.drawing import draw
from interimhub.demo.handwritten import handwritten
from interimhub.demo.interims import write_interims
from interimhub.demo.models import DemoWorld
from interimhub.demo.organisations import Cast, person, write_organisations
from interimhub.demo.people import BY_EMAIL
from interimhub.demo.stories import play_stories
from interimhub.demo.story_context import StoryContext
from interimhub.demo.vocabulary import DemoVocabulary
from ranking import work_words
from skills import multilingual

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Loaded:
    """The result of a load."""

    world: DemoWorld
    is_new: bool


def load(*, seed: int, interims: int, now: datetime, say: Say) -> Loaded:
    """Load the demo world, unless one is loaded.

    It is one transaction, so an interrupted load leaves nothing behind. The actions of the stories
    get their own times, all of them before `now`.
    """
    if world := DemoWorld.objects.first():
        return Loaded(world, is_new=False)
    today = timezone.localdate(now)
    with transaction.atomic(durable=True):
        world = DemoWorld.objects.create(seed=seed, interims=interims, today=today, loaded_at=now)
        words = DemoVocabulary()
        say("clients and firms")
        cast = write_organisations(words, now=now)
        say(f"{interims:,} interims")
        story = StoryContext(cast=cast, words=words, now=now, people=_interims(words, cast, world))
        say("words of past assignments")
        read_words()
        say("the briefs and their stories")
        play_stories(story)
    with connection.cursor() as cursor:
        # After so many new rows, update the planner's statistics before the first page.
        cursor.execute("ANALYZE")
    return Loaded(world, is_new=True)


def read_words() -> None:
    """Read the words of everybody, so that the first rankings count them.

    Without the encoder nothing happens, and rankings say that words were not compared.
    """
    if multilingual.is_available():
        work_words.read(work_words.unread(Candidate.objects.all()))


def _interims(words: DemoVocabulary, cast: Cast, world: DemoWorld) -> dict[str, Candidate]:
    """Write the handwritten interims, and generated ones up to the requested number."""
    written = handwritten(words, today=world.today)
    known = {
        plan.email: person(name=plan.name, email=plan.email)
        for plan in written
        if plan.email in BY_EMAIL
    }
    drawn = list(
        draw(words, seed=world.seed, count=world.interims - len(written), today=world.today)
    )
    return dict(
        write_interims([*written, *drawn], known, cast.firms, seed=world.seed, now=world.loaded_at)
    )


__all__ = ["Loaded", "load"]
