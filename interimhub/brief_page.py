"""The page of a brief: its state, its content and the next step."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

import engagements.progress
import shortlists.progress
import sourcing.progress
from accounts.access import Answer, fetch
from accounts.models import User
from accounts.views import the_user
from engagements import policy
from engagements.brief_changes import changes_of
from engagements.completeness import completeness
from engagements.models import Amendment, Brief, Playback, latest_amendment
from engagements.pack import brief_pack
from engagements.people import people_shown, shared_decision, who_may_decide
from engagements.progress import (
    as_firms_read,
    form_steps,
    next_for_answer,
    seats_read_by,
    stages,
)
from engagements.timeline import timeline_of
from engagements.turns import turn_of
from engagements.views.deletion import deleted_page
from interimhub.lib.prepared import Prepared, PreparedRows
from ranking.views import progress_of
from shortlists.known_names import names_known_to
from shortlists.policy.referrals import can_name
from shortlists.running import agreed_interviews

BRIEFS: PreparedRows[Brief] = PreparedRows(
    Brief.objects.select_related("client__sector", "manager__user")
    .with_turn()
    .with_parts()
    .prefetch_related("sectors", "situations", "registrations")
)
_PLAYBACKS: Prepared[Playback] = Prepared(
    lambda *, brief, version: Playback.objects.filter(
        brief=brief, brief_version=version
    ).select_related("firm")
)


@require_safe
def brief(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show a brief: its state, the next step and its content."""
    user = the_user(request)
    row: Brief = fetch(BRIEFS, user, ref=ref)
    if row.is_deleted:
        return deleted_page(request, row)
    return render(request, "brief.html", _overview(user, row))


def _overview(user: User, row: Brief) -> dict[str, Any]:
    is_client = bool(policy.can_see_as_manager(user, row))
    row = row if is_client else as_firms_read(row)
    seats = seats_read_by(user, row)
    playback, amendment = _playback(row), _amendment(row)
    told = completeness(row)
    if amendment and policy.can_answer_change(user, amendment):
        following = next_for_answer(amendment)
    elif is_client:
        following = engagements.progress.next_for_manager(
            user, row, completeness=told, has_panel=bool(seats), playback=playback
        ) or shortlists.progress.next_for_manager(user, row)
    else:
        following = engagements.progress.next_for_firm(
            user, row, playback=playback
        ) or sourcing.progress.next_for_firm(row)
    return {
        "brief": row,
        "pack": brief_pack(row, named=True),
        "seats": seats,
        "amendment": amendment,
        "changes": changes_of(amendment) if amendment else [],
        "may_answer_change": amendment and policy.can_answer_change(user, amendment),
        "may_withdraw_change": amendment and policy.can_withdraw_change(user, amendment),
        "stages": stages(row),
        "next": following,
        "is_client": is_client,
        "completeness": told,
        "steps": form_steps(row),
        "events": timeline_of(row, user, interims=names_known_to(user, row)),
        "turn": turn_of(row, user),
        **(_people(user, row) if is_client else {}),
        "interviews": agreed_interviews(user, now=timezone.now(), brief=row),
        **_answers(user, row),
        **(progress_of(user, row, seats=seats) if row.is_in_search else {}),
    }


def _people(user: User, row: Brief) -> dict[str, Any]:
    return {
        "people": people_shown(row, now=timezone.now()),
        "deciding": who_may_decide(row, user),
        "deciders": shared_decision(row, user),
        "may_change_people": policy.can_change_people(user, row),
    }


def _playback(row: Brief) -> Playback | None:
    """Return the playback that is being written or waits; later it has its own page."""
    rows = _PLAYBACKS(brief=row, version=row.version) if row.is_played_back else []
    return next(iter(rows), None)


def _amendment(row: Brief) -> Amendment | None:
    """Return the change that was proposed last, of a brief that firms rely on."""
    if row.is_draft or row.is_played_back:
        return None
    amendment = latest_amendment(row)
    if amendment:
        amendment.brief = row
    return amendment


def _answers(user: User, row: Brief) -> dict[str, Answer]:
    """Return the policy's answer for every button of the page."""
    return {
        "may_edit": policy.can_edit(user, row),
        "may_answer": policy.can_answer(user, row),
        "may_change": policy.can_change(user, row),
        "may_manage": policy.can_manage(user, row),
        "may_take_back": policy.can_take_back(user, row),
        "may_delete": policy.can_delete(user, row),
        "may_name": can_name(user, row),
    }
