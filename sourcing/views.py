"""Pages of the matches of a brief, without names, for the firms on its panel."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import fetch
from accounts.models import User
from accounts.views import the_user
from candidates.models import Candidate
from candidates.snapshot import snapshot
from engagements.completeness import missing_for_approach
from engagements.models import BRIEF_PARTS, Brief
from engagements.pack import approach_pack
from interimhub.lib.pages import ListQuery, page_of, render_part
from interimhub.lib.prepared import Prepared, PreparedRows
from interimhub.lib.refused import MovedOn
from providers.models import Firm
from ranking import wording
from ranking.blind import (
    availability_in_words,
    blind_headline,
    explain_blind,
    facts_of,
)
from ranking.models import FitResult, is_ranking_given_up
from ranking.runs import evaluate
from shortlists.actions.approach import NotAvailable, NotReadyToApproach
from shortlists.actions.approach import approach as send_approach
from shortlists.asking import conversation_with, url_for
from shortlists.deadlines import reply_due
from shortlists.models import FirmReview
from shortlists.policy import firms as policy
from sourcing import actions, comparing
from sourcing.chosen import chosen_of, list_url, said_of
from sourcing.finding import Finder
from sourcing.forms import ApproachForm, SetAsideForm
from sourcing.matches import FILTERS, Matches, line_of, required_of

PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
def matches(request: HttpRequest, ref: UUID) -> HttpResponse:
    """List the ranked interims open to the reader's firm; set several aside, or compare two."""
    user = the_user(request)
    brief = _brief(user, ref)
    if request.method != "POST":
        return _list(request, brief, form=SetAsideForm())
    chosen = chosen_of(user, brief, request.POST)
    if "compare" in request.POST:
        if len(chosen) == 2:
            return _compare(request, brief)
        return _list(request, brief, form=SetAsideForm(), problem="Choose two people to compare.")
    form = SetAsideForm(request.POST)
    if not chosen:
        return _list(request, brief, form=form, problem="Choose at least one person.")
    if not form.is_valid():
        return _list(request, brief, form=form)
    outcome = actions.set_several_aside(chosen, by=user, now=timezone.now(), **form.cleaned_data)
    keys = [policy.the_consultant(user).firm.own_id(row.ref) for row in outcome.done]
    undo = list_url("restore_several", brief, request.GET, chosen=keys) if keys else ""
    level = messages.SUCCESS if keys else messages.WARNING
    messages.add_message(request, level, said_of(outcome), extra_tags=undo)
    return redirect(list_url("matches", brief, request.GET))


