"""The interim's profile."""

import uuid
from typing import ClassVar, Self

from allauth.account.models import EmailAddress
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.urls import reverse

from accounts.models import User
from candidates.import_notes import notes_in_words
from candidates.models.changes import change_triggers
from candidates.models.stances import FirmStance
from providers.models import Firm, consultant_of
from skills.models import Concept
from skills.places import Language, Region, RightToWork
from skills.scales import Seniority

# Profiles that can still be claimed; the index covers only these.
_UNCLAIMED = Q(claimed_at__isnull=True, user__isnull=True) & ~Q(imported_email="")
_DISCOVERABLE = Q(is_discoverable=True, claimed_at__isnull=False)


def _is_claimable_by(user: User) -> Q:
    """Return the condition that this user may claim an imported profile."""
    verified = EmailAddress.objects.filter(user=user.pk, verified=True)
    return _UNCLAIMED & Q(imported_email__in=verified.values(lower_email=Lower("email")))


def _is_open_to(firm: Firm) -> Q:
    """Return the condition that `firm` may find the interim.

    A trusted firm always may, a blocked one never. Otherwise the interim's choice for the kind of
    firm decides; a specialist firm also needs a sector in common with the interim.

    The condition is evaluated per row, by keys, so that one row needs only a few look-ups. A
    subquery of everybody who is open to a firm would be computed completely.
    """
    stances = FirmStance.objects.filter(candidate=OuterRef("pk"), firm=firm)
    is_trusted = Exists(stances.filter(stance=FirmStance.Stance.TRUSTED))
    is_blocked = Exists(stances.filter(stance=FirmStance.Stance.BLOCKED))
    in_field = Exists(
        Candidate.sectors.through.objects.filter(
            candidate=OuterRef("pk"),
            concept_id__in=Firm.specialisms.through.objects.filter(firm=firm).values("concept_id"),
        )
    )
    is_open_to_kind = {
        Firm.Kind.SPECIALIST.value: Q(in_field, open_to_specialists=True),
        Firm.Kind.GENERALIST.value: Q(open_to_generalists=True),
        Firm.Kind.RPO.value: Q(open_to_rpos=True),
    }[firm.kind]
    return _DISCOVERABLE & (is_open_to_kind | is_trusted) & ~is_blocked


class CandidateQuerySet(models.QuerySet["Candidate"]):
    """Queries on `Candidate`."""

    def visible_to(self, user: User) -> Self:
        """Keep the user's own profile, profiles they may claim, and profiles open to their firm."""
        condition = Q(user=user) | _is_claimable_by(user)
        if consultant := consultant_of(user):
            condition |= _is_open_to(consultant.firm)
        return self.filter(condition)

    def claimable_by(self, user: User) -> Self:
        """Keep unclaimed imported profiles with an e-mail address that the user has verified."""
        return self.filter(_is_claimable_by(user))

    def with_counts(self) -> Self:
        """Annotate `skill_count` and `record_count`."""
        skills = models.Count("skills", distinct=True)
        return self.annotate(skill_count=skills, record_count=models.Count("record", distinct=True))

    def imported_as(self, source_id: str) -> Self:
        """Keep profiles that were imported with this identity, whatever their source."""
        return self.filter(source_id=source_id).exclude(source="")

    def imported_for(self, email: str) -> Self:
        """Keep profiles that were imported for this address; lower case."""
        return self.filter(imported_email=email).exclude(imported_email="")

    def oldest_first(self) -> Self:
        """Order by creation, oldest first."""
        return self.order_by("pk")

    def claimed(self) -> Self:
        """Keep profiles that belong to a person, not to an import."""
        return self.filter(claimed_at__isnull=False)

    def discoverable(self) -> Self:
        """Keep claimed profiles that their owners have made visible."""
        return self.filter(_DISCOVERABLE)

    def for_blind_reading(self) -> Self:
        """Load the names that are hidden in texts too."""
        return self.select_related("user").prefetch_related("record")

    def open_to(self, firm: Firm) -> Self:
        """Keep the discoverable interims that this firm may find."""
        return self.filter(_is_open_to(firm))


