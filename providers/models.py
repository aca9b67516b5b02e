"""Firms, their consultants, and invitations into them."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.urls import reverse

from accounts.models import ColleagueQuerySet, Invitation, InvitationQuerySet, User
from skills.models import Concept


class FirmQuerySet(models.QuerySet["Firm"]):
    """Questions about firms. Every firm is public to people who are signed in."""

    def visible_to(self, user: User) -> Self:
        """Keep the firms that have accepted the conduct charter, and one's own."""
        return self.filter(
            models.Q(charter_accepted_at__isnull=False)
            | models.Q(pk__in=Consultant.objects.working().filter(user=user).values("firm_id"))
        )

    def of_consultant(self, user: User) -> Self:
        """Keep the firm that a person works for."""
        return self.filter(pk__in=Consultant.objects.working().filter(user=user).values("firm_id"))

    def about(self, words: str) -> Self:
        """Keep the firms whose name, line or specialisms hold these words; none: all of them."""
        if not words:
            return self
        expert = Firm.specialisms.through.objects.filter(concept__label__icontains=words)
        return self.filter(
            models.Q(name__icontains=words)
            | models.Q(tagline__icontains=words)
            | models.Q(pk__in=expert.values("firm_id"))
        )

    def of_kind(self, kind: str) -> Self:
        """Keep the firms of one kind; none: all of them."""
        return self.filter(kind=kind) if kind else self

    def count_by_kind(self) -> dict[str, int]:
        """Count these firms by kind; a kind without any is left out."""
        counts = self.order_by().values("kind").annotate(count=models.Count("pk"))
        return {row["kind"]: row["count"] for row in counts}

    def in_charter(self) -> Self:
        """Keep those that may be invited to a brief."""
        return self.filter(charter_accepted_at__isnull=False)

    def named_like(self, words: str) -> Self:
        """Keep those whose name or line holds `words`; all of them when there are none."""
        words = words.replace("\x00", "")
        return self.filter(models.Q(name__icontains=words) | models.Q(tagline__icontains=words))

    def by_name(self) -> Self:
        """Alphabetically, whatever the case."""
        return self.order_by(models.functions.Lower("name"), "ref")


class Firm(models.Model):
    """A firm that represents interims: a specialist, a generalist or an RPO."""

    class Kind(models.TextChoices):
        """How a firm works; it never changes what the firm may see or when."""

        SPECIALIST = "specialist", "Specialist firm"
        GENERALIST = "generalist", "Generalist firm"
        RPO = "rpo", "RPO"

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=12, choices=Kind)
    tagline = models.CharField(max_length=160, blank=True)
    about = models.TextField(blank=True)
    website = models.URLField(blank=True)
    specialisms = models.ManyToManyField(
        Concept, related_name="+", blank=True, help_text="sectors and situations it is expert in"
    )
    charter_accepted_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = FirmQuerySet.as_manager()

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"

    def get_absolute_url(self) -> str:
        """Return its page."""
        return reverse("providers:firm", args=[self.ref])

    # Facts

    @property
    def is_specialist(self) -> bool:
        """Whether its whole practice is one field."""
        return self.kind == self.Kind.SPECIALIST

    @property
    def tone(self) -> str:
        """The tone of the pill that names its kind."""
        return "live" if self.is_specialist else "quiet"


class ConsultantQuerySet(ColleagueQuerySet["Consultant"]):
    """Questions about consultants."""

    def visible_to(self, user: User) -> Self:
        """Keep the colleagues of one's own firm."""
        return self.filter(firm__consultants__user=user, firm__consultants__left_at__isnull=True)


class Consultant(models.Model):
    """A person who works for one firm and answers, by name, for what they do."""

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="consultant")
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="consultants")
    title = models.CharField(max_length=120, blank=True)
    is_admin = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True, blank=True)

    objects = ConsultantQuerySet.as_manager()

    def __str__(self) -> str:
        return f"#{self.pk} of firm {self.firm_id}"


def consultant_of(user: User) -> Consultant | None:
    """Return the working consultant that this person is."""
    consultant: Consultant | None = getattr(user, "consultant", None)
    return consultant if consultant and consultant.left_at is None else None


def _firm_id(user: User) -> int | None:
    consultant = consultant_of(user)
    return consultant.firm_id if consultant else None


class FirmInvitationQuerySet(InvitationQuerySet):
    """Questions about invitations into firms."""

    def visible_to(self, user: User) -> Self:
        """Keep those of one's own firm, and those sent to oneself."""
        return self.filter(models.Q(email__iexact=user.email) | models.Q(firm_id=_firm_id(user)))


class FirmInvitation(Invitation):
    """A letter that lets somebody join a firm as a consultant."""

    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, related_name="invitations")
    is_admin = models.BooleanField(default=False)

    objects = FirmInvitationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["firm", "email"],
                condition=models.Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="firm_invitation_once",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} into firm {self.firm_id}"
