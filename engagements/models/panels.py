"""The panel of firms on a brief."""

from collections.abc import Mapping
from typing import ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import Q

from accounts.models import User
from engagements.models.briefs import Brief
from interimhub.lib.prepared import Prepared
from providers.models import Consultant, Firm


class PanelSeatQuerySet(models.QuerySet["PanelSeat"]):
    """Queries on `PanelSeat`."""

    def visible_to(self, user: User) -> Self:
        """Keep the seats of the user's firm, on the briefs that it may read."""
        own = Consultant.objects.active().filter(user=user).values("firm_id")
        return self.filter(firm__in=own, brief__in=Brief.objects.visible_to(user))

    def active(self) -> Self:
        """Keep seats that are neither withdrawn nor declined."""
        return self.filter(withdrawn_at__isnull=True, declined_at__isnull=True)

    def invited(self) -> Self:
        """Keep the seats that the client has given, also those that their firm has given up."""
        return self.filter(withdrawn_at__isnull=True)

    def refused_on(self, brief: Brief) -> Self:
        """Keep the seats on a brief that their firms have given up."""
        return self.invited().filter(brief=brief, declined_at__isnull=False)

    def informed(self) -> Self:
        """Keep the active seats of firms to which the brief was sent."""
        return self.active().filter(sent_at__isnull=False)

    def of_firm(self, firm: Firm) -> Self:
        """Keep the seats of one firm."""
        return self.filter(firm=firm)

    def answered_by(self, consultant: Consultant) -> Self:
        """Keep the active seats for which this consultant answers, or nobody of their firm."""
        own = Q(consultant=consultant) | Q(consultant=None)
        return self.informed().filter(own, firm=consultant.firm_id)

    def in_search(self) -> Self:
        """Keep those on briefs in search."""
        return self.filter(brief__status__in=Brief.RANKED)

    def missed(self) -> Self:
        """Keep those of firms that have let their time to play the brief back pass."""
        return self.filter(missed_at__isnull=False)

    def next_to_lead(self) -> Self:
        """Keep those of firms that can take the playback over: specialists first, RPO firms last.

        Not the leading one, none that has let its own time pass, and none that another firm brought
        in. Among firms of one kind the
        one that was invited first, ties by name.
        """
        kinds = [Firm.Kind.SPECIALIST, Firm.Kind.GENERALIST, Firm.Kind.RPO]
        order = models.Case(
            *(models.When(firm__kind=kind, then=place) for place, kind in enumerate(kinds)),
            output_field=models.IntegerField(),
        )
        rows = self.informed().direct().filter(is_lead=False, missed_at=None)
        return rows.order_by(order, "invited_at", models.functions.Lower("firm__name"))

    def leading(self) -> Self:
        """Keep the seats of the firms that lead the playback."""
        return self.filter(is_lead=True)

    def coordinating(self) -> Self:
        """Keep the active seats of the RPOs that coordinate their brief."""
        return self.active().filter(is_coordinator=True)

    def on_panel_of(self, brief: Brief, firm: Firm) -> "PanelSeat | None":
        """Return the seat that the client gave a firm, with brief and people; None without one."""
        rows = self.invited().filter(brief=brief, firm=firm)
        return rows.select_related("brief", "firm", "consultant__user").first()

    def direct(self) -> Self:
        """Keep those that the client gave itself, not through another firm."""
        return self.filter(through=None)

    def with_firms(self) -> Self:
        """Load firm, specialisms, consultant and the firm that brought it in with each seat."""
        people = self.select_related("firm__work", "consultant__user", "through__firm")
        return people.prefetch_related("firm__specialisms")

    def name_consultant(self, consultant: Consultant) -> int:
        """Name the consultant on the seats of their firm that name nobody; return the number."""
        unnamed = self.active().filter(firm=consultant.firm_id, consultant=None)
        return unnamed.update(consultant=consultant)

    def in_order(self) -> Self:
        """Order by name, the leading firm first."""
        return self.order_by("-is_lead", models.functions.Lower("firm__name"))


