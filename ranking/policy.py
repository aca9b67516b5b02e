"""Policies for the ranking of a brief."""

from accounts.access import YES, Answer, too_late
from accounts.models import User
from engagements.models import Brief
from engagements.policy import can_manage
from ranking.models import is_ranking_given_up


def can_rank_again(user: User, brief: Brief) -> Answer:
    """Allow the brief's managers once the worker has given up."""
    if not (answer := can_manage(user, brief)):
        return answer
    if not is_ranking_given_up(brief):
        return too_late("No ranking of this brief has failed.")
    return YES
