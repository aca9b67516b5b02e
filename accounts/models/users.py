"""A person who signs in. The e-mail address is the login."""

import uuid
import zoneinfo
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower

from interimhub.lib.text_fields import validate_legible


class UserManager(BaseUserManager["User"]):
    """Create users by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **facts: Any) -> "User":
        """Create a user. Without a password, they have to set one by a reset before signing in."""
        user = self.model(email=self.normalize_email(email).lower(), **facts)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **facts: Any) -> "User":
        """Create an operator."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **facts)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find a user by e-mail address, whatever its case."""
        # The same expression as the constraint, whose index is the only one on addresses.
        return self.alias(lower_email=Lower("email")).get(lower_email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in: a client's member, a consultant, an interim or an operator."""

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField("e-mail", max_length=254)
    full_name = models.CharField("full name", max_length=120, validators=[validate_legible])
    preferred_name = models.CharField(
        max_length=60,
        blank=True,
        db_default="",
        validators=[validate_legible],
        help_text="what they want to be called; empty: the full name",
    )
    phone = models.CharField(max_length=40, blank=True)
    time_zone = models.CharField(max_length=64, default="Europe/London")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    is_demo = models.BooleanField(
        default=False, help_text="can be signed in with one click in the demo"
    )
    date_joined = models.DateTimeField(auto_now_add=True)

    # Set by the query that loads the signed-in user, so that pages need no extra query.
    unread_count: int = 0
    has_decision: bool = False  # whether one of them says that somebody decided about a person

    SHAPES_QUERIES: ClassVar = ("consultant",)  # whose firm decides whom they may find

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                violation_error_message="There is already an account with this e-mail address.",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.email}"

    # Facts

    @property
    def short_name(self) -> str:
        """What they want to be called; else the full name as they wrote it, never a part of it."""
        return self.preferred_name or self.full_name or self.email

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """Their time zone; UTC if the stored one is unknown on this machine."""
        try:
            return zoneinfo.ZoneInfo(self.time_zone)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError):
            return zoneinfo.ZoneInfo("UTC")

    @property
    def names(self) -> list[str]:
        """Every name that they go by, for texts that must not tell it."""
        return [name for name in (self.full_name, self.preferred_name) if name]

    def get_short_name(self) -> str:
        """Return what they want to be called, under the name that Django gives it."""
        return self.short_name

    def get_full_name(self) -> str:
        """Return the full name, or the address if there is none."""
        return self.full_name or self.email
