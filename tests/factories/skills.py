"""Concepts: skills, situations and sectors."""

import factory
from factory.django import DjangoModelFactory

from skills.models import Concept


class ConceptFactory(DjangoModelFactory[Concept]):
    class Meta:
        model = Concept

    code = factory.Sequence(lambda n: f"test:skill:{n}")
    label = factory.Sequence(lambda n: f"skill number {n}")
    kind = "skill"


class SituationFactory(ConceptFactory):
    code = factory.Sequence(lambda n: f"test:situation:{n}")
    label = factory.Sequence(lambda n: f"situation number {n}")
    kind = "situation"


class RegistrationFactory(ConceptFactory):
    code = factory.Sequence(lambda n: f"test:registration:{n}")
    label = factory.Sequence(lambda n: f"registration number {n}")
    kind = "registration"
    body = "the chamber"
    country = "gb"


class SectorFactory(ConceptFactory):
    code = factory.Sequence(lambda n: f"test:sector:{n}")
    label = factory.Sequence(lambda n: f"sector number {n}")
    kind = "sector"
