"""Firms, their consultants, and invitations to join them."""

from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models
from django.urls import reverse

from accounts.models import Invitation, Membership, Organisation, Role, User
from accounts.models.invitations import one_pending
from accounts.models.organisations import OrganisationQuerySet, OrganisationWording
from interimhub.lib import own_ids
from interimhub.lib.search import terms
from skills.models import Concept


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

    objects = FirmQuerySet.as_manager()  # type: ignore[misc]  # django-stubs: the base's is one

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

    def own_id(self, ref: UUID) -> UUID:
        """Return this firm's own id for a match, or for an interim without a name.

        Every firm has a different one, so that two firms cannot compare their lists.
        """
        return own_ids.own_id(ref, reader=f"firm:{self.ref}")

    def ref_of(self, own_id: UUID) -> UUID:
        """Return the public id for one of this firm's own ids; no row has it for any other id."""
        return own_ids.ref_of(own_id, reader=f"firm:{self.ref}")


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
