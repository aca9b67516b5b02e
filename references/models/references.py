"""References: who was asked about which result, and what they wrote."""

import uuid
from datetime import datetime
from typing import Any, ClassVar, Self

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    BigIntegerRangeField,
    DateRangeField,
    RangeOperators,
)
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import Mail, User, due_of
from candidates.models import Candidate, PastAssignment
from engagements.models import Criterion
from interimhub.lib.lifecycle import Lifecycle
from references.deadlines import ReferenceDeadline
from references.models.referees import Referee

YEAR_DAYS = 365  # between two letters to one referee, over all interims

# Ranges of numbers and of days are compared by PostgreSQL itself, without an extension.
_ONE_REFEREE = "int8range(%(expressions)s, %(expressions)s, '[]')"
_ONE_YEAR = f"daterange(%(expressions)s, %(expressions)s + {YEAR_DAYS})"
_OTHER_WORDS = (
    "OLD.status = 'answered' AND NEW.status = 'answered' AND"
    " (OLD.saw, OLD.verdict, OLD.basis, OLD.is_named, OLD.name, OLD.role, OLD.relation)"
    " IS DISTINCT FROM"
    " (NEW.saw, NEW.verdict, NEW.basis, NEW.is_named, NEW.name, NEW.role, NEW.relation)"
)
_NOTHING = dict.fromkeys(("name", "email", "role", "relation", "saw", "verdict", "basis"), "")


class ReferenceQuerySet(models.QuerySet["Reference"]):
    """Queries on `Reference`."""

    def visible_to(self, user: User) -> Self:
        """Keep the user's own, as an interim. Others read a `Loan`."""
        return self.filter(candidate__user=user)

    def of(self, candidate: Candidate) -> Self:
        """Keep those that one interim asked for."""
        return self.filter(candidate=candidate)

    def waiting(self) -> Self:
        """Keep those that the referee has not answered, while they can."""
        return self.filter(status=Reference.Status.ASKED)

    def to_lend(self) -> Self:
        """Keep those that were written and are not hidden."""
        return self.filter(status=Reference.Status.ANSWERED, hidden_at=None)

    def undelivered(self) -> Self:
        """Keep those that wait although their letter could not be delivered."""
        pk = Cast(models.OuterRef("pk"), models.CharField())
        key = Concat(Value(f"{Reference._meta.label_lower}:"), pk)
        failed = Mail.objects.failed().filter(subject_row=key)
        return self.waiting().filter(models.Exists(failed))

    def with_due(self) -> Self:
        """Add `answer_due_at`: until when the referee can answer; None where nobody waits."""
        due = due_of(Reference, ReferenceDeadline.REFERENCE_ANSWER)
        return self.annotate(answer_due_at=due)

    def newest_first(self) -> Self:
        """Order by the day of asking, latest first; ties by public id."""
        return self.order_by("-asked_at", "ref")


