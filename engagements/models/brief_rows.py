"""Questions about briefs."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

from accounts.models import User
from engagements.models.clients import Client, ClientMember
from providers.models import Firm

if TYPE_CHECKING:
    pass


class BriefQuerySet(models.QuerySet["Brief"]):
    """Questions about briefs."""

    def visible_to(self, user: User) -> Self:
        """Keep those of one's own client, and those one's firm has been invited to.

        A firm sees a brief from the moment it is asked for a playback. Interims see a brief only
        through their own conversation about it.
        """
        own = self.model.objects.filter(client__members__user=user, client__members__left_at=None)
        invited = self.model.objects.filter(
            status__in=self.model.SHARED,
            seats__firm__consultants__user=user,
            seats__firm__consultants__left_at=None,
            seats__withdrawn_at=None,
            seats__declined_at=None,
        )
        return self.filter(Q(pk__in=own.values("pk")) | Q(pk__in=invited.values("pk")))

    def in_search(self) -> Self:
        """Keep those whose interims are being found or met."""
        return self.filter(status__in=self.model.RANKED)

    def live(self) -> Self:
        """Keep those that have not ended."""
        return self.exclude(status__in=self.model.ENDED)

    def of_client(self, client: Client) -> Self:
        """Keep those of one client."""
        return self.filter(client=client)

    def about(self, words: str) -> Self:
        """Keep those whose title, situation, place, client or manager holds all the words."""
        rows = self
        for word in words.replace("\x00", "").split()[:8]:
            rows = rows.filter(
                Q(title__icontains=word)
                | Q(what_happened__icontains=word)
                | Q(place__icontains=word)
                | Q(client__name__icontains=word)
                | Q(manager__user__full_name__icontains=word)
            )
        return rows

    def in_group(self, name: str) -> Self:
        """Keep those of one of `Brief.GROUPS`; an unknown name keeps all."""
        group = self.model.GROUPS.get(name)
        return self.filter(status__in=group[1]) if group else self

    def group_counts(self) -> dict[str, int]:
        """Count them by group."""
        counts = {
            name: models.Count("pk", filter=Q(status__in=statuses))
            for name, (_, statuses) in self.model.GROUPS.items()
        }
        found: dict[str, int] = self.order_by().aggregate(**counts)
        return found

    def at_desk_of(self, member: ClientMember) -> Self:
        """Keep those that only their manager can move on: drafts, and confirmed ones to open."""
        return self.filter(
            manager=member, status__in=[self.model.Status.DRAFT, self.model.Status.CONFIRMED]
        ).newest_first()

    def to_be_played_back_by(self, firm: Firm) -> Self:
        """Keep those whose playback this firm leads and has not sent."""
        led = self.model.objects.filter(
            seats__firm=firm,
            seats__is_lead=True,
            seats__withdrawn_at=None,
            seats__declined_at=None,
        )
        sent = self.model.objects.filter(
            playbacks__status="sent", playbacks__brief_version=F("version")
        )
        return self.filter(
            status=self.model.Status.IN_CLARIFICATION, pk__in=led.values("pk")
        ).exclude(pk__in=sent.values("pk"))

    def with_turn(self) -> Self:
        """Add what tells whose turn it is: `lead_name`, `is_playback_sent`."""
        seats = models.OuterRef("pk")
        lead = self.model.objects.filter(
            pk=seats, seats__is_lead=True, seats__withdrawn_at=None, seats__declined_at=None
        ).values("seats__firm__name")[:1]
        sent = self.model.objects.filter(
            pk=seats, playbacks__status="sent", playbacks__brief_version=F("version")
        )
        return self.annotate(lead_name=models.Subquery(lead), is_playback_sent=models.Exists(sent))

    def newest_first(self) -> Self:
        """Latest change first, ties by public id."""
        return self.order_by("-updated_at", "ref")
