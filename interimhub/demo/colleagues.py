"""Colleagues of a hiring manager on two briefs: one that everybody reads, one that is limited."""

from typing import Any

from engagements.actions import people
from engagements.models import Brief, BriefPerson
from interimhub.demo.refs import ref
from interimhub.demo.story_context import StoryContext, play

Role = BriefPerson.Role


def colleagues_join(story: StoryContext) -> None:
    """The whole hospital group reads this brief; three colleagues have a role on it."""
    away = {"first_day": story.in_days(12), "last_day": story.in_days(26)}
    _add(story, "maternity", "philippa.trent@westmarch.example", Role.CO_OWNER, hours=44)
    _add(story, "maternity", "anil.deshpande@westmarch.example", Role.DEPUTY, hours=43, **away)
    _add(story, "maternity", "gwen.prosser@westmarch.example", Role.READER, hours=42)


def one_is_limited(story: StoryContext) -> None:
    """Only its manager, the sponsor and the administrators read this brief."""
    _add(story, "qp-cover", "hugo.lindner@avonmere.example", Role.SPONSOR, hours=31)
    brief, at = _brief("qp-cover"), story.ago(hours=30)
    play(people.limit_brief, brief, is_limited=True, by=brief.manager.user, now=at)


def _add(
    story: StoryContext, key: str, email: str, role: BriefPerson.Role, *, hours: int, **days: Any
) -> None:
    brief, member, at = _brief(key), story.cast.members[email], story.ago(hours=hours)
    play(people.add_person, brief, member=member, role=role, **days, by=brief.manager.user, now=at)


def _brief(key: str) -> Brief:
    return Brief.objects.select_related("manager__user").get(ref=ref("brief", key))
