"""Texts being parsed."""

import uuid

import factory
from factory.django import DjangoModelFactory

from readings.models import TextReading
from tests.factories.accounts import UserFactory
from tests.factories.constants import NOW


class TextReadingFactory(DjangoModelFactory[TextReading]):
    class Meta:
        model = TextReading

    class Params:
        read = factory.Trait(status=TextReading.Status.READ)

    owner = factory.SubFactory(UserFactory)
    about = factory.LazyFunction(uuid.uuid4)
    text = "Without GMP remediation we are out of stock."
    digest = "0" * 64
    added_at = NOW