class Reference(Lifecycle):
    """What one referee says of one result, from the interim's request on.

    What was asked about is copied, so that the reference keeps its meaning when the interim changes
    or removes the assignment. A trigger refuses any change of what was written.
    """

    class Status(models.TextChoices):
        """Where it stands; the interim reads these labels."""

        ASKED = "asked", "Asked, waiting for an answer"
        ANSWERED = "answered", "Written"
        DECLINED = "declined", "The referee said no"
        LAPSED = "lapsed", "Ended without an answer"
        ERASED = "erased", "Deleted by the referee"

    MOVES: ClassVar = {
        Status.ASKED: frozenset({Status.ANSWERED, Status.DECLINED, Status.LAPSED}),
        Status.ANSWERED: frozenset({Status.ERASED}),
        Status.DECLINED: frozenset(),
        Status.LAPSED: frozenset(),
        Status.ERASED: frozenset(),
    }

    class Relation(models.TextChoices):
        """What the referee was to the interim, as the interim says it."""

        SUPERIOR = "superior", "I reported to them"
        PEER = "peer", "They worked beside me"
        REPORT = "report", "They reported to me"
        OTHER = "other", "They saw the work in another role"

    class Verdict(models.TextChoices):
        """Whether the result is so, as the referee says it."""

        YES = "yes", "Yes, it is so"
        PARTLY = "partly", "Partly"
        NO = "no", "No, it is not so"
        CANNOT_SAY = "cannot_say", "I cannot say"

    READ_AS: ClassVar = {
        Relation.SUPERIOR: "the interim reported to them",
        Relation.PEER: "worked beside the interim",
        Relation.REPORT: "reported to the interim",
        Relation.OTHER: "saw the work in another role",
    }

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="references")
    referee = models.ForeignKey(Referee, on_delete=models.PROTECT, related_name="references")
    # One of them; empty once the interim has removed it.
    assignment = models.ForeignKey(
        PastAssignment, on_delete=models.SET_NULL, null=True, blank=True, related_name="references"
    )
    criterion = models.ForeignKey(
        Criterion, on_delete=models.SET_NULL, null=True, blank=True, related_name="references"
    )
    work = models.CharField(max_length=200, help_text="the work, as the referee reads it")
    organisation = models.CharField(max_length=140, blank=True)
    result = models.TextField(help_text="the result they are asked about, as they read it")
    status = models.CharField(max_length=10, choices=Status, default=Status.ASKED)
    # The referee's: given by the interim, put right by the referee, deleted with every end.
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True, help_text="until they have answered")
    role = models.CharField(max_length=140, blank=True)
    relation = models.CharField(max_length=10, choices=Relation, blank=True)
    asked_at = models.DateTimeField()
    asked_on = models.DateField(help_text="the day of `asked_at`, in UTC: it starts their year")
    expires_at = models.DateTimeField(help_text="until when the link can be answered")
    ended_at = models.DateTimeField(null=True, blank=True)
    # What the referee writes.
    saw = models.TextField(blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    basis = models.CharField(max_length=300, blank=True, help_text="how they know")
    is_named = models.BooleanField(null=True, help_text="whether their name is lent with it")
    answered_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)

    # Added by `with_due()`.
    answer_due_at: datetime | None

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "reference"
        constraints: ClassVar = [
            ExclusionConstraint(
                name="reference_one_a_referee_and_year",
                expressions=[
                    (
                        models.Func(
                            F("referee"),
                            template=_ONE_REFEREE,
                            output_field=BigIntegerRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        models.Func(
                            F("asked_on"), template=_ONE_YEAR, output_field=DateRangeField()
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
            models.UniqueConstraint(
                fields=["referee", "assignment"], name="reference_referee_and_assignment_once"
            ),
            models.UniqueConstraint(
                fields=["referee", "criterion"], name="reference_referee_and_criterion_once"
            ),
            models.CheckConstraint(
                condition=Q(assignment=None) | Q(criterion=None), name="reference_about_one_result"
            ),
            models.CheckConstraint(
                condition=(
                    Q(status="asked", saw="", verdict="", answered_at=None)
                    & ~Q(email="")
                    & ~Q(name="")
                )
                | (
                    Q(status="answered", email="", answered_at__isnull=False)
                    & Q(is_named__isnull=False)
                    & ~Q(saw="")
                    & ~Q(verdict="")
                    & ~Q(basis="")
                )
                | Q(
                    status__in=["declined", "lapsed", "erased"],
                    name="",
                    email="",
                    role="",
                    relation="",
                    saw="",
                    verdict="",
                    basis="",
                ),
                name="reference_holds_what_its_status_needs",
            ),
            models.CheckConstraint(
                condition=Q(hidden_at=None) | Q(answered_at__isnull=False),
                name="reference_hidden_when_written",
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(
                name="words_are_never_edited",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(_OTHER_WORDS),
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} candidate {self.candidate_id}"

    def get_absolute_url(self) -> str:
        """Return its page for the interim."""
        return reverse("references:reference", args=[self.ref])

    # Facts

    @property
    def status_tone(self) -> str:
        """The colour of its pill."""
        if self.is_asked:
            return "wait"
        return "met" if self.is_written and not self.is_hidden else "quiet"

    @property
    def stands(self) -> str:
        """Where it stands, in words for the interim."""
        return "Written, hidden by you" if self.is_hidden else self.get_status_display()

    @property
    def facts(self) -> list[str]:
        """Who was asked and when, for a list: no name once it is deleted."""
        asked = f"asked on {date_format(timezone.localtime(self.asked_at), 'j F Y')}"
        return [part for part in (self.name, self.role, asked) if part]

    @property
    def is_asked(self) -> bool:
        """Whether the referee can still answer."""
        return self.status == self.Status.ASKED

    @property
    def is_written(self) -> bool:
        """Whether there is something to read."""
        return self.status == self.Status.ANSWERED

    @property
    def is_hidden(self) -> bool:
        """Whether the interim has hidden it, so that it cannot be lent."""
        return self.hidden_at is not None

    @property
    def shown_name(self) -> str:
        """Who wrote it, as the referee allowed others to read it: their name, or their role."""
        return self.name if self.is_named else self.role

    @property
    def shown_role(self) -> str:
        """Their role beside the name, and how they know the interim."""
        known = str(self.READ_AS.get(self.Relation(self.relation), "")) if self.relation else ""
        return ", ".join(part for part in (self.role if self.is_named else "", known) if part)

    # Moves

    def answer(self, *, now: datetime, **words: Any) -> bool:
        """Keep what the referee wrote. Their address is no longer needed."""
        return self.move_to(self.Status.ANSWERED, answered_at=now, email="", **words)

    def end(self, status: str, *, now: datetime) -> bool:
        """End it, and delete everything that the referee or the interim told of them."""
        return self.move_to(status, ended_at=now, hidden_at=None, is_named=None, **_NOTHING)
