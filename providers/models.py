"""Firms, their consultants, and invitations to join them."""

from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Invitation, Membership, Organisation, Role, User
from accounts.models.invitations import one_pending
from accounts.models.organisations import OrganisationQuerySet, OrganisationWording
from interimhub.lib import own_ids
from interimhub.lib.search import terms
from providers.work import ENOUGH, WorkFacts
from skills.models import Concept
from skills.scales import WorkLevel


class FirmQuerySet(OrganisationQuerySet["Firm"]):
    """Queries on firms. Every firm is public to people who are signed in."""

    def visible_to(self, user: User) -> Self:
        """Keep the firms that have accepted the conduct charter, and the firm of `user`."""
        return self.filter(
            models.Q(charter_accepted_at__isnull=False)
            | models.Q(pk__in=Firm.objects.of_member(user).values("pk"))
        )

    def about(self, words: str) -> Self:
        """Keep the firms with every word in name, tagline or specialisms; "" keeps all."""
        rows = self
        for term in terms(words):
            expert = Firm.specialisms.through.objects.filter(term.among("concept__label"))
            rows = rows.filter(
                term.among("name", "tagline") | models.Q(pk__in=expert.values("firm_id"))
            )
        return rows

    def of_kind(self, kind: str) -> Self:
        """Keep the firms of one kind; "" keeps all."""
        return self.filter(kind=kind) if kind else self

    def counted_by_kind(self) -> models.QuerySet[Any]:
        """Return `kind` and the `count` of its firms. Kinds without firms are left out."""
        return self.order_by().values("kind").annotate(count=models.Count("pk"))

    def in_charter(self) -> Self:
        """Keep those that have accepted the conduct charter: they may be invited to briefs."""
        return self.filter(charter_accepted_at__isnull=False)

    def working_at_least(self, level: WorkLevel) -> Self:
        """Keep those whose work is at this level or above: by the record, else as they declare."""
        declared = models.Q(work__level__isnull=True, declared_level__gte=level)
        return self.filter(models.Q(work__level__gte=level) | declared)

    def with_work(self) -> Self:
        """Load what is counted of their work with each."""
        return self.select_related("work")

    def named_like(self, words: str) -> Self:
        """Keep those with every word in name or tagline; "" keeps all."""
        rows = self
        for term in terms(words):
            rows = rows.filter(term.among("name", "tagline"))
        return rows


