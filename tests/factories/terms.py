"""Day rates of interims."""

import factory
from factory.django import DjangoModelFactory

from terms.models import DayRate
from tests.factories.candidates import CandidateFactory


class DayRateFactory(DjangoModelFactory[DayRate]):
    class Meta:
        model = DayRate

    candidate = factory.SubFactory(CandidateFactory)
    amount = 1000
    currency = DayRate.Currency.GBP