@require_POST
def restore_several(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Restore the matches that were set aside together; those restored before are left alone."""
    user = the_user(request)
    brief = _brief(user, ref)
    chosen = chosen_of(user, brief, request.GET)
    restored = actions.restore_several(chosen, by=user, now=timezone.now()) if chosen else []
    back = list_url("matches", brief, request.GET)
    if not restored:
        messages.info(request, "They are among your firm's matches already.")
        return redirect(back)
    messages.success(request, "Restored to your firm's matches.")
    best = next(row for row in chosen if row in restored)
    return redirect(f"{back}#match-{policy.the_consultant(user).firm.own_id(best.ref)}")


@require_safe
def compare(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show two matches side by side, without names."""
    user = the_user(request)
    brief = _brief(user, ref)
    chosen = chosen_of(user, brief, request.GET)
    if len(chosen) != 2:
        messages.info(request, "Choose two people to compare.")
        return redirect("sourcing:matches", brief.ref)
    firm = policy.the_consultant(user).firm
    context = {
        "brief": brief,
        "people": comparing.people_of(firm, brief, chosen),
        "rows": comparing.rows_of(brief, chosen),
        "list_url": list_url("matches", brief, request.GET),
    }
    return render(request, "sourcing/compare.html", context)


def _is_part(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", None))


def _list(
    request: HttpRequest, brief: Brief, *, form: SetAsideForm, problem: str = ""
) -> HttpResponse:
    """Return the list; with a problem or errors, those who were chosen stay chosen."""
    user = the_user(request)
    BRIEF_PARTS.attach([brief])
    found = Matches(brief, policy.the_consultant(user).firm, _query(request))
    page = page_of(found.kept, request, size=PAGE) if brief.is_ranked else None
    rows = found.with_people(page) if page else []
    is_given_up = is_ranking_given_up(brief)
    open_questions = missing_for_approach(brief)
    may_approach = policy.takes_approaches(brief)
    context = {
        "brief": brief,
        "found": found,
        "page": page,
        "is_given_up": is_given_up,
        "is_waiting": not brief.is_ranked and not is_given_up,
        "lines": [line_of(row, found) for row in rows],
        "keep": [("show", found.query.show)] if found.query.show != "all" else [],
        "may_approach": may_approach,
        "open_questions": open_questions,
        "may_ask": may_approach and not open_questions,
        "form": form,
        "problem": problem,
        "chosen": set(request.POST.getlist("match")),
    }
    status = 422 if problem or form.errors else 200
    return render_part(request, "sourcing/matches.html", "matches", context, status=status)


def _compare(request: HttpRequest, brief: Brief) -> HttpResponse:
    url = list_url("compare", brief, request.GET, chosen=request.POST.getlist("match"))
    # A part of a page cannot become another page: htmx goes there.
    return HttpResponse(headers={"HX-Redirect": url}) if _is_part(request) else redirect(url)


@require_safe
def match(request: HttpRequest, ref: UUID, result: UUID) -> HttpResponse:
    """Show one match with all reasons, and links to the previous and the next one in the list."""
    user = the_user(request)
    brief = _brief(user, ref)
    row = _result(user, brief, result)
    found = Matches(brief, policy.the_consultant(user).firm, _query(request))
    if found.run is None or row.run_id != found.run.pk:
        return _in_the_new_ranking(request, row, found)
    context = _match_context(user, brief, row, found)
    return render(request, "sourcing/match.html", {**context, "form": SetAsideForm()})


@require_POST
def read(request: HttpRequest, ref: UUID, result: UUID) -> HttpResponse:
    """Record that the reasons were opened; the page posts this once it is loaded."""
    user = the_user(request)
    row = _result(user, _brief(user, ref), result)
    actions.read_match(row, by=user, now=timezone.now())
    return HttpResponse(status=204)


@require_POST
def set_aside(request: HttpRequest, ref: UUID, result: UUID) -> HttpResponse:
    """Set a match aside with a reason and go on to the next one."""
    user = the_user(request)
    brief = _brief(user, ref)
    row = _result(user, brief, result)
    found = Matches(brief, policy.the_consultant(user).firm, _query(request))
    form = SetAsideForm(request.POST)
    if not form.is_valid():
        context = {**_match_context(user, brief, row, found), "form": form}
        return render(request, "sourcing/match.html", context, status=422)
    if (review := _review(row, found.firm)) and review.is_set_aside:
        raise MovedOn("You find it under “Set aside”.", row=review)
    following = found.position_of(row).following
    actions.set_aside(row, by=user, now=timezone.now(), **form.cleaned_data)
    undo = _url("restore", brief, found.firm, row, ListQuery())
    said = f"Set aside, for your firm only: {blind_headline(row.candidate)}."
    messages.success(request, said, extra_tags=undo)
    return redirect(_url("match", brief, found.firm, following, found.query))


@require_POST
def restore(request: HttpRequest, ref: UUID, result: UUID) -> HttpResponse:
    """Restore a match that was set aside."""
    user = the_user(request)
    brief = _brief(user, ref)
    row = _result(user, brief, result)
    if (review := _review(row, policy.the_consultant(user).firm)) and not review.is_set_aside:
        raise MovedOn("It is among your firm's matches.", row=review)
    actions.restore(row, by=user, now=timezone.now())
    messages.success(request, "Restored to your firm's matches.")
    return redirect(_url("match", brief, policy.the_consultant(user).firm, row, _query(request)))


@require_http_methods(["GET", "POST"])
def approach(request: HttpRequest, ref: UUID, result: UUID) -> HttpResponse:
    """Show exactly what the interim will read, and send it."""
    user = the_user(request)
    brief: Brief = fetch(_BRIEFS, user, ref=ref, may=policy.can_approach)
    row = _result(user, brief, result)
    return _ask(request, brief, row.candidate, row)


@require_safe
def find(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Find somebody open to the firm by skill or headline, whether ranked or not."""
    user = the_user(request)
    brief = _brief(user, ref)
    found = Finder(brief, policy.the_consultant(user).firm, _query(request).words)
    return render_part(request, "sourcing/find.html", "found", {"brief": brief, "found": found})


@require_safe
def found(request: HttpRequest, ref: UUID, candidate: UUID) -> HttpResponse:
    """Show somebody whom the ranking did not keep like a match, with all reasons as of now."""
    user = the_user(request)
    brief = _brief(user, ref)
    firm = policy.the_consultant(user).firm
    person = _person(user, candidate)
    ranked = FitResult.objects.current(brief).of_candidate(person).first()
    if ranked is not None:
        return redirect(_url("match", brief, firm, ranked, ListQuery()))
    words = _query(request)
    context = _person_context(user, brief, person, evaluate(brief, person)) | {
        "list_url": reverse("sourcing:find", args=[brief.ref]) + words.query_string,
        "list_label": "Find somebody",
        "approach_url": reverse("sourcing:approach_found", args=[brief.ref, candidate]),
        "is_ranked": brief.is_ranked,
    }
    return render(request, "sourcing/match.html", context)


@require_http_methods(["GET", "POST"])
def approach_found(request: HttpRequest, ref: UUID, candidate: UUID) -> HttpResponse:
    """Show and send the approach to an interim whom the ranking did not keep."""
    user = the_user(request)
    brief: Brief = fetch(_BRIEFS, user, ref=ref, may=policy.can_approach)
    return _ask(request, brief, _person(user, candidate), None)


def _ask(
    request: HttpRequest, brief: Brief, candidate: Candidate, row: FitResult | None
) -> HttpResponse:
    user = the_user(request)
    form = ApproachForm(request.POST or None, brief=brief)
    if request.method == "POST" and form.is_valid():
        try:
            entry = send_approach(
                brief, candidate, by=user, result=row, now=timezone.now(), **form.cleaned_data
            )
        except (NotAvailable, NotReadyToApproach) as refusal:
            own = conversation_with(policy.the_consultant(user).firm, brief, candidate)
            if own and own.approached_at:
                # Their own firm's doing: nothing is told by it.
                raise MovedOn("Your firm has asked this interim.", row=own) from None
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "Sent. You are notified as soon as they answer or ask.")
            return redirect(url_for(policy.the_consultant(user).firm, entry))
    context = _approach_context(user, brief, candidate, form)
    firm = policy.the_consultant(user).firm
    context["back_url"] = (
        _url("match", brief, firm, row, ListQuery())
        if row
        else reverse("sourcing:found", args=[brief.ref, firm.own_id(candidate.ref)])
    )
    status = 422 if form.errors else 200
    return render(request, "sourcing/approach.html", context, status=status)


_BRIEFS: PreparedRows[Brief] = PreparedRows(Brief.objects.select_related("client", "manager__user"))

_RESULTS: PreparedRows[FitResult] = PreparedRows(
    FitResult.objects.with_people().prefetch_related("candidate__sectors")
)


def _query(request: HttpRequest) -> ListQuery:
    return ListQuery.parse(request.GET.dict(), FILTERS)


def _brief(user: User, ref: UUID) -> Brief:
    brief: Brief = fetch(_BRIEFS, user, ref=ref, may=policy.can_review)
    return brief


def _result(user: User, brief: Brief, ref: UUID) -> FitResult:
    """Return a match by the id that the reader's firm has for it."""
    own = policy.the_consultant(user).firm.ref_of(ref)
    result: FitResult = fetch(_RESULTS, user, ref=own, run__brief=brief)
    result.run.brief = brief
    return result


def _person(user: User, ref: UUID) -> Candidate:
    """Return an interim by the id that the reader's firm has for them."""
    own = policy.the_consultant(user).firm.ref_of(ref)
    person: Candidate = fetch(Candidate.objects.select_related("user"), user, ref=own)
    return person


def _review(row: FitResult, firm: Firm) -> FirmReview | None:
    """Return what the firm has decided on a match; None if it has not looked at it."""
    return next(iter(_REVIEWS(firm=firm, brief=row.run.brief, candidate=row.candidate)), None)


_REVIEWS: Prepared[FirmReview] = Prepared(
    lambda *, firm, brief, candidate: FirmReview.objects.of(firm, brief).about(candidate)
)


def _url(name: str, brief: Brief, firm: Firm, result: FitResult | None, query: ListQuery) -> str:
    """Return the URL of a match, or of the list if there is none, with the reader's filter."""
    if result is None:
        return reverse("sourcing:matches", args=[brief.ref]) + query.query_string
    return (
        reverse(f"sourcing:{name}", args=[brief.ref, firm.own_id(result.ref)]) + query.query_string
    )


def _in_the_new_ranking(request: HttpRequest, row: FitResult, found: Matches) -> HttpResponse:
    """Redirect a reader of an old ranking to the same person in the new one, or to the list."""
    newer = found.everyone.of_candidate(row.candidate).first() if found.run else None
    messages.info(request, "The brief has been ranked again; this is the current ranking.")
    return redirect(_url("match", found.brief, found.firm, newer, found.query))


def _match_context(user: User, brief: Brief, row: FitResult, found: Matches) -> dict[str, object]:
    position = found.position_of(row)
    before, after = position.previous, position.following
    return _person_context(user, brief, row.candidate, row) | {
        "review": _review(row, found.firm),
        "position": position,
        "list_url": _url("matches", brief, found.firm, None, found.query),
        "list_label": "Matches",
        "previous_url": before and _url("match", brief, found.firm, before, found.query),
        "following_url": after and _url("match", brief, found.firm, after, found.query),
        "read_url": _url("read_match", brief, found.firm, row, ListQuery()),
        "set_aside_url": _url("set_aside", brief, found.firm, row, found.query),
        "restore_url": _url("restore", brief, found.firm, row, found.query),
        "approach_url": _url("approach", brief, found.firm, row, ListQuery()),
    }


def _person_context(
    user: User, brief: Brief, candidate: Candidate, result: FitResult | None
) -> dict[str, object]:
    """Return what the page of somebody without a name shows; `result` is None if none is known."""
    consultant = policy.the_consultant(user)
    may = policy.takes_approaches(brief)
    parts = result.parts if result else {}
    profile = snapshot(candidate, named=False)
    return {
        "brief": brief,
        "candidate": candidate,
        "mark": consultant.firm.own_id(candidate.ref),
        "headline": blind_headline(candidate),
        "facts": facts_of(candidate, brief, parts),
        "profile": profile,
        "required": required_of(result, profile),
        "why": explain_blind(result) if result else None,
        "distance": wording.seniority(parts) if result else "",
        "availability": availability_in_words(candidate, brief),
        "entry": conversation_with(consultant.firm, brief, candidate),
        "may": may and policy.can_be_asked(consultant, brief, candidate),
    }


def _approach_context(
    user: User, brief: Brief, candidate: Candidate, form: ApproachForm
) -> dict[str, object]:
    consultant = policy.the_consultant(user)
    BRIEF_PARTS.attach([brief])
    return {
        "brief": brief,
        "mark": consultant.firm.own_id(candidate.ref),
        "form": form,
        "headline": blind_headline(candidate),
        "facts": facts_of(candidate, brief, {}),
        "pack": approach_pack(brief, consultant=consultant).read_by_firm(),
        "reply_due": reply_due(timezone.now(), slate_due_at=brief.slate_due_at),
        "consultant": consultant,
        "open_questions": missing_for_approach(brief),
        "may": policy.can_be_asked(consultant, brief, candidate),
    }