class Firm(Organisation):
    """A firm that represents interims: a specialist, a generalist or an RPO."""

    class Kind(models.TextChoices):
        """How a firm works. It does not change what the firm may see, or when."""

        SPECIALIST = "specialist", "Specialist firm"
        GENERALIST = "generalist", "Generalist firm"
        RPO = "rpo", "RPO"

    SHAPES_QUERIES: ClassVar = ("kind",)  # of whom a firm may find

    namespace = "providers"
    role = Role.CONSULTANT
    words = OrganisationWording(
        noun="firm",
        one="a firm",
        belong="work for",
        belongs="works at",
        belongs_here="works here",
        name_taken="A firm with this name has already joined. Ask a colleague there to invite you.",
        leave_first="Leave it before you join another.",
        leave_instead="To end your own work for the firm, leave it.",
        page_lead="What interims and clients read before they choose you.",
        member_can="be named on briefs",
        admin_can="invite colleagues, remove them and change the firm's page",
        member_does="reads or answers",
    )

    kind = models.CharField(max_length=12, choices=Kind)
    tagline = models.CharField(max_length=160, blank=True)
    website = models.URLField(blank=True)
    specialisms = models.ManyToManyField(
        Concept, related_name="+", blank=True, help_text="sectors and situations it is expert in"
    )
    charter_accepted_at = models.DateTimeField(null=True, blank=True)
    declared_level = models.PositiveSmallIntegerField(
        choices=WorkLevel,
        null=True,
        blank=True,
        help_text="the level of most of its work, as its administrators declare it",
    )
    declared_level_on = models.DateField(null=True, blank=True)

    objects = FirmQuerySet.as_manager()  # type: ignore[misc]  # django-stubs: the base's is one

    class Meta(Organisation.Meta):
        constraints: ClassVar = [
            *Organisation.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(declared_level=None, declared_level_on=None)
                | models.Q(declared_level__range=(1, 4), declared_level_on__isnull=False),
                name="firm_level_declared_on_a_day",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return reverse("firm", args=[self.ref])

    # Facts

    @property
    def is_specialist(self) -> bool:
        """Whether it works in one field only."""
        return self.kind == self.Kind.SPECIALIST

    @property
    def tone(self) -> str:
        """The tone of the pill that shows its kind."""
        return "live" if self.is_specialist else "quiet"

    @property
    def work_facts(self) -> WorkFacts:
        """The level of its work, how fast it answers, and how often it gives reasons, in words.

        Costs a query where `with_work()` has not loaded what is counted.
        """
        counted: FirmWork | None = getattr(self, "work", None)
        return WorkFacts(
            declared=self.declared_level,
            declared_on=self.declared_level_on,
            by_level=counted.by_level if counted else {},
            recorded=counted.level if counted else None,
            answers=counted.answers if counted else 0,
            answer_hours=counted.answer_hours if counted else None,
            endings=counted.endings if counted else 0,
            endings_with_reason=counted.endings_with_reason if counted else 0,
        )

    def own_id(self, ref: UUID) -> UUID:
        """Return this firm's own id for a match, or for an interim without a name.

        Every firm has a different one, so that two firms cannot compare their lists.
        """
        return own_ids.own_id(ref, reader=f"firm:{self.ref}")

    def ref_of(self, own_id: UUID) -> UUID:
        """Return the public id for one of this firm's own ids; no row has it for any other id."""
        return own_ids.ref_of(own_id, reader=f"firm:{self.ref}")


class FirmWork(models.Model):
    """What the hub counts of one firm's work of the last 24 months. The clock writes it.

    It counts briefs, questions and endings, and no person. `level` is empty for a firm with fewer
    than `ENOUGH` briefs.
    """

    firm = models.OneToOneField(Firm, on_delete=models.CASCADE, primary_key=True)
    board = models.PositiveIntegerField(default=0)
    executive = models.PositiveIntegerField(default=0)
    head = models.PositiveIntegerField(default=0)
    below = models.PositiveIntegerField(default=0)
    level = models.PositiveSmallIntegerField(choices=WorkLevel, null=True, blank=True)
    answers = models.PositiveIntegerField(default=0, help_text="questions of interims answered")
    answer_hours = models.FloatField(null=True, blank=True, help_text="the median, by the clock")
    endings = models.PositiveIntegerField(default=0)
    endings_with_reason = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField()

    class Meta:
        default_related_name = "work"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(level=None)
                | models.Q(
                    level__range=(1, 4),
                    board__gte=ENOUGH
                    - models.F("executive")
                    - models.F("head")
                    - models.F("below"),
                ),
                name="firm_work_level_from_enough_briefs",
            ),
            models.CheckConstraint(
                condition=models.Q(endings__gte=models.F("endings_with_reason")),
                name="firm_work_reasons_within_endings",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} of firm {self.firm_id}"

    # Facts

    @property
    def by_level(self) -> dict[int, int]:
        """The number of its briefs at each level, highest level first."""
        return {
            WorkLevel.BOARD: self.board,
            WorkLevel.EXECUTIVE: self.executive,
            WorkLevel.HEAD: self.head,
            WorkLevel.BELOW: self.below,
        }


class Consultant(Membership):
    """A person who works for one firm and is accountable by name."""

    SHAPES_QUERIES: ClassVar = ("left_at", "firm")

    organisation_field = "firm"

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="members")


def consultant_of(user: User) -> Consultant | None:
    """Return the user's active membership of a firm, or None."""
    return Consultant.active_of(user)


class FirmInvitation(Invitation):
    """An invitation to join a firm as a consultant.

    The person who accepts it is named on the firm's public page.
    """

    organisation_field = "firm"

    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, related_name="invitations")

    class Meta:
        constraints: ClassVar = [one_pending("firm")]


class OffLimitsQuerySet(models.QuerySet["OffLimits"]):
    """Queries on `OffLimits`."""

    def visible_to(self, user: User) -> Self:
        """Keep those of the user's firm; nobody else reads whom a firm works for."""
        own = Consultant.objects.active().filter(user=user).values("firm_id")
        return self.filter(firm__in=own)

    def of(self, firm: Firm) -> Self:
        """Keep what one firm has on its list now, by name."""
        return self.filter(firm=firm, ended_at=None).order_by("key", "pk")

    def at(self, moment: datetime) -> Self:
        """Keep what stood on the lists at a moment."""
        return self.filter(Q(ended_at=None) | Q(ended_at__gt=moment), added_at__lte=moment)


class OffLimits(models.Model):
    """One organisation on a firm's list. What was taken off is kept, with when."""

    ref = models.UUIDField(default=uuid4, unique=True, editable=False)
    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, related_name="off_limits")
    name = models.CharField(max_length=140)
    key = models.CharField(max_length=140, help_text="the name as it is compared")
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = OffLimitsQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["firm", "key"], condition=Q(ended_at__isnull=True), name="off_limits_once"
            ),
            models.CheckConstraint(condition=~Q(key=""), name="off_limits_named"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("added_at")),
                name="off_limits_ends_later",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} of firm {self.firm_id}"
