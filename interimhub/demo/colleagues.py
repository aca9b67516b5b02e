"""Colleagues of a hiring manager on two briefs: one that everybody reads, one that is limited."""

from datetime import timedelta
from typing import Any

from engagements.actions import people
from engagements.models import Brief, BriefPerson
from interimhub.demo.refs import ref
from interimhub.demo.story_context import StoryContext, play

Role = BriefPerson.Role


def colleagues_join(story: StoryContext) -> None:
    """Everybody at the client reads this brief; four colleagues have a role on it."""
    away = {"first_day": story.in_days(12), "last_day": story.in_days(26)}
    roles: list[tuple[str, BriefPerson.Role, dict[str, Any]]] = [
        ("ines.carvalho", Role.CO_OWNER, {}),
        ("hugo.lindner", Role.SPONSOR, {}),
        ("precious.ndlovu", Role.DEPUTY, away),
        ("tom.aldridge", Role.READER, {}),
    ]
    for number, (name, role, days) in enumerate(roles):
        _add(story, "fill-finish", name, role, hours=44 - number, **days)


def one_is_limited(story: StoryContext) -> None:
    """Only its manager, the sponsor and the administrators read this brief."""
    brief = _brief("qp-cover")
    _add(story, "qp-cover", "hugo.lindner", Role.SPONSOR, hours=31)
    at = story.ago(hours=30)
    play(people.limit_brief, brief, is_limited=True, by=brief.manager.user, now=at)


def _add(
    story: StoryContext, key: str, name: str, role: BriefPerson.Role, *, hours: int, **days: Any
) -> None:
    brief, member = _brief(key), story.cast.members[f"{name}@avonmere.example"]
    at = story.now - timedelta(hours=hours)
    play(people.add_person, brief, member=member, role=role, **days, by=brief.manager.user, now=at)


def _brief(key: str) -> Brief:
    return Brief.objects.select_related("manager__user").get(ref=ref("brief", key))
