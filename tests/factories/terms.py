"""Floors, envelopes, pay ranges and the checks between them."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from terms.models import (
    Currency,
    Envelope,
    EnvelopeQuestion,
    Floor,
    PayRange,
    SealedCheck,
    Treatment,
)
from tests.factories.briefs import BriefFactory
from tests.factories.candidates import CandidateFactory
from tests.factories.constants import NOW


class FloorFactory(DjangoModelFactory[Floor]):
    """A floor for work on site through the interim's own company."""

    class Meta:
        model = Floor

    candidate = factory.SubFactory(CandidateFactory)
    outside_on_site = 1000
    currency = Currency.GBP
    stated_at = NOW


class EnvelopeFactory(DjangoModelFactory[Envelope]):
    """The first envelope of a brief, which leaves the interim 900 a day."""

    class Meta:
        model = Envelope

    brief = factory.SubFactory(BriefFactory, opened=True)
    number = 0
    amount = 1150
    others = 250
    treatment = Treatment.OUTSIDE
    set_by = factory.SelfAttribute("brief.manager.user")
    set_at = NOW


class EnvelopeQuestionFactory(DjangoModelFactory[EnvelopeQuestion]):
    """A question that is held until the next morning."""

    class Meta:
        model = EnvelopeQuestion

    envelope = factory.SubFactory(EnvelopeFactory)
    passes_at = NOW + timedelta(days=1)


class PayRangeFactory(DjangoModelFactory[PayRange]):
    class Meta:
        model = PayRange

    brief = factory.SubFactory(BriefFactory)
    lowest = 9000
    highest = 11500
    stated_by = factory.SelfAttribute("brief.manager.user")
    stated_at = NOW


class SealedCheckFactory(DjangoModelFactory[SealedCheck]):
    """A check that was not within, before the interim has decided."""

    class Meta:
        model = SealedCheck

    brief = factory.SubFactory(BriefFactory, opened=True)
    brief_version = factory.SelfAttribute("brief.version")
    candidate = factory.SubFactory(CandidateFactory)
    outside_on_site = 1000
    outcome = SealedCheck.Outcome.NOT_WITHIN
    status = SealedCheck.Status.UNDECIDED
    checked_at = NOW
