"""Start a brief and save its steps."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import Activity, Role, User
from accounts.organisations.membership import insist_on_membership
from engagements.answers import (
    Answers,
    CriterionFacts,
    RequirementFacts,
    TruthFacts,
    Unstored,
)
from engagements.completeness import answerable_steps
from engagements.models import Brief, BriefDraft, ClientMember, Criterion, Requirement, TruthItem
from engagements.models.brief_text import BriefText
from engagements.people import stood_in_for
from engagements.situation_templates import SituationTemplate
from engagements.trail import BriefEvent
from interimhub.lib.refused import MovedOn, Refused
from readings.intake import Intake, queue_parsing
from skills.models import Concept

SUBJECT = re.compile(
    r"^(?:subject|betreff|objet|onderwerp):[ \t]*(?:(?:re|aw|fwd?|wg|tr):[ \t]*)*(?P<words>\S.*)$",
    re.IGNORECASE | re.MULTILINE,
)


class EditConflict(Refused):
    """Refused: the step was saved in another window or by a colleague after this one was opened."""


class NotADraft(MovedOn):
    """Refused: the brief is no longer a draft."""


@dataclass(frozen=True, slots=True)
class StepSave:
    """How a step is being saved.

    Attributes:
        step: its key.
        window: the browser window. It never conflicts with itself.
        seen: the number of saves of the step when the window was opened.
        unstored: input that cannot be stored as an answer.
        is_final: whether the person pressed the button; False for autosave.
    """

    step: str
    window: str
    seen: int
    unstored: Unstored
    is_final: bool


@transaction.atomic(durable=True)
def start_brief(
    member: ClientMember,
    *,
    by: User,
    now: datetime,
    source_text: str = "",
    intake: Intake | None = None,
    template: SituationTemplate | None = None,
    former: Brief | None = None,
) -> Brief:
    """Create a draft: empty, or filled from a text, a template or another brief.

    Args:
        intake: a text to parse for suggestions.

    Raises:
        NotAMember: they have left the client.
    """
    insist_on_membership(member)
    brief = Brief(
        client=member.client,
        manager=member,
        source_text=source_text,
        title=_subject(source_text),
        time_zone=by.time_zone,
    )
    if former:
        _copy_columns(former, brief)
    if template:
        _fill_columns(template, brief)
    brief.save()
    if former:
        _copy_parts(former, brief)
    if template:
        _fill_parts(template, brief)
    if intake:
        queue_parsing(intake, owner=by, about=brief.ref, now=now)
    Activity.record(
        by=by,
        role=Role.MANAGER,
        kind=BriefEvent.STARTED,
        subject=brief,
        after=brief.status,
        now=now,
    )
    return brief


def _subject(text: str) -> str:
    """Return the subject of a pasted e-mail without "Re:" and the like; "" if there is none."""
    line = SUBJECT.search(text)
    return line["words"].strip()[:140] if line else ""


@transaction.atomic(durable=True)
def save_step(
    brief: Brief, *, by: User, answers: Answers, saving: StepSave, now: datetime
) -> BriefDraft:
    """Store the valid answers of one step and keep the rest in its draft.

    Returns:
        The draft of the step.

    Raises:
        NotADraft: it was sent to the firms in the meantime.
        EditConflict: somebody else saved this step after the window was opened.
    """
    stored = Brief.objects.select_for_update().get(pk=brief.pk)
    if saving.step not in answerable_steps(stored):
        raise NotADraft(
            "This brief is no longer a draft. Take it back first, then change it.", row=stored
        )
    draft = BriefDraft.objects.of(stored, saving.step)
    if draft.is_outdated(seen=saving.seen, window=saving.window):
        raise EditConflict(
            "A colleague, or another window of yours, saved this page while you were typing. Your"
            " text is still here, but not saved yet. Press the button again to replace theirs, or"
            " open the page again to read theirs first."
        )
    for name, value in answers.columns.items():
        setattr(brief, name, value)
    brief.save(update_fields=[*answers.columns, "updated_at"])
    for name, codes in answers.concepts.items():
        getattr(brief, name).set(Concept.objects.filter(code__in=codes))
    refs = _store_parts(brief, answers)
    draft.keep(_with_refs(saving.unstored, refs))
    draft.count_save(window=saving.window, now=now)
    if saving.is_final:
        Activity.record(
            by=by,
            role=Role.MANAGER,
            on_behalf_of=stood_in_for(brief, by=by, now=now),
            kind=BriefEvent.STEP_SAVED,
            subject=brief,
            facts={"step": saving.step},
            now=now,
        )
    return draft


def _with_refs(unstored: Unstored, refs: Mapping[int, UUID]) -> Unstored:
    """Add the public ids of newly stored criteria to the rows that were typed for them."""
    rows = [
        replace(row, key=str(refs[row.position])) if row.position in refs else row
        for row in unstored.rows
    ]
    return replace(unstored, rows=rows)


def _store_parts(brief: Brief, answers: Answers) -> dict[int, UUID]:
    """Store the rows of a step. Return the public ids of its criteria by position."""
    refs = {}
    if answers.criteria is not None:
        refs = _store_criteria(brief, answers.criteria)
    if answers.requirements is not None:
        store_requirements(brief, answers.requirements)
    for facts in answers.truth or []:
        _store_truth(brief, facts)
    return refs


def _store_criteria(brief: Brief, rows: list[CriterionFacts]) -> dict[int, UUID]:
    """Replace the criteria by the rows. A row updates the criterion with its ref or position."""
    existing = list(brief.criteria.all())
    by_ref = {criterion.ref: criterion for criterion in existing}
    claimed = {row.ref for row in rows if row.ref in by_ref}
    by_position = {c.position: c for c in existing if c.ref not in claimed}
    kept = {}
    for row in rows:
        criterion = by_ref.get(row.ref) if row.ref else by_position.pop(row.position, None)
        criterion = criterion or Criterion(brief=brief)
        criterion.position = row.position
        for name, value in row.changes.items():
            setattr(criterion, name, value)
        criterion.save()
        kept[row.position] = criterion.ref
    brief.criteria.exclude(ref__in=kept.values()).delete()
    return kept


def store_requirements(brief: Brief, rows: list[RequirementFacts]) -> None:
    """Replace the skills of a brief by these, in the transaction of the caller."""
    found = {c.code: c for c in Concept.objects.filter(code__in=[row.code for row in rows])}
    kept = []
    for row in rows:
        requirement, _ = Requirement.objects.update_or_create(
            brief=brief,
            concept=found[row.code],
            defaults={"importance": row.importance, "level": row.level},
        )
        kept.append(requirement.pk)
    brief.requirements.exclude(pk__in=kept).delete()


def _store_truth(brief: Brief, facts: TruthFacts) -> None:
    TruthItem.objects.update_or_create(
        brief=brief,
        kind=facts.kind,
        defaults={
            "answer": facts.answer,
            "is_unknown": facts.is_unknown,
            "found_out_by": facts.found_out_by,
            "found_out_on": facts.found_out_on,
        },
    )


# Copies and templates

# Dates of the former brief; the manager enters new ones.
_NOT_COPIED = frozenset({"starts_on"})
_COPIED = (
    *("title", "is_confidential", "is_limited", "source_text", "template", "time_zone"),
    *(column.name for column in BriefText._meta.fields if column.name not in _NOT_COPIED),
)


def _copy_columns(former: Brief, brief: Brief) -> None:
    for name in _COPIED:
        setattr(brief, name, getattr(former, name))
    brief.copied_from = former


def _copy_parts(former: Brief, brief: Brief) -> None:
    """Copy the parts, without dates and open questions."""
    for concepts in BriefText._meta.many_to_many:
        getattr(brief, concepts.name).set(getattr(former, concepts.name).all())
    Criterion.objects.bulk_create(
        Criterion(
            brief=brief,
            position=position,
            measure=row.measure,
            baseline=row.baseline,
            target=row.target,
            evidence=row.evidence,
            weight=row.weight,
        )
        for position, row in enumerate(former.criteria.in_order())
    )
    Requirement.objects.bulk_create(
        Requirement(
            brief=brief, concept_id=row.concept_id, importance=row.importance, level=row.level
        )
        for row in former.requirements.in_order()
    )
    TruthItem.objects.bulk_create(
        TruthItem(brief=brief, kind=item.kind, answer=item.answer)
        for item in former.truth.filter(is_unknown=False)
    )


def _fill_columns(template: SituationTemplate, brief: Brief) -> None:
    brief.template = template.key
    brief.title = template.title
    brief.what_happened = template.what_happened
    brief.why_now = template.why_now
    brief.tried_before = template.tried_before
    brief.what_is_hard = template.what_is_hard
    brief.value_kind = template.value_kind
    brief.value_shown_by = template.value_shown_by
    brief.harm = template.harm
    brief.seniority = template.seniority
    brief.duration_weeks = template.weeks


def _fill_parts(template: SituationTemplate, brief: Brief) -> None:
    brief.situations.set(Concept.objects.filter(code__in=template.situations))
    Criterion.objects.bulk_create(
        Criterion(
            brief=brief,
            position=position,
            measure=idea.measure,
            evidence=idea.evidence,
            weight=idea.weight,
        )
        for position, idea in enumerate(template.criteria)
    )
    codes = {idea.code: idea for idea in template.skills}
    concepts: Iterable[Concept] = Concept.objects.filter(code__in=codes).order_by("code")
    Requirement.objects.bulk_create(
        Requirement(
            brief=brief,
            concept=concept,
            importance=codes[concept.code].importance,
            level=codes[concept.code].level,
        )
        for concept in concepts
    )
