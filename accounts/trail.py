"""Kinds of events of accounts and organisations in the trail."""

from accounts.models import ActivityKind


class AccountEvent(ActivityKind):
    """Events of an account."""

    CHANGED = "account.changed", "changed their account"


class OrganisationEvent(ActivityKind):
    """Events of a firm or a client organisation; the subject says which."""

    FOUNDED = "organisation.founded", "founded the organisation"
    CHANGED = "organisation.changed", "changed the organisation’s page"
    COLLEAGUE_INVITED = "organisation.colleague_invited", "invited a colleague"
    INVITATION_REPEATED = "organisation.invitation_repeated", "sent an invitation again"
    INVITATION_WITHDRAWN = "organisation.invitation_withdrawn", "withdrew an invitation"
    JOINED = "organisation.joined", "joined the organisation"
    LEFT = "organisation.left", "left the organisation"
    COLLEAGUE_REMOVED = "organisation.colleague_removed", "removed a colleague"
    ADMINISTRATOR_ADDED = "organisation.administrator_added", "made a colleague an administrator"
