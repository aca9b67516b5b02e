"""The page of each form of the product: the table of `test_form_fields.py`.

A new form needs an entry in `PAGES`, or one in `NO_PAGE` with the reason.
"""

import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.forms import BaseForm, BaseModelForm
from django.http import HttpResponse
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from accounts import forms as accounts
from accounts.models import User
from accounts.organisations import forms as members
from candidates import forms as candidates
from candidates.forms.fields import VersionForm
from candidates.forms.suggestions import ProfileSuggestionForm
from engagements.forms import amendments, organisations, panels, parts, people
from engagements.forms.fields import StepForm
from engagements.forms.suggestions import BriefSuggestionForm
from engagements.models import Amendment, Client, Playback
from providers import forms as providers
from providers.models import FirmInvitation
from readings.forms import TextForm
from shortlists.forms import clients, firms, interims, referrals
from shortlists.models import Entry, InterviewSlot
from sourcing import forms as sourcing
from terms.forms import RateForm
from tests.browsers import browser_of
from tests.factories import PASSWORD, PlaybackFactory, ShownWordsFactory, UserFactory
from tests.letters import code_in_letter_to
from tests.readings.texts import GMP, read_text, vocabulary
from tests.worlds import World

APPS = (
    *("accounts", "readings", "providers", "candidates"),
    *("engagements", "ranking", "shortlists", "terms"),
)

Form = type[BaseForm] | type[BaseModelForm[Any]]


@dataclass(frozen=True)
class Page:
    """A page and who opens it. `prepare` changes the world first and may return another person."""

    route: str
    who: str = ""
    of: dict[str, str] = field(default_factory=dict)
    prepare: Callable[[World], User | None] | None = None

    def __call__(self, world: World) -> HttpResponse:
        """Open the page."""
        user = self.prepare(world) if self.prepare else None
        url = reverse(self.route, kwargs=world.arguments(self.of))
        response: HttpResponse = browser_of(user or world.people.get(self.who)).get(url)
        return response


def step(name: str) -> Page:
    return Page("engagements:edit", "manager", {"ref": "draft", "step": name})


# Worlds


def _firm_administrator(world: World) -> User:
    user: User = world.rows["colleague_of_lead"].user
    return user


def _client_administrator(world: World) -> User:
    user: User = world.rows["colleague_of_manager"].user
    return user


def _invited(world: World) -> User:
    FirmInvitation.objects.update(email=world.people["nobody"].email)  # type: ignore[union-attr]
    user = world.people["nobody"]
    assert user
    return user


def _with_a_password(world: World) -> User:
    user = UserFactory()
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def _without_a_password(world: World) -> User:
    user = _with_a_password(world)
    user.set_unusable_password()
    user.save()
    return user


def _skill_suggested_for_the_profile(world: World) -> None:
    interim = world.people["interim"]
    assert interim
    vocabulary()
    read_text(interim, interim.candidate.ref, GMP)
    browser_of(interim).post(reverse("candidates:accept_suggestion"), {"key": "skill-1"})


def _skill_suggested_for_the_brief(world: World) -> None:
    manager, draft = world.people["manager"], world.rows["draft"]
    assert manager
    vocabulary()
    read_text(manager, draft.ref, GMP)
    url = reverse("engagements:accept_suggestion", args=[draft.ref])
    browser_of(manager).post(url, {"key": "skill-1"})


def _specialist_may_be_waived(world: World) -> None:
    Client.objects.update(may_waive_specialist=True)


def _playback_sent(world: World) -> None:
    waiting, lead = world.rows["waiting"], world.people["lead"]
    assert lead
    PlaybackFactory(brief=waiting, consultant=lead.consultants.get(), status=Playback.Status.SENT)


def _no_change_waits(world: World) -> None:
    Amendment.objects.update(status=Amendment.Status.WITHDRAWN)


def _times_proposed(world: World) -> None:
    entry = world.rows["shown"]
    Entry.objects.filter(pk=entry.pk).update(status=Entry.Status.INTERVIEW)
    for days in (3, 4):
        InterviewSlot.objects.create(
            entry=entry, starts_at=timezone.now() + timedelta(days=days), minutes=60, place="Room 1"
        )


