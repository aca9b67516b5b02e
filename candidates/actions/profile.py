"""Open a profile, change its basics, show or hide it, claim an imported one."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.models import Activity, Role, User
from candidates import completeness
from candidates.actions.writing import write
from candidates.models import Candidate, PastAssignment
from candidates.trail import ProfileEvent
from interimhub.lib.refused import Refused
from skills.models import Concept


class ProfileNotReady(Refused):
    """Refused: something that firms need is missing in the profile."""


class NotClaimable(Refused):
    """Refused: the imported profile was claimed already, or belongs to another address."""


# Merged separately: rows of another table, and a flag that is never empty.
_MERGED_APART = frozenset({"sectors", "is_remote_ok"})
# Fields that an imported profile fills in an existing profile if they are empty there.
_GIVEN = tuple(
    name for name in (*Candidate.BASICS, *Candidate.AVAILABILITY) if name not in _MERGED_APART
)


@transaction.atomic(durable=True)
def open_profile(user: User, *, now: datetime) -> Candidate:
    """Return the person's profile. Create an empty one if they have none.

    A new profile is open to specialist firms in the person's sectors, closed to all others, and
    hidden until the person shows it.
    """
    candidate, is_new = Candidate.objects.get_or_create(user=user, defaults={"claimed_at": now})
    if is_new:
        Activity.record(
            by=user, role=Role.INTERIM, kind=ProfileEvent.OPENED, subject=candidate, now=now
        )
    return candidate


@transaction.atomic(durable=True)
def change_basics(
    candidate: Candidate,
    *,
    by: User,
    now: datetime,
    version: int,
    headline: str,
    summary: str,
    seniority: int | None,
    profit_and_loss: str,
    team_size: int | None,
    board_exposure: str,
    geography: str,
    sectors: Iterable[Concept],
) -> None:
    """Save headline, summary, scope and sectors.

    Raises:
        ProfileConflict: it was changed since `version`.
    """
    write(
        candidate,
        by=by,
        kind=ProfileEvent.BASICS_CHANGED,
        now=now,
        version=version,
        headline=headline,
        summary=summary,
        seniority=seniority,
        profit_and_loss=profit_and_loss,
        team_size=team_size,
        board_exposure=board_exposure,
        geography=geography,
    )
    candidate.sectors.set(sectors)


@transaction.atomic(durable=True)
def be_found(candidate: Candidate, *, by: User, now: datetime) -> None:
    """Let the firms that the profile is open to find it.

    Raises:
        ProfileNotReady: something that firms need is missing.
    """
    write(candidate, by=by, kind=ProfileEvent.MADE_VISIBLE, now=now, is_discoverable=True)
    if missing := completeness.of(candidate, today=now.date()).missing:
        raise ProfileNotReady(f"Before firms can find you, add {in_words(missing)}.")


@transaction.atomic(durable=True)
def stay_hidden(candidate: Candidate, *, by: User, now: datetime) -> None:
    """Hide the profile from new rankings. Running conversations continue."""
    write(candidate, by=by, kind=ProfileEvent.HIDDEN, now=now, is_discoverable=False)


@transaction.atomic(durable=True)
def claim_profile(imported: Candidate, *, by: User, now: datetime) -> Candidate:
    """Give an imported profile to its person and return their profile.

    If they have a profile already, the imported one is merged into it: it fills empty fields and
    adds skills, registrations and track record, and overwrites nothing.

    Raises:
        NotClaimable: it was claimed in the meantime, or imported for another verified address.
    """
    found = Candidate.objects.claimable_by(by).select_for_update(of=("self",))
    locked = found.filter(pk=imported.pk).first()
    if locked is None:
        raise NotClaimable("This imported profile can no longer be claimed.")
    own = Candidate.objects.filter(user=by).select_for_update(of=("self",)).first()
    if own is None:
        write(locked, by=by, kind=ProfileEvent.CLAIMED, now=now, user=by, claimed_at=now)
        return locked
    _merge(locked, into=own, by=by, now=now)
    return own


@transaction.atomic(durable=True)
def put_import_notes_away(candidate: Candidate, *, by: User, now: datetime) -> None:
    """Forget what an import left out, once its person has looked it over."""
    if candidate.import_notes:
        write(candidate, by=by, kind=ProfileEvent.IMPORT_NOTES_READ, now=now, import_notes=[])


def in_words(things: list[str]) -> str:
    """Join words to a list in a sentence: "a, b and c"."""
    return " and ".join([", ".join(things[:-1]), things[-1]] if things[1:] else things)


def _merge(imported: Candidate, *, into: Candidate, by: User, now: datetime) -> None:
    given = {
        name: value
        for name in _GIVEN
        if (value := getattr(imported, name)) and not getattr(into, name)
    }
    if not into.source:
        given |= {"source": imported.source, "source_id": imported.source_id}
    if not into.imported_email:
        given["imported_email"] = imported.imported_email  # so that the next import knows them
    given["import_notes"] = [*into.import_notes, *imported.import_notes]
    given["is_remote_ok"] = into.is_remote_ok or imported.is_remote_ok
    existing = into.skills.values("concept_id")
    imported.skills.exclude(concept_id__in=existing).update(candidate=into)
    stated = into.registrations.values("concept_id")
    imported.registrations.exclude(concept_id__in=stated).update(candidate=into)
    kept = [*into.record.all()]
    for work in imported.record.all():
        if not any(work.is_same_as(own) for own in kept):
            PastAssignment.objects.filter(pk=work.pk).update(candidate=into)
    into.sectors.add(*imported.sectors.all())
    imported.delete()  # before `write`: its source is unique
    write(into, by=by, kind=ProfileEvent.CLAIMED, now=now, **given)
