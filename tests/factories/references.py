"""References, the people who are asked for them, and loans."""

from datetime import timedelta
from typing import Any

import factory
from factory.django import DjangoModelFactory

from accounts.models import Deadline
from references.addresses import address_hash
from references.deadlines import ANSWER, ReferenceDeadline
from references.models import Loan, Referee, Reference
from tests.factories.candidates import PastAssignmentFactory
from tests.factories.constants import NOW
from tests.factories.shortlists import EntryFactory

EMAIL = "dagmar.lind@example.org"


class RefereeFactory(DjangoModelFactory[Referee]):
    class Meta:
        model = Referee

    address_hash = factory.Sequence(lambda n: address_hash(f"referee{n}@example.org"))


class ReferenceFactory(DjangoModelFactory[Reference]):
    """A request that the referee has not answered; `written` is one that was, named."""

    class Meta:
        model = Reference
        skip_postgeneration_save = True

    assignment = factory.SubFactory(PastAssignmentFactory)
    candidate = factory.SelfAttribute("assignment.candidate")
    referee = factory.SubFactory(RefereeFactory)
    work = "Interim operations director"
    organisation = "Harrow Works Ltd"
    result = "Back to 96 % within five months."
    name = "Dagmar Lind"
    email = EMAIL
    role = "Chief operating officer, Harrow Works"
    relation = Reference.Relation.SUPERIOR
    asked_at = NOW
    asked_on = factory.LazyAttribute(lambda made: made.asked_at.date())
    expires_at = factory.LazyAttribute(lambda made: made.asked_at + ANSWER)

    @factory.post_generation
    def deadline(self, create: bool, extracted: Any, **_: Any) -> None:
        """Start the wait for the referee."""
        made: Any = self
        if made.is_asked:
            Deadline.start(
                ReferenceDeadline.REFERENCE_ANSWER,
                made,
                owner=made.candidate.user,
                due_at=made.expires_at,
                now=made.asked_at,
            )

    class Params:
        written = factory.Trait(
            status=Reference.Status.ANSWERED,
            email="",
            saw="Deliveries were late for a year. Five months later they were not.",
            verdict=Reference.Verdict.YES,
            basis="I chaired the weekly review.",
            is_named=True,
            answered_at=NOW + timedelta(hours=1),
        )


class LoanFactory(DjangoModelFactory[Loan]):
    """A written reference, lent to the firm that speaks for its interim."""

    class Meta:
        model = Loan

    reference = factory.SubFactory(ReferenceFactory, written=True)
    entry = factory.SubFactory(
        EntryFactory, mandated=True, candidate=factory.SelfAttribute("..reference.candidate")
    )
    firm = factory.SelfAttribute("entry.firm")
    lent_at = NOW
