"""The briefs in search whose ranking holds an interim, as that interim may read them."""

from typing import Self

from django.db.models import Exists, OuterRef, Subquery

from accounts.models import User
from candidates.models import Candidate, PastAssignment
from engagements.models import Brief
from ranking.models import FitResult, FitResultQuerySet, FitRun


class OwnMatchQuerySet(FitResultQuerySet):
    """Queries on `OwnMatch`."""

    def visible_to(self, user: User) -> Self:
        """Keep the reader's own results in the current rankings of briefs in search.

        There are none while nobody can find the reader: a firm could not speak for them. A brief of
        the organisation that the reader works for now is left out, since it may be about their own
        position and the client has not decided to tell them.
        """
        latest = FitRun.objects.filter(
            brief=OuterRef("run__brief"), brief_version=OuterRef("run__brief__version")
        ).order_by("-finished_at", "-pk")
        works_there = PastAssignment.objects.filter(
            candidate=OuterRef("candidate"),
            ended_on__isnull=True,
            organisation__icontains=OuterRef("run__brief__client__name"),
        )
        own = Candidate.objects.discoverable().filter(user=user)
        return self.filter(
            ~Exists(works_there),
            candidate__in=own.values("pk"),
            run__brief__status__in=Brief.RANKED,
            run=Subquery(latest.values("pk")[:1]),
        )

    def with_brief(self) -> Self:
        """Load the brief, its client and its hiring manager with each."""
        return self.select_related("run__brief__client", "run__brief__manager__user")

    def best_fit_first(self) -> Self:
        """Order by the reader's own number, highest first; ties by the brief's public id."""
        return self.order_by("-score", "run__brief__ref")


class OwnMatch(FitResult):
    """A result as the interim reads it whom it is about: never its position among the others."""

    objects = OwnMatchQuerySet.as_manager()

    class Meta:
        proxy = True
