"""Add, change and remove the skills of a profile."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from candidates.actions.writing import write
from candidates.models import Candidate, CandidateSkill
from candidates.trail import ProfileEvent
from interimhub.lib.refused import Refused
from skills.models import Concept


class SkillExists(Refused):
    """Refused: the skill is on the profile already."""


class SkillGone(Refused):
    """Refused: the skill was removed in another window."""


@transaction.atomic(durable=True)
def add_skill(
    candidate: Candidate,
    *,
    by: User,
    now: datetime,
    concept: Concept,
    level: int | None,
    years: int | None,
    last_used: int | None,
) -> CandidateSkill:
    """Add a skill of the vocabulary to the profile.

    Raises:
        SkillExists: the profile has it, perhaps under another of its names.
    """
    write(candidate, by=by, kind=ProfileEvent.SKILL_ADDED, now=now)
    if candidate.skills.filter(concept=concept).exists():
        raise SkillExists(f"“{concept.label}” is already on your profile; change it below.")
    return CandidateSkill.objects.create(
        candidate=candidate, concept=concept, level=level, years=years, last_used=last_used
    )


@transaction.atomic(durable=True)
def change_skill(
    skill: CandidateSkill,
    *,
    by: User,
    now: datetime,
    level: int | None,
    years: int | None,
    last_used: int | None,
) -> None:
    """Save another level, number of years or last use.

    Raises:
        SkillGone: it was removed in another window.
    """
    write(skill.candidate, by=by, kind=ProfileEvent.SKILL_CHANGED, now=now)
    rows = CandidateSkill.objects.filter(pk=skill.pk)
    if not rows.update(level=level, years=years, last_used=last_used):
        raise SkillGone("This skill was removed in another window; add it again to change it.")


@transaction.atomic(durable=True)
def remove_skill(skill: CandidateSkill, *, by: User, now: datetime) -> None:
    """Remove a skill from the profile. Does nothing if it is already removed."""
    write(skill.candidate, by=by, kind=ProfileEvent.SKILL_REMOVED, now=now)
    CandidateSkill.objects.filter(pk=skill.pk).delete()