class Candidate(models.Model):
    """An executive interim. Name and e-mail are on `User`, the day rate is in `terms`."""

    class Pattern(models.TextChoices):
        """Where somebody prefers to work."""

        ON_SITE = "on_site", "On site"
        HYBRID = "hybrid", "Partly on site"
        REMOTE = "remote", "Remotely"

    class Board(models.TextChoices):
        """How close to a board somebody has worked."""

        NONE = "none", "Not yet"
        REPORTS = "reports", "Reports to the board"
        ATTENDS = "attends", "Attends every board meeting"
        MEMBER = "member", "Has sat on a board"

    class Scope(models.TextChoices):
        """The size of the business somebody was responsible for. Not their pay."""

        NONE = "none", "No profit and loss of my own"
        UNDER_50 = "under_50", "Up to 50 million"
        UNDER_250 = "under_250", "50 to 250 million"
        UNDER_1000 = "under_1000", "250 million to 1 billion"
        OVER_1000 = "over_1000", "More than 1 billion"

    # The fields of the two forms of a profile, in their order.
    BASICS: ClassVar = (
        *("headline", "summary", "seniority", "profit_and_loss", "team_size"),
        *("board_exposure", "geography", "sectors"),
    )
    AVAILABILITY: ClassVar = (
        *("available_from", "days_per_week", "pattern", "is_remote_ok"),
        *("regions", "languages", "right_to_work"),
    )

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="candidate"
    )
    version = models.PositiveIntegerField(default=1, help_text="increases with every saved change")
    headline = models.CharField(max_length=140, blank=True)
    summary = models.TextField(blank=True)
    seniority = models.PositiveSmallIntegerField(choices=Seniority, null=True, blank=True)
    profit_and_loss = models.CharField(max_length=12, choices=Scope, blank=True)
    team_size = models.PositiveIntegerField(null=True, blank=True, help_text="people, at most")
    board_exposure = models.CharField(max_length=10, choices=Board, blank=True)
    geography = models.CharField(max_length=200, blank=True, help_text="countries led or worked in")
    sectors = models.ManyToManyField(Concept, related_name="+", blank=True)
    available_from = models.DateField(null=True, blank=True)
    availability_confirmed_on = models.DateField(null=True, blank=True)
    days_per_week = models.PositiveSmallIntegerField(null=True, blank=True)
    pattern = models.CharField(max_length=10, choices=Pattern, blank=True)
    is_remote_ok = models.BooleanField(default=False, help_text="would work fully remotely")
    regions = ArrayField(models.CharField(max_length=16, choices=Region), default=list, blank=True)
    languages = ArrayField(
        models.CharField(max_length=4, choices=Language), default=list, blank=True
    )
    right_to_work = ArrayField(
        models.CharField(max_length=8, choices=RightToWork), default=list, blank=True
    )
    is_discoverable = models.BooleanField(default=False)
    open_to_specialists = models.BooleanField(default=True)
    open_to_generalists = models.BooleanField(default=False)
    open_to_rpos = models.BooleanField(default=False)
    claimed_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=60, blank=True, help_text="where it was imported from")
    source_id = models.CharField(max_length=120, blank=True)
    imported_email = models.EmailField(
        blank=True, help_text="who may claim an imported profile; lower case"
    )
    import_notes = ArrayField(
        models.CharField(max_length=300),
        default=list,
        blank=True,
        help_text="what an import left out or read otherwise, each after the path of its field",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = CandidateQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source", "source_id"],
                condition=~Q(source=""),
                name="candidate_source_once",
            ),
            models.CheckConstraint(
                condition=Q(seniority__isnull=True) | Q(seniority__range=(1, 7)),
                name="candidate_seniority_1_to_7",
            ),
            models.CheckConstraint(
                condition=Q(days_per_week__isnull=True) | Q(days_per_week__range=(1, 7)),
                name="candidate_days_1_to_7",
            ),
            models.CheckConstraint(
                condition=Q(is_discoverable=False) | Q(claimed_at__isnull=False),
                name="candidate_claimed_before_found",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["imported_email"], condition=_UNCLAIMED, name="candidate_to_be_claimed"
            ),
            # An import asks for both, for each row of its file.
            models.Index(
                fields=["imported_email"],
                condition=~Q(imported_email=""),
                name="candidate_imported_for",
            ),
            models.Index(
                fields=["source_id"], condition=~Q(source=""), name="candidate_imported_as"
            ),
        ]
        triggers: ClassVar = change_triggers("id")

    def __str__(self) -> str:
        return f"#{self.pk} {self.headline}"

    def get_absolute_url(self) -> str:
        """Return the URL of the owner's page. Nobody else can open it."""
        return reverse("candidates:profile")

    # Facts

    @property
    def is_claimed(self) -> bool:
        """Whether the profile belongs to a person, not to an import."""
        return self.claimed_at is not None

    @property
    def notes_of_import(self) -> list[tuple[str, str]]:
        """Field and words of each note of its import."""
        return notes_in_words(self.import_notes)

    @property
    def region_labels(self) -> list[str]:
        """The labels of the regions."""
        return [Region(code).label for code in self.regions if code in Region]

    @property
    def language_labels(self) -> list[str]:
        """The labels of the languages."""
        return [Language(code).label for code in self.languages if code in Language]

    @property
    def right_to_work_labels(self) -> list[str]:
        """The labels of the countries where they may work without a permit."""
        return [RightToWork(code).label for code in self.right_to_work if code in RightToWork]


def candidate_of(user: User) -> Candidate | None:
    """Return the user's profile as an interim, or None."""
    return getattr(user, "candidate", None)