ONE_LEVEL = """
IF NEW.through_id IS NULL THEN RETURN NEW; END IF;
IF EXISTS (
    SELECT FROM engagements_panelseat AS first WHERE first.id = NEW.through_id
    AND (first.brief_id <> NEW.brief_id OR first.through_id IS NOT NULL OR first.id = NEW.id)
) OR EXISTS (SELECT FROM engagements_panelseat AS next WHERE next.through_id = NEW.id) THEN
    RAISE EXCEPTION 'a firm is brought in by a firm that the client invited to the same brief'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'panel_chain_of_two';
END IF;
RETURN NEW;
"""


class PanelSeat(models.Model):
    """One firm's seat on one brief. All kinds of firm have the same rights."""

    class Engagement(models.TextChoices):
        """How the client engages a firm for a brief. Everybody on the brief reads it."""

        RETAINED = "retained", "Retained"
        CONTINGENT = "contingent", "Contingent"
        RPO_RUN = "rpo_run", "RPO-run"

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="seats")
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="seats")
    consultant = models.ForeignKey(
        Consultant,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
        help_text="the consultant who answers for the firm on this brief",
    )
    engagement = models.CharField(
        max_length=10, choices=Engagement, help_text="how the firm is engaged; stated, no default"
    )
    is_lead = models.BooleanField(default=False, help_text="leads the playback")
    is_coordinator = models.BooleanField(
        default=False, help_text="the RPO that runs the process; speaks for no other firm"
    )
    through = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="brought_in",
        help_text="the seat of the firm that brought this one in; empty if the client invited it",
    )
    invited_at = models.DateTimeField()
    sent_at = models.DateTimeField(
        null=True, blank=True, help_text="since when the firm reads the brief; empty if taken back"
    )
    opened_at = models.DateTimeField(null=True, blank=True, help_text="the same moment for all")
    declined_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    missed_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="when its time to play back the current version ran out; empty: it has not",
    )

    objects = PanelSeatQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["brief", "firm"], name="panel_firm_once"),
            models.UniqueConstraint(
                fields=["brief"],
                condition=Q(is_lead=True, withdrawn_at__isnull=True, declined_at__isnull=True),
                name="panel_one_lead",
            ),
            models.UniqueConstraint(
                fields=["brief"],
                condition=Q(
                    is_coordinator=True, withdrawn_at__isnull=True, declined_at__isnull=True
                ),
                name="panel_one_coordinator",
            ),
            models.CheckConstraint(
                condition=Q(engagement__in=["retained", "contingent", "rpo_run"]),
                name="panel_engagement_stated",
            ),
            models.CheckConstraint(
                condition=Q(through__isnull=True) | Q(is_lead=False, is_coordinator=False),
                name="panel_brought_in_leads_nothing",
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="chain_of_two",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=ONE_LEVEL,
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} firm {self.firm_id} on brief {self.brief_id}"

    # Facts

    @property
    def engaged_in_words(self) -> str:
        """How the firm is engaged, and through whom if a firm brought it in, in a sentence."""
        words = ENGAGED_IN_WORDS[self.engagement]
        if self.through is None:
            return words
        return f"Brought in by {self.through.firm.name}. {words}"


ENGAGED_IN_WORDS: Mapping[str, str] = {
    PanelSeat.Engagement.RETAINED: "Retained: paid for the search itself, whoever is chosen.",
    PanelSeat.Engagement.CONTINGENT: "Contingent: paid only if somebody it represents starts.",
    PanelSeat.Engagement.RPO_RUN: "RPO-run: works through the client's RPO programme.",
}


def informed_firms(brief: Brief) -> list[Firm]:
    """Return the firms to which a brief was sent, and which are still on its panel."""
    return [seat.firm for seat in _INFORMED(brief=brief)]


_INFORMED: Prepared[PanelSeat] = Prepared(
    lambda *, brief: (
        PanelSeat.objects.filter(brief=brief).informed().select_related("firm").in_order()
    )
)
