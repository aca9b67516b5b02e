"""People who sign in, what their organisations share, and notices."""

from datetime import UTC, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from accounts.models import Notice, User, hash_token, subject_key
from accounts.notices import NoticeKind
from tests.factories.constants import NOW


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.com")
    full_name = factory.Sequence(lambda n: f"Person {n}")


class MembershipFactory(DjangoModelFactory[Any]):
    """The base of the factories of memberships."""

    class Meta:
        abstract = True

    user = factory.SubFactory(UserFactory)


def an_administrator(make: Any, **organisation: Any) -> User:
    """Return an administrator of an organisation; create one if there is none."""
    rows = make._meta.model.objects.admins().filter(**organisation)
    member = rows.first() or make(**organisation, is_admin=True)
    user: User = member.user
    return user


class InvitationFactory(DjangoModelFactory[Any]):
    """A pending invitation; the secret in its e-mail's link is `secret`."""

    class Meta:
        abstract = True

    class Params:
        secret = factory.Sequence(lambda n: f"secret-{n}")

    email = factory.Sequence(lambda n: f"invited{n}@example.com")
    token_hash = factory.LazyAttribute(lambda o: hash_token(o.secret))
    created_at = NOW
    expires_at = datetime(2099, 1, 1, tzinfo=UTC)


def _removed_from_a_firm() -> NoticeKind[Any]:
    """Return a notice without a page, whose reader may be anybody."""
    from accounts.organisations.notices import MemberRemoved
    from tests.factories.providers import FirmFactory

    return MemberRemoved(FirmFactory(), by=UserFactory())


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
