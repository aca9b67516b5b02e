"""Ask somebody for a reference: once about a result, and anybody at most once a year."""

from datetime import UTC, datetime, timedelta

from django.db import transaction

from accounts.models import Deadline, Role, User
from candidates.models import Candidate, PastAssignment
from interimhub.lib.refused import Refused
from references.actions.locking import record
from references.addresses import address_hash
from references.deadlines import ANSWER, ReferenceDeadline
from references.letters import send_request
from references.models import YEAR_DAYS, Referee, Reference
from references.results import Result
from references.trail import ReferenceEvent

MOST_WAITING = 10  # requests of one interim that wait for an answer

# The same words whoever asked them before, and whatever they said: that is not the asker's.
NOT_NOW = (
    "We cannot write to this person now. Anybody is asked for a reference at most once a year, by"
    " all interims together, and never again once they say so."
)


class CannotAsk(Refused):
    """Refused: this person cannot be asked, or not now. The reason belongs to their address."""


@transaction.atomic(durable=True)
def ask_for_reference(
    candidate: Candidate,
    *,
    result: Result,
    name: str,
    email: str,
    role: str,
    relation: str,
    by: User,
    now: datetime,
) -> Reference:
    """Ask a referee about one result; queue the letter that they alone can open.

    Raises:
        CannotAsk: it is the interim's own address, this person was asked about this result, was
            asked within the last year or does not want to be asked, or too many requests wait.
    """
    # Two windows of one interim, then two interims who ask the same person: one after the other.
    Candidate.objects.select_for_update(of=("self",), no_key=True).get(pk=candidate.pk)
    if address_hash(email) == address_hash(by.email):
        raise CannotAsk("This is your own address. Name somebody else who saw the result.")
    if Reference.objects.of(candidate).waiting().count() >= MOST_WAITING:
        raise CannotAsk(
            f"{MOST_WAITING} people have not answered you yet. Wait for one of them, then ask."
        )
    referee = _lock_referee(email)
    source = result.source
    facts = {"assignment" if isinstance(source, PastAssignment) else "criterion": source}
    if referee.references.filter(candidate=candidate, **facts).exists():
        raise CannotAsk(
            "You have asked this person about this result already. Nobody is asked twice."
        )
    today = now.astimezone(UTC).date()
    asked_lately = referee.references.filter(asked_on__gt=today - timedelta(days=YEAR_DAYS))
    if referee.never_again_at is not None or asked_lately.exists():
        raise CannotAsk(NOT_NOW)
    reference = Reference.objects.create(
        candidate=candidate,
        referee=referee,
        **facts,
        work=result.work,
        organisation=result.organisation,
        result=result.text,
        name=name,
        email=email,
        role=role,
        relation=relation,
        asked_at=now,
        asked_on=today,
        expires_at=now + ANSWER,
    )
    Deadline.start(
        ReferenceDeadline.REFERENCE_ANSWER, reference, owner=by, due_at=now + ANSWER, now=now
    )
    send_request(reference)
    record(reference, ReferenceEvent.ASKED, role=Role.INTERIM, by=by, now=now)
    return reference


def _lock_referee(email: str) -> Referee:
    referee, _ = Referee.objects.get_or_create(address_hash=address_hash(email))
    return Referee.objects.select_for_update(no_key=True).get(pk=referee.pk)
