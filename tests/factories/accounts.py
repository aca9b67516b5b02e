"""People who sign in, and what they are told."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from accounts.models import Notice, User, subject_key
from accounts.notices import Kind
from tests.factories.constants import NOW


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.com")
    full_name = factory.Sequence(lambda n: f"Person {n}")


def _removed_from_a_firm() -> Kind[Any]:
    """Return a notice without a page, whose reader may be anybody."""
    from providers.notices import ConsultantRemoved
    from tests.factories.providers import FirmFactory

    return ConsultantRemoved(FirmFactory(), by=UserFactory())


class NoticeFactory(DjangoModelFactory[Notice]):
    class Meta:
        model = Notice

    class Params:
        what = factory.LazyFunction(_removed_from_a_firm)  # an instance of any kind

    user = factory.SubFactory(UserFactory)
    kind = factory.LazyAttribute(lambda row: row.what.code)
    about = factory.LazyAttribute(lambda row: subject_key(row.what.about))
    facts = factory.LazyAttribute(lambda row: row.what.facts())
    created_at = NOW
