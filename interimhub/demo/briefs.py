"""Writes the twelve briefs of the demo from `data/briefs/`."""

from datetime import date, timedelta
from typing import Any

from engagements.models import Brief, Criterion, PanelSeat, Requirement, TruthItem
from engagements.models.brief_text import BriefText
from interimhub.demo.refs import ref
from interimhub.demo.story_context import StoryContext, text_of
from interimhub.demo.vocabulary import read

FILES = ("briefs/avonmere", "briefs/westmarch", "briefs/hallward")
IMPORTANCE = {
    "must": Requirement.Importance.MUST,
    "should": Requirement.Importance.SHOULD,
    "nice": Requirement.Importance.NICE,
}
# A nearer deadline would look like a mistake.
AHEAD = timedelta(days=30)


def files() -> dict[str, dict[str, Any]]:
    """Return the content of each brief, by key; a brief may refer to another one."""
    rows = {row["key"]: row for name in FILES for row in read(name)["brief"]}
    return {
        key: {**rows[row["same_as"]], **row} if "same_as" in row else row
        for key, row in rows.items()
    }


def write_brief(story: StoryContext, row: dict[str, Any]) -> Brief:
    """Create one brief as a draft, with everything that its file contains."""
    brief = Brief.objects.create(
        ref=ref("brief", row["key"]),
        client=story.cast.clients[row["client"]],
        manager=story.cast.members[row["manager"]],
        title=row["title"],
        is_confidential=row["confidential"],
        template=row["template"],
        source_text=row.get("source_text", "").strip(),
        starts_on=_starts_on(story, row.get("starts_in")),
        duration_weeks=row["weeks"],
        time_zone=row.get("time_zone", "Europe/London"),
        **_columns(row),
    )
    brief.sectors.set([story.words.sector(key) for key in row["sectors"]])
    brief.situations.set([story.words.situation(tag) for tag in row["situations"]])
    _write_requirements(story, brief, row)
    _write_criteria(story, brief, row)
    _write_truth(story, brief, row)
    return brief


def _columns(row: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of the brief's text that the file names."""
    given = {
        column.name: row[column.name] for column in BriefText._meta.fields if column.name in row
    }
    return {
        name: text_of(value) if isinstance(value, str) else value for name, value in given.items()
    }


def seat_consultants(story: StoryContext, brief: Brief, row: dict[str, Any]) -> None:
    """Set the consultant of each firm on the panel."""
    for firm, email in row["panel"].items():
        PanelSeat.objects.filter(brief=brief, firm=story.cast.firms[firm]).update(
            consultant=story.cast.consultants[email]
        )


def _write_requirements(story: StoryContext, brief: Brief, row: dict[str, Any]) -> None:
    for word, importance, level in row["requirements"]:
        Requirement.objects.create(
            brief=brief,
            concept=story.words.skill(word),
            importance=IMPORTANCE[importance],
            level=level,
        )


def _write_criteria(story: StoryContext, brief: Brief, row: dict[str, Any]) -> None:
    for position, (measure, baseline, target, due, evidence, weight) in enumerate(row["criteria"]):
        Criterion.objects.create(
            ref=ref("criterion", row["key"], position),
            brief=brief,
            position=position,
            measure=measure,
            baseline=baseline,
            target=target,
            due_on=_due_on(story, due),
            evidence=evidence,
            weight=weight,
        )


def _starts_on(story: StoryContext, start: int | str | None) -> date | None:
    """Parse a number of days, “next Monday” or None; returns a Monday, or None."""
    if start is None:
        return None
    assert start == "next Monday" or isinstance(start, int), "the only named day in the files"
    day = story.today if isinstance(start, str) else story.in_days(start)
    return day + timedelta(days=7 - day.weekday()) if day.weekday() or day == story.today else day


def _due_on(story: StoryContext, due: int | str) -> date:
    """Parse a number of days, or “31 March”: the next one at least `AHEAD` away."""
    if isinstance(due, int):
        return story.in_days(due)
    assert due == "31 March", "the only named day in the files"
    day = date(story.today.year, 3, 31)
    return day if day >= story.today + AHEAD else date(story.today.year + 1, 3, 31)


def _write_truth(story: StoryContext, brief: Brief, row: dict[str, Any]) -> None:
    """Write the truth of a brief; “?|who|days” means “we do not know yet”."""
    for kind, said in row["truth"].items():
        unknown = said.startswith("?|")
        _, who, days = said.split("|") if unknown else ("", "", "0")
        TruthItem.objects.create(
            brief=brief,
            kind=TruthItem.Kind(kind),
            answer="" if unknown else said,
            is_unknown=unknown,
            found_out_by=who,
            found_out_on=story.in_days(int(days)) if unknown else None,
        )
