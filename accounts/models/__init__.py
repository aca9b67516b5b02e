"""People, organisations, the activity trail, notices and mail."""

from accounts.models.activity import (
    Activity,
    ActivityKind,
    ActivityNote,
    ActivityQuerySet,
    Role,
    subject_key,
    subject_pk,
)
from accounts.models.deadlines import (
    Deadline,
    DeadlineKind,
    DeadlineQuerySet,
    SharedWork,
    due_of,
    is_awaited,
)
from accounts.models.facts import stored_facts
from accounts.models.invitations import (
    Invitation,
    InvitationQuerySet,
    InvitationsBySecret,
    hash_token,
)
from accounts.models.mail import DELETED_TEXT, Mail
from accounts.models.notices import Notice
from accounts.models.organisations import Membership, MembershipQuerySet, Organisation
from accounts.models.users import User

__all__ = [
    "DELETED_TEXT",
    "Activity",
    "ActivityKind",
    "ActivityNote",
    "ActivityQuerySet",
    "Deadline",
    "DeadlineKind",
    "DeadlineQuerySet",
    "Invitation",
    "InvitationQuerySet",
    "InvitationsBySecret",
    "Mail",
    "Membership",
    "MembershipQuerySet",
    "Notice",
    "Organisation",
    "Role",
    "SharedWork",
    "User",
    "due_of",
    "hash_token",
    "is_awaited",
    "stored_facts",
    "subject_key",
    "subject_pk",
]
