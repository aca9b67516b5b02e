"""Briefs, their parts and their panels."""

from datetime import date, timedelta
from typing import Any

import factory
from factory.django import DjangoModelFactory

from engagements.models import (
    Amendment,
    Brief,
    BriefPerson,
    Criterion,
    PanelSeat,
    Playback,
    Requirement,
    TruthItem,
)
from engagements.pack import Pack
from tests.factories.clients import ClientFactory, ClientMemberFactory
from tests.factories.constants import NOW
from tests.factories.providers import ConsultantFactory, FirmFactory
from tests.factories.skills import ConceptFactory


class BriefFactory(DjangoModelFactory[Brief]):
    """A draft with all needed answers; traits set other statuses."""

    class Meta:
        model = Brief
        skip_postgeneration_save = True

    client = factory.SubFactory(ClientFactory)
    manager = factory.SubFactory(ClientMemberFactory, client=factory.SelfAttribute("..client"))
    title = "Interim site director"
    what_happened = "A regulator found nine things to put right."
    why_now = "The answer is due in six weeks."
    what_is_hard = "Two predecessors left."
    value_kind = Brief.Value.SAFETY
    value_range = "supply of two medicines"
    value_shown_by = "batch records"
    seniority = 5
    starts_on = date(2026, 12, 1)
    duration_weeks = 26
    place = "Reading"
    region = "uk-london"
    days_on_site = 4

    class Params:
        played_back = factory.Trait(status=Brief.Status.IN_CLARIFICATION)
        confirmed = factory.Trait(status=Brief.Status.CONFIRMED, confirmed_at=NOW)
        opened = factory.Trait(status=Brief.Status.OPEN, confirmed_at=NOW, opened_at=NOW)
        shortlisting = factory.Trait(
            status=Brief.Status.SHORTLISTING,
            confirmed_at=NOW,
            opened_at=NOW,
            shortlisting_at=NOW,
        )

    @factory.post_generation
    def complete(self: Any, create: bool, extracted: bool | None, **_: Any) -> None:
        """Add a criterion and a sponsor, unless the test passes `complete=False`."""
        if create and extracted is not False:
            CriterionFactory(brief=self)
            TruthItemFactory(brief=self)


class BriefPersonFactory(DjangoModelFactory[BriefPerson]):
    """A reader of the brief; the trait `away` makes them the deputy of a fortnight around NOW."""

    class Meta:
        model = BriefPerson

    brief = factory.SubFactory(BriefFactory)
    member = factory.SubFactory(ClientMemberFactory, client=factory.SelfAttribute("..brief.client"))
    role = BriefPerson.Role.READER
    added_at = NOW

    class Params:
        away = factory.Trait(
            role=BriefPerson.Role.DEPUTY,
            starts_at=NOW - timedelta(days=7),
            ends_at=NOW + timedelta(days=7),
        )


class CriterionFactory(DjangoModelFactory[Criterion]):
    class Meta:
        model = Criterion

    brief = factory.SubFactory(BriefFactory, complete=False)
    measure = "Overdue deviations"
    baseline = "186"
    target = "20"
    due_on = date(2027, 3, 31)
    evidence = "the quality system's weekly report"
    weight = 5


class TruthItemFactory(DjangoModelFactory[TruthItem]):
    class Meta:
        model = TruthItem

    brief = factory.SubFactory(BriefFactory, complete=False)
    kind = TruthItem.Kind.SPONSOR
    answer = "The chief operating officer"


class RequirementFactory(DjangoModelFactory[Requirement]):
    class Meta:
        model = Requirement

    brief = factory.SubFactory(BriefFactory)
    concept = factory.SubFactory(ConceptFactory)
    importance = Requirement.Importance.MUST
    level = 4


class PanelSeatFactory(DjangoModelFactory[PanelSeat]):
    class Meta:
        model = PanelSeat

    brief = factory.SubFactory(BriefFactory, opened=True)
    firm = factory.SubFactory(FirmFactory)
    invited_at = NOW
    sent_at = factory.LazyAttribute(lambda seat: None if seat.brief.is_draft else NOW)
    opened_at = NOW


class PlaybackFactory(DjangoModelFactory[Playback]):
    class Meta:
        model = Playback

    brief = factory.SubFactory(BriefFactory, played_back=True)
    brief_version = 1
    consultant = factory.SubFactory(ConsultantFactory)
    firm = factory.SelfAttribute("consultant.firm")
    situation = "The site must answer nine observations."
    success = "Nine verified corrective actions."
    hard = "Two predecessors left."
    person = "Somebody who has closed such a case."


class AmendmentFactory(DjangoModelFactory[Amendment]):
    """A change of an open brief that waits for its firm."""

    class Meta:
        model = Amendment

    brief = factory.SubFactory(BriefFactory, opened=True)
    base_version = factory.SelfAttribute("brief.version")
    firm = factory.SubFactory(FirmFactory)
    reason = "The board wants both plants in one pair of hands."
    proposed = factory.LazyFunction(
        lambda: {
            "columns": {"place": "Leeds"},
            "concepts": {},
            "criteria": None,
            "requirements": None,
        }
    )
    before = factory.LazyFunction(lambda: Pack(place="Reading").as_json())
    after = factory.LazyFunction(lambda: Pack(place="Leeds").as_json())
    proposed_by = factory.SelfAttribute("brief.manager.user")
    proposed_at = NOW
