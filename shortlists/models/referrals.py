"""A referral: somebody names a person they know for a brief."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from accounts.models import Role, User, hash_token
from candidates.models import Candidate
from engagements.models import Brief
from interimhub.lib.lifecycle import Lifecycle

VALID_FOR = timedelta(days=14)
PER_PERSON = 5
"""How many people somebody may name for one brief."""


def hash_address(email: str) -> str:
    """Return what recognises an address, whatever its case, after the address was deleted."""
    return salted_hmac("shortlists.referral", email.strip().lower(), algorithm="sha256").hexdigest()


class ReferralQuerySet(models.QuerySet["Referral"]):
    """Queries on `Referral`."""

    def visible_to(self, user: User) -> Self:
        """Keep those that the user has made, and those that name the user."""
        named = Q(status=Referral.Status.WAITING, address_hash=hash_address(user.email))
        return self.filter(Q(named_by=user) | named | Q(candidate__user=user))

    def made_by(self, user: User) -> Self:
        """Keep those that one person has made."""
        return self.filter(named_by=user)

    def about(self, brief: Brief) -> Self:
        """Keep those for one brief."""
        return self.filter(brief=brief)

    def naming(self, email: str) -> Self:
        """Keep those that name the person with this address."""
        return self.filter(address_hash=hash_address(email))

    def of(self, candidate: Candidate) -> Self:
        """Keep those that this interim has accepted."""
        return self.filter(candidate=candidate)

    def waiting(self) -> Self:
        """Keep those without an answer."""
        return self.filter(status=Referral.Status.WAITING)

    def answerable(self, now: datetime) -> Self:
        """Keep those that can be answered: not expired, and on a brief in search."""
        return self.waiting().filter(expires_at__gt=now, brief__status__in=Brief.RANKED)

    def shown(self, now: datetime) -> Self:
        """Keep those whose page opens: they can be answered, or were answered with a yes."""
        can_be = Q(
            status=Referral.Status.WAITING, expires_at__gt=now, brief__status__in=Brief.RANKED
        )
        return self.filter(can_be | Q(status=Referral.Status.ACCEPTED))

    def accepted(self) -> Self:
        """Keep those that were answered with a yes."""
        return self.filter(status=Referral.Status.ACCEPTED)

    def with_letter(self) -> Self:
        """Keep those of which the named person has a letter: the first for their address."""
        return self.exclude(token_hash=None)

    def over(self, now: datetime) -> Self:
        """Keep those that wait in vain: they have expired, or their brief has ended."""
        ended = [*Brief.ENDED, Brief.Status.DELETED]
        return self.waiting().filter(Q(expires_at__lte=now) | Q(brief__status__in=ended))

    def to_forget(self, now: datetime) -> Self:
        """Keep those without a yes whose time is over, with words about the person left.

        Those that were answered with a no are among them, so that the moment tells nothing.
        """
        return self.filter(expires_at__lte=now, candidate=None).exclude(how="")

    def forget_how(self) -> int:
        """Delete how the persons are known; return how many."""
        return self.update(how="")

    def with_people(self) -> Self:
        """Load who made each, and the brief with its client."""
        return self.select_related("named_by", "brief__client", "brief__manager__user")

    def first_made_first(self) -> Self:
        """Order by when they were made, ties by id."""
        return self.order_by("named_at", "pk")

    def latest_first(self) -> Self:
        """Order by when they were made, the latest first."""
        return self.order_by("-named_at", "-pk")


class Referral(Lifecycle):
    """A person named for a brief by somebody who knows them, until they answer.

    Nobody but the one who made it and the named person ever reads it before the named person says
    yes. Name and address are deleted with any other end. Whoever is named twice gets one letter.
    """

    class Status(models.TextChoices):
        """How a referral stands. Only the named person and a yes are ever shown more of it."""

        WAITING = "waiting", "Waiting for an answer"
        ACCEPTED = "accepted", "Said yes"
        DECLINED = "declined", "Said no"
        LAPSED = "lapsed", "Not answered in time"

    MOVES: ClassVar = {
        Status.WAITING: frozenset({Status.ACCEPTED, Status.DECLINED, Status.LAPSED}),
        Status.ACCEPTED: frozenset(),
        Status.DECLINED: frozenset(),
        Status.LAPSED: frozenset(),
    }

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="referrals")
    named_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=Role, help_text="as whom they named somebody")
    status = models.CharField(max_length=12, choices=Status, default=Status.WAITING)
    full_name = models.CharField(max_length=120, blank=True)
    email = models.EmailField("e-mail", blank=True)
    address_hash = models.CharField(max_length=64, editable=False)
    token_hash = models.CharField(
        max_length=64, unique=True, null=True, editable=False, help_text="empty without a letter"
    )
    how = models.TextField(
        blank=True, help_text="how they know the person; deleted without a yes once it is over"
    )
    named_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    candidate = models.ForeignKey(
        Candidate, on_delete=models.PROTECT, null=True, blank=True, related_name="referrals"
    )

    objects = ReferralQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["brief", "address_hash"],
                condition=Q(token_hash__isnull=False),
                name="referral_one_letter",
            ),
            models.UniqueConstraint(
                fields=["brief", "address_hash", "named_by"], name="referral_once_by_a_person"
            ),
            models.CheckConstraint(
                condition=~Q(status="accepted") | Q(candidate__isnull=False),
                name="referral_accepted_by_an_interim",
            ),
            models.CheckConstraint(
                condition=Q(status="waiting") | Q(full_name="", email=""),
                name="referral_answered_without_address",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["expires_at"], condition=Q(status="waiting"), name="referral_waiting"
            ),
            models.Index(fields=["address_hash"], name="referral_address"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} on brief {self.brief_id}"

    # Facts

    @property
    def is_waiting(self) -> bool:
        """Whether the named person has not answered."""
        return self.status == self.Status.WAITING

    @property
    def is_accepted(self) -> bool:
        """Whether the named person has said yes, so that others may read of it."""
        return self.status == self.Status.ACCEPTED

    # Moves

    def accept(self, candidate: Candidate, *, now: datetime) -> bool:
        """Record the yes; from now on the people in the conversation read who named them."""
        return self._answer(self.Status.ACCEPTED, now=now, candidate=candidate)

    def decline(self, *, now: datetime) -> bool:
        """Record the no, which nobody hears."""
        return self._answer(self.Status.DECLINED, now=now)

    def lapse(self, *, now: datetime) -> bool:
        """Record that nobody answered in time, or that the brief has ended."""
        return self._answer(self.Status.LAPSED, now=now)

    def _answer(self, status: "Referral.Status", *, now: datetime, **facts: Any) -> bool:
        return self.move_to(status, answered_at=now, full_name="", email="", **facts)


@dataclass(frozen=True, slots=True)
class ReferralsBySecret:
    """Rows for `fetch`: the referral whose letter has a given secret, for the named person only."""

    rows: ReferralQuerySet
    secret: str

    def visible_to(self, user: User) -> ReferralQuerySet:
        """Keep the one with this secret, if it names the user."""
        named = self.rows.filter(token_hash=hash_token(self.secret))
        return named.filter(address_hash=hash_address(user.email))
