"""Loans: for which brief an interim lends a reference, and who may read it."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from accounts.models import User
from engagements.models import Brief, read_by_client
from providers.models import Consultant, Firm
from references.models.references import Reference
from shortlists.models import Entry


class LoanQuerySet(models.QuerySet["Loan"]):
    """Queries on `Loan`."""

    def visible_to(self, user: User) -> Self:
        """Keep what the user may read of references that others lent.

        Read by the firm that speaks for the interim, and by the client once the interim is in front
        of it; both while the conversation goes on and the loan stands. By nobody else.
        """
        firms = Consultant.objects.active().filter(user=user).values("firm_id")
        client = Entry.objects.filter(
            read_by_client(Brief.objects, user, to="brief__"),
            pk=OuterRef("entry"),
            submission__shown_at__isnull=False,
            submission__withdrawn_at=None,
            status__in=[*Entry.SHOWN, Entry.Status.ENGAGED],
        )
        return self.in_force().filter(Q(firm__in=firms) | Exists(client))

    def in_force(self) -> Self:
        """Keep those that somebody may read now: while the firm that it was lent to speaks."""
        speaks = Q(
            entry__firm=F("firm"),
            entry__mandated_at__isnull=False,
            entry__status__in=[*Entry.LIVE, Entry.Status.ENGAGED],
        )
        written = Q(reference__status=Reference.Status.ANSWERED, reference__hidden_at=None)
        return self.filter(speaks, written, taken_back_at=None)

    def of(self, reference: Reference) -> Self:
        """Keep those of one reference."""
        return self.filter(reference=reference)

    def in_conversation(self, entry: Entry) -> Self:
        """Keep those of one conversation."""
        return self.filter(entry=entry)

    def standing(self) -> Self:
        """Keep those that were not taken back."""
        return self.filter(taken_back_at=None)

    def with_reference(self) -> Self:
        """Load the reference too."""
        return self.select_related("reference")

    def with_conversation(self) -> Self:
        """Load the brief, its client and the firm too."""
        return self.select_related("entry__brief__client", "firm")

    def with_people(self) -> Self:
        """Load what a notice about the conversation needs too."""
        return self.select_related("entry__firm", "entry__consultant__user")

    def oldest_first(self) -> Self:
        """Order by the day of lending, ties by primary key."""
        return self.order_by("lent_at", "pk")


class Loan(models.Model):
    """One reference, lent by the interim for one brief to the client and the firm that speaks.

    Taken back, it can no longer be read. Whoever has read it has read it.
    """

    reference = models.ForeignKey(Reference, on_delete=models.CASCADE, related_name="loans")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="loans")
    firm = models.ForeignKey(
        Firm, on_delete=models.PROTECT, related_name="+", help_text="who spoke for the interim then"
    )
    lent_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = LoanQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["reference", "entry"],
                condition=Q(taken_back_at=None),
                name="loan_once_a_brief",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} reference {self.reference_id} entry {self.entry_id}"