def _words_shown(world: World) -> None:
    entry = world.rows["shown"]
    Entry.objects.filter(pk=entry.pk).update(status=Entry.Status.MANDATED)
    ShownWordsFactory(mandate=entry.mandates.get(), number=2)


# Pages that ask for the code of a letter


def _after_signing_up(world: World) -> HttpResponse:
    browser = Browser()
    facts = {"full_name": "Helena Marsh", "email": "helena@example.com", "password1": PASSWORD}
    asked = browser.post(reverse("account_signup"), facts)
    page: HttpResponse = browser.get(asked["Location"])
    return page


def _forgot_the_password(world: World) -> tuple[Browser, str, str]:
    browser, user = Browser(), _with_a_password(world)
    asked = browser.post(reverse("account_reset_password"), {"email": user.email})
    return browser, user.email, asked["Location"]


def _reset_code(world: World) -> HttpResponse:
    browser, _, url = _forgot_the_password(world)
    page: HttpResponse = browser.get(url)
    return page


def _new_password(world: World) -> HttpResponse:
    browser, address, url = _forgot_the_password(world)
    browser.post(url, {"code": code_in_letter_to(address)})
    page: HttpResponse = browser.get(reverse("account_complete_password_reset"))
    return page


PAGES: dict[Form, Callable[[World], HttpResponse]] = {
    # accounts
    accounts.LoginForm: Page("account_login"),
    accounts.SignupForm: Page("account_signup"),
    accounts.ResetPasswordForm: Page("account_reset_password"),
    accounts.ConfirmPasswordResetCodeForm: _reset_code,
    accounts.ResetPasswordKeyForm: _new_password,
    accounts.ConfirmEmailVerificationCodeForm: _after_signing_up,
    accounts.ChangePasswordForm: Page("account_change_password", prepare=_with_a_password),
    accounts.SetPasswordForm: Page("account_set_password", prepare=_without_a_password),
    accounts.ReauthenticateForm: Page("account_reauthenticate", prepare=_with_a_password),
    accounts.AddEmailForm: Page("account_email", "manager"),
    accounts.AccountForm: Page("accounts:account", "manager"),
    members.InviteMemberForm: Page("providers:organisation", prepare=_firm_administrator),
    members.HandOverForm: Page("providers:leave_organisation", "lead"),
    members.JoinForm: Page("providers:join", of={"ref": "firm_invitation"}, prepare=_invited),
    # providers
    providers.FirmForm: Page("welcome", "nobody"),
    providers.FirmPageForm: Page("providers:edit_organisation", prepare=_firm_administrator),
    # candidates
    candidates.BasicsForm: Page("candidates:basics", "interim"),
    candidates.AvailabilityForm: Page("candidates:availability", "interim"),
    candidates.AssignmentForm: Page("candidates:add_assignment", "interim"),
    candidates.NewRegistrationForm: Page("candidates:add_registration", "interim"),
    candidates.RegistrationForm: Page(
        "candidates:change_registration", "interim", {"ref": "registration"}
    ),
    candidates.DetailsForm: Page("candidates:details", "interim"),
    candidates.PhotoForm: Page("candidates:details", "interim"),
    candidates.VisibilityForm: Page("candidates:visibility", "interim"),
    candidates.NewSkillForm: Page("candidates:skills", "interim"),
    candidates.SkillForm: Page("candidates:skills", "interim"),
    TextForm: Page("candidates:cv", "interim"),
    ProfileSuggestionForm: Page(
        "candidates:cv", "interim", prepare=_skill_suggested_for_the_profile
    ),
    RateForm: Page("rate", "interim"),
    # engagements
    organisations.ClientForm: Page("welcome", "nobody"),
    organisations.ClientPageForm: Page(
        "engagements:edit_organisation", prepare=_client_administrator
    ),
    parts.StartForm: Page("engagements:new", "manager"),
    parts.SituationForm: step("situation"),
    parts.CriterionForm: step("success"),
    parts.ValueForm: step("value"),
    parts.PersonForm: step("person"),
    parts.RequirementForm: step("person"),
    parts.TruthForm: step("truth"),
    BriefSuggestionForm: Page(
        "engagements:text", "manager", {"ref": "draft"}, _skill_suggested_for_the_brief
    ),
    panels.PanelForm: Page(
        "engagements:panel", "manager", {"ref": "draft"}, _specialist_may_be_waived
    ),
    panels.PlaybackForm: Page("engagements:playback", "lead", {"ref": "waiting"}),
    panels.SendBackForm: Page(
        "engagements:playback", "manager", {"ref": "waiting"}, _playback_sent
    ),
    panels.DeclineSeatForm: Page("engagements:decline_seat", "lead", {"ref": "brief"}),
    people.BriefPersonForm: Page("engagements:people", "manager", {"ref": "brief"}),
    panels.ObjectionForm: Page("engagements:object_to_change", "lead", {"ref": "amendment"}),
    amendments.ChangePersonForm: Page(
        "engagements:change", "manager", {"ref": "brief"}, _no_change_waits
    ),
    amendments.ChangeReasonForm: Page(
        "engagements:change", "manager", {"ref": "brief"}, _no_change_waits
    ),
    # shortlists
    sourcing.SetAsideForm: Page(
        "sourcing:match", "lead", {"ref": "brief", "result": "result_fresh"}
    ),
    sourcing.ApproachForm: Page(
        "sourcing:approach", "lead", {"ref": "brief", "result": "result_fresh"}
    ),
    firms.AnswerForm: Page("shortlists:firm_conversation", "lead", {"ref": "approach_asked"}),
    firms.SubmissionForm: Page("shortlists:submit", "lead", {"ref": "approach_chosen"}),
    firms.CorrectionForm: Page("shortlists:correct", "lead", {"ref": "approach_shown"}),
    firms.WithdrawSubmissionForm: Page(
        "shortlists:withdraw_submission", "lead", {"ref": "approach_shown"}
    ),
    interims.AskForm: Page("shortlists:conversation", "asked", {"ref": "asked"}),
    interims.DeclineForm: Page("shortlists:conversation", "asked", {"ref": "asked"}),
    interims.ChoiceForm: Page("shortlists:choose", "asked", {"ref": "asked"}),
    interims.ObjectForm: Page("shortlists:conversation", "interim", {"ref": "shown"}, _words_shown),
    interims.NoSlotForm: Page(
        "shortlists:conversation", "interim", {"ref": "shown"}, _times_proposed
    ),
    clients.InviteToInterviewForm: Page("shortlists:invite", "manager", {"ref": "shown"}),
    clients.NotSelectedForm: Page("shortlists:not_selected", "manager", {"ref": "shown"}),
    clients.CapForm: Page("shortlists:raise_cap", "manager", {"ref": "brief"}),
    referrals.ReferralForm: Page("shortlists:name_person", "manager", {"ref": "brief"}),
    clients.HoldForm: Page("shortlists:hold", "manager", {"ref": "brief"}),
    clients.CancelForm: Page("shortlists:cancel", "manager", {"ref": "brief"}),
}
NO_PAGE: dict[Form, str] = {
    members.FoundingForm: "the base of FirmForm and ClientForm",
    members.PageForm: "the base of FirmPageForm and ClientPageForm",
    VersionForm: "the base of the profile's forms",
    StepForm: "the base of a brief's forms",
    clients._TellsInterims: "the base of HoldForm and CancelForm",
}
# Their fields are asked one at a time, each in an HTML form of its own.
ONE_AT_A_TIME = {BriefSuggestionForm, ProfileSuggestionForm}
# A suggestion of a skill asks for its level; only one of a situation asks in which assignment.
ELSEWHERE: dict[Form, set[str]] = {ProfileSuggestionForm: {"work"}}


def all_forms() -> Iterator[Form]:
    """Find every form class in a module or package called `forms` of the project's apps."""
    root = settings.BASE_DIR
    paths = [path for app in APPS for path in (root / app).rglob("*.py")]
    for path in paths:
        parts = path.relative_to(root).with_suffix("").parts
        if "forms" not in parts:
            continue
        module = importlib.import_module(".".join(part for part in parts if part != "__init__"))
        for found in vars(module).values():
            if (
                isinstance(found, type)
                and issubclass(found, BaseForm)
                and found.__module__ == module.__name__
            ):
                yield found
