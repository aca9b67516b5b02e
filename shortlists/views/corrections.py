"""Pages where an interim disputes a reason, and sees what their correction changed."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import fetch
from accounts.views import the_user
from candidates.return_to import ReturnTo, remember
from interimhub.lib.pages import render_part
from interimhub.lib.refused import Refused
from ranking import runs
from ranking.blind import explain_blind
from ranking.corrections import difference, line_named, link_to_fact
from ranking.versions import OtherVersions
from ranking.work_words import are_read
from shortlists.actions.corrections import question_reason
from shortlists.confidential import reader_of_interim
from shortlists.models import Entry
from shortlists.policy import interims as policy
from shortlists.reading import sent_pack
from shortlists.reasons import result_of, result_since
from shortlists.views.choice import ROWS


class NoSuchReason(Refused):
    """The reasons have changed since the page was opened."""


@require_POST
def wrong(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Redirect to the place in the profile that holds the fact behind a line."""
    entry: Entry = fetch(ROWS, request.user, ref=ref, may=policy.can_correct)
    result, key = result_of(entry), request.POST.get("line", "")
    label = line_named(result, key) if result else None
    if result is None or label is None:
        raise NoSuchReason("This line is no longer among your reasons. Look at them again.")
    question_reason(entry, by=the_user(request), line=key, now=timezone.now())
    return_to = ReturnTo(
        words=f"the reasons for “{sent_pack(entry).title}”",
        # A ranking that runs seconds after the correction must not hide what changed.
        url=f"{reverse('shortlists:difference', args=[entry.ref])}?since={result.ref}",
        label=label,
    )
    query = remember(request, entry.ref.hex, return_to)
    return redirect(link_to_fact(result, key, entry.candidate).with_query(query))


@require_safe
def reread(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show the interim's reasons with their current profile, and what has changed.

    `since` is the public id of the result to compare with: the one with the disputed line.
    """
    entry: Entry = fetch(ROWS, request.user, ref=ref, may=policy.can_correct)
    before = result_since(entry, request.GET.get("since", "")) or result_of(entry)
    after = runs.evaluate(entry.brief, entry.candidate)
    change, other_versions = None, ""
    if before and after:
        try:
            change = difference(before, after)
        except OtherVersions as refused:
            other_versions = str(refused)
    context = {
        "entry": entry,
        "pack": sent_pack(entry),
        "result": before,
        "change": change,
        "other_versions": other_versions,
        "why": explain_blind(after, reader_of_interim(entry)) if after else None,
        "is_being_read": after is not None and not are_read(entry.candidate),
        "is_newer_brief": bool(before and before.run.brief_version != entry.brief.version),
    }
    return render_part(request, "shortlists/difference.html", "difference", context)
