"""What proves that a brief is real: its sponsor's answer, its approval, the client's domain."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import Policy, fetch, insist
from accounts.organisations.policy import can_run
from accounts.views import the_user
from engagements import policy
from engagements.actions import approvals, domains, sponsors
from engagements.forms.value import ApprovalForm, MailDomainForm, SponsorNoForm
from engagements.models import Brief, SponsorAnswer, client_member_of
from engagements.proof import proof_of
from interimhub.lib.prepared import PreparedRows
from interimhub.lib.refused import Refused

BRIEFS: PreparedRows[Brief] = PreparedRows(Brief.objects.select_related("client", "manager__user"))


@require_safe
def proof(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show the client what proves that its brief is real, and what each of them can add."""
    brief: Brief = fetch(BRIEFS, request.user, ref=ref, may=policy.can_see_as_manager)
    return _page(request, brief)


def _page(
    request: HttpRequest,
    brief: Brief,
    *,
    approval_form: ApprovalForm | None = None,
    no_form: SponsorNoForm | None = None,
) -> HttpResponse:
    user = the_user(request)
    member = client_member_of(user)
    answers = brief.sponsor_answers.lasting().with_people().first_asked_first()
    own = next((row for row in answers if member and row.member_id == member.pk), None)
    context = {
        "brief": brief,
        "proof": proof_of(brief, named=True),
        "answers": answers,
        "own": own,
        "may_approve": policy.can_approve(user, brief),
        "may_check_domain": bool(member and member.is_admin),
        "approval_form": approval_form or ApprovalForm(),
        "no_form": no_form or SponsorNoForm(),
    }
    is_wrong = bool((approval_form and approval_form.errors) or (no_form and no_form.errors))
    status = 422 if is_wrong else 200
    return render(request, "engagements/proof.html", context, status=status)


@require_POST
def approve(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Approve the brief as it reads."""
    user = the_user(request)
    brief: Brief = fetch(BRIEFS, user, ref=ref, may=policy.can_approve)
    member, form = client_member_of(user), ApprovalForm(request.POST)
    if member is None:
        raise Http404
    if not form.is_valid():
        return _page(request, brief, approval_form=form)
    seen = request.POST.get("version", "")
    approvals.approve_brief(
        brief,
        approver=member,
        seen_version=int(seen) if seen.isascii() and seen.isdigit() else 0,
        now=timezone.now(),
        **form.cleaned_data,
    )
    messages.success(request, "Approved. Firms and interims read it.")
    return redirect("engagements:proof", ref=brief.ref)


@require_POST
def confirm_sponsor(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Say that one is the sponsor."""
    answer = _answer(request, ref, may=policy.can_confirm_as_sponsor)
    sponsors.confirm_sponsor(answer, by=the_user(request), now=timezone.now())
    messages.success(request, "Thank you. Firms and interims read that the sponsor confirmed it.")
    return redirect("engagements:proof", ref=answer.brief.ref)


@require_POST
def refuse_sponsor(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Say that one is not the sponsor, and why."""
    answer = _answer(request, ref, may=policy.can_refuse_as_sponsor)
    form = SponsorNoForm(request.POST)
    if not form.is_valid():
        return _page(request, answer.brief, no_form=form)
    now = timezone.now()
    sponsors.refuse_sponsor(answer, by=the_user(request), now=now, **form.cleaned_data)
    messages.success(request, "The hiring manager reads your reason.")
    return redirect("engagements:proof", ref=answer.brief.ref)


def _answer(request: HttpRequest, ref: UUID, *, may: Policy[SponsorAnswer]) -> SponsorAnswer:
    rows = SponsorAnswer.objects.select_related(
        "brief__client", "brief__manager__user", "member__user"
    )
    answer: SponsorAnswer = fetch(rows, request.user, ref=ref, may=may)
    return answer


@require_http_methods(["GET", "POST"])
def domain(request: HttpRequest) -> HttpResponse:
    """Show that a mail domain is the organisation's."""
    user = the_user(request)
    member = client_member_of(user)
    if member is None:
        raise Http404
    client = member.client
    insist(can_run(user, client), client)
    form = MailDomainForm(request.POST or None, initial={"domain": client.mail_domain})
    if request.method == "POST" and form.is_valid():
        try:
            domains.check_domain(client, by=user, now=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error("domain", refusal.reason)
        else:
            messages.success(request, "The mail domain is checked.")
            return redirect("engagements:organisation")
    context = {"organisation": client, "form": form}
    status = 422 if form.errors else 200
    return render(request, "engagements/domain.html", context, status=status)
