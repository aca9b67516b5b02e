"""Storing a change of a brief as a whole: its criteria, its skills, and when and where it is."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction

from engagements.actions.briefs import store_requirements
from engagements.answers import Answers, CriterionFacts, RequirementFacts
from engagements.completeness import missing_for_confirmation
from engagements.models import Brief, Criterion
from engagements.pack import Pack, brief_pack
from skills.models import Concept


@dataclass(frozen=True, slots=True)
class Trial:
    """A brief as it would read.

    Attributes:
        before, after: as it reads now, and with the change.
        missing: the questions that it would leave open although firms need the answers.
    """

    before: Pack
    after: Pack
    missing: list[str]


def try_change(brief: Brief, answers: Answers, *, now: datetime) -> Trial:
    """Return how a brief would read with these answers. Nothing of it is stored.

    It is stored and rolled back, so that nothing can be worded differently from what is stored when
    the change is confirmed.
    """
    with transaction.atomic():
        before = brief_pack(_fresh(brief), named=True)
        apply_change(_fresh(brief), answers, now=now)
        changed = _fresh(brief)
        after, missing = brief_pack(changed, named=True), missing_for_confirmation(changed)
        transaction.set_rollback(True)
    return Trial(before, after, missing)


def apply_change(brief: Brief, answers: Answers, *, now: datetime) -> None:
    """Store the answers on the brief, in the transaction of the caller.

    A criterion that is left out stays stored, since cases for people refer to it.
    """
    for name, value in answers.columns.items():
        setattr(brief, name, value)
    brief.save(update_fields=[*answers.columns, "updated_at"])
    for name, codes in answers.concepts.items():
        getattr(brief, name).set(Concept.objects.filter(code__in=codes))
    if answers.criteria is not None:
        _store_criteria(brief, answers.criteria, now=now)
    if answers.requirements is not None:
        store_requirements(brief, answers.requirements)


def _store_criteria(brief: Brief, rows: list[CriterionFacts], *, now: datetime) -> None:
    existing = {criterion.ref: criterion for criterion in brief.criteria.all()}
    kept = []
    for row in rows:
        criterion = existing.get(row.ref) if row.ref else None
        criterion = criterion or Criterion(brief=brief)
        criterion.position = row.position
        for name, value in row.changes.items():
            setattr(criterion, name, value)
        criterion.save()
        kept.append(criterion.pk)
    brief.criteria.exclude(pk__in=kept).update(dropped_at=now)


def _fresh(brief: Brief) -> Brief:
    return Brief.objects.select_related("client__sector").get(pk=brief.pk)


def as_json(answers: Answers) -> dict[str, Any]:
    """Return answers as JSON values. `from_json` restores them."""
    criteria, requirements = answers.criteria, answers.requirements
    return {
        "columns": _plain(answers.columns),
        "concepts": {name: list(codes) for name, codes in answers.concepts.items()},
        "criteria": criteria
        and [
            {
                "ref": str(row.ref) if row.ref else "",
                "position": row.position,
                "changes": _plain(row.changes),
            }
            for row in criteria
        ],
        "requirements": requirements and [asdict(row) for row in requirements],
    }


def from_json(stored: Mapping[str, Any]) -> Answers:
    """Return stored answers."""
    criteria, requirements = stored["criteria"], stored["requirements"]
    return Answers(
        columns=_typed(Brief, stored["columns"]),
        concepts=stored["concepts"],
        criteria=criteria
        and [
            CriterionFacts(
                ref=UUID(row["ref"]) if row["ref"] else None,
                position=row["position"],
                changes=_typed(Criterion, row["changes"]),
            )
            for row in criteria
        ],
        requirements=requirements and [RequirementFacts(**row) for row in requirements],
    )


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
    }


def _typed(model: type[models.Model], values: Mapping[str, Any]) -> dict[str, Any]:
    fields = {field.name: field for field in model._meta.fields}
    return {name: fields[name].to_python(value) for name, value in values.items()}
