"""What a brief said and what it says now, part by part."""

from collections.abc import Callable
from datetime import datetime

from django.utils.formats import date_format

from engagements.models import Amendment, Brief, FormerBrief
from engagements.pack import Pack, PackAnswer, PackCriterion, PackRequirement, brief_pack
from interimhub.lib.changed_words import PartChange, only_changed
from interimhub.lib.prepared import Prepared

# The texts of a pack, with their headings.
TEXTS = {
    "title": "What it is called",
    "what_happened": "What happened",
    "why_now": "Why now",
    "tried_before": "What has been tried",
    "what_is_hard": "What is hard",
    "value_kind": "The value sought",
    "value_range": "The range of the value",
    "value_shown_by": "How the value is shown",
    "harm": "Who is harmed if it fails",
    "sector": "Sector",
}
WEIGHTS = {1: "helps", 3: "matters", 5: "decides"}

_FORMER: Prepared[FormerBrief] = Prepared(
    lambda *, brief, version: FormerBrief.objects.version_of(brief, version)
)


def brief_changes(before: Pack, after: Pack) -> list[PartChange]:
    """Return the parts of a brief that read differently, in the order of its page."""
    texts = [
        PartChange(label, getattr(before, name), getattr(after, name))
        for name, label in TEXTS.items()
    ]
    facts = [
        PartChange(label, was, now)
        for (label, was), (_, now) in zip(before.work_facts, after.work_facts, strict=True)
    ]
    rows = [*_criteria(before, after), *_requirements(before, after)]
    return only_changed([*texts, *rows, *facts, *_truth(before, after)])


def changes_since(
    brief: Brief, version: int, *, read: Callable[[str], str] = str
) -> list[PartChange]:
    """Return what changed in a brief since one of its versions; [] if it is the current one.

    Args:
        read: how the reader reads its texts, for example while the client is confidential.
    """
    if version == brief.version:
        return []
    former = next(iter(_FORMER(brief=brief, version=version)), None)
    if former is None:
        return []
    before, after = Pack.from_json(former.pack), brief_pack(brief, named=True)
    return brief_changes(before.read_by(read), after.read_by(read))


def changes_after(brief: Brief, moment: datetime) -> list[PartChange]:
    """Return what changed in a brief since a moment, from one version to another.

    Needs no query while the brief has its first version.
    """
    if brief.version == 1:
        return []
    former = FormerBrief.objects.of(brief).ended_after(moment).first()
    return changes_since(brief, former.version) if former else []


def changes_of(amendment: Amendment, *, read: Callable[[str], str] = str) -> list[PartChange]:
    """Return what an amendment changes, read as in `changes_since`."""
    before, after = Pack.from_json(amendment.before), Pack.from_json(amendment.after)
    return brief_changes(before.read_by(read), after.read_by(read))


def in_words(changes: list[PartChange]) -> str:
    """Return the changes as lines of a letter."""
    return "\n".join(f"- {change.in_words}" for change in changes)


def _criteria(before: Pack, after: Pack) -> list[PartChange]:
    was = {row.ref: row for row in before.criteria}
    now = {row.ref: row for row in after.criteria}
    return [
        PartChange(
            f"Success criterion: {(now.get(ref) or was[ref]).measure}",
            _criterion(was.get(ref)),
            _criterion(now.get(ref)),
        )
        for ref in {**was, **now}
    ]


def _criterion(row: PackCriterion | None) -> str:
    if row is None:
        return ""
    due = date_format(row.due_on, "j F Y") if row.due_on else ""
    weight = row.weight or 3
    parts = [
        row.measure,
        f"from {row.baseline}" if row.baseline else "",
        f"to {row.target}" if row.target else "",
        f"by {due}" if due else "",
        f"shown by {row.evidence}" if row.evidence else "",
        f"weight {weight} of 5" + (f" ({WEIGHTS[weight]})" if weight in WEIGHTS else ""),
    ]
    return ", ".join(part for part in parts if part)


def _requirements(before: Pack, after: Pack) -> list[PartChange]:
    was = {row.label: row for row in before.requirements}
    now = {row.label: row for row in after.requirements}
    return [
        PartChange(f"Skill: {label}", _requirement(was.get(label)), _requirement(now.get(label)))
        for label in {**was, **now}
    ]


def _requirement(row: PackRequirement | None) -> str:
    if row is None:
        return ""
    return f"{row.importance}, {row.level.lower()}" if row.level else f"{row.importance}, any level"


def _truth(before: Pack, after: Pack) -> list[PartChange]:
    was = {item.kind: item for item in before.truth}
    return [
        PartChange(item.label, _answer(was.get(item.kind)), _answer(item)) for item in after.truth
    ]


def _answer(item: PackAnswer | None) -> str:
    if item is None or not item.is_unknown:
        return item.answer if item else ""
    due = f" until {date_format(item.found_out_on, 'j F Y')}" if item.found_out_on else ""
    return f"Not known yet; {item.found_out_by} finds out{due}"
