"""Reads the handwritten interims, who appear in the scenes."""

from datetime import date, timedelta
from typing import Any

from interimhub.demo.careers import months_before
from interimhub.demo.plans import InterimPlan, PlannedAssignment, PlannedSkill, VisibilityPlan
from interimhub.demo.story_context import text_of
from interimhub.demo.vocabulary import DemoVocabulary, read

FILES = ("people/leading", "people/others", "people/loud")


def handwritten(words: DemoVocabulary, *, today: date) -> list[InterimPlan]:
    """Return the people of the scenes, in the order of the files."""
    return [_plan(row, words, today) for name in FILES for row in read(name)["person"]]


def _plan(row: dict[str, Any], words: DemoVocabulary, today: date) -> InterimPlan:
    return InterimPlan(
        key=row["key"],
        name=row["name"],
        email=row["email"],
        headline=row["headline"],
        summary=text_of(row["summary"]),
        seniority=row["seniority"],
        scope=row.get("scope", ""),
        team_size=row.get("team_size"),
        board=row.get("board", ""),
        geography=row.get("geography", ""),
        sectors=tuple(words.sector(key) for key in row["sectors"]),
        available_from=today + timedelta(days=row["free_in"]),
        confirmed_on=today - timedelta(days=row.get("confirmed_ago", 3)),
        days_per_week=row.get("days_per_week", 5),
        pattern=row.get("pattern", "on_site"),
        is_remote_ok=row.get("is_remote_ok", False),
        regions=tuple(row["regions"]),
        languages=tuple(row["languages"]),
        right_to_work=tuple(row["right_to_work"]),
        voice=_voice(row.get("voice", {})),
        skills=tuple(_skill(skill, words, today) for skill in row["skills"]),
        record=tuple(_assignment(item, words, today) for item in row.get("record", [])),
        phone=row.get("phone", ""),
    )


def _voice(row: dict[str, Any]) -> VisibilityPlan:
    return VisibilityPlan(
        specialists=row.get("specialists", True),
        generalists=row.get("generalists", False),
        rpos=row.get("rpos", False),
        trusted=tuple(row.get("trusted", ())),
        blocked=tuple(row.get("blocked", ())),
    )


def _skill(skill: list[Any], words: DemoVocabulary, today: date) -> PlannedSkill:
    """Parse `[word, level, years, years since it was last used]`; 0 means unknown."""
    word, level, years, since = skill
    return PlannedSkill(
        concept=words.skill(word),
        level=level or None,
        years=years or None,
        last_used=today.year - since if since >= 0 else None,
    )


def _assignment(item: dict[str, Any], words: DemoVocabulary, today: date) -> PlannedAssignment:
    """Parse an assignment; `began` and `ended` are months before today."""
    return PlannedAssignment(
        title=item["title"],
        organisation=item["organisation"],
        organisation_kind=item["kind"],
        situation=text_of(item["situation"]),
        mandate=text_of(item["mandate"]),
        result=text_of(item["result"]),
        measure=item.get("measure", ""),
        situations=tuple(words.situation(tag) for tag in item["tags"]),
        sectors=tuple(words.sector(key) for key in item["sectors"]),
        started_on=months_before(today, item["began"]),
        ended_on=months_before(today, item["ended"]) if item.get("ended") else None,
    )
