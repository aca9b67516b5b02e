"""Writes interims in bulk: users, profiles, skills, track records, visibility, rates."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from django.db.models import Model

from accounts.models import User
from candidates.models import Candidate, CandidateSkill, FirmStance, PastAssignment, PersonalDetails
from interimhub.demo.organisations import NO_PASSWORD, given_name
from interimhub.demo.plans import InterimPlan
from interimhub.demo.refs import ref
from interimhub.demo.registrations import write_registrations
from providers.models import Firm
from terms.models import DayRate

BATCH = 2_000


def write_interims(
    plans: Sequence[InterimPlan],
    users: dict[str, User],
    firms: dict[str, Firm],
    *,
    seed: int,
    now: datetime,
) -> dict[str, Candidate]:
    """Write these people and return their profiles by key.

    Args:
        users: existing users by e-mail address.
        firms: the firms by key, for trusting and blocking.
    """
    users = users | _users([plan for plan in plans if plan.email not in users])
    candidates = Candidate.objects.bulk_create(
        [_candidate(plan, users[plan.email], now) for plan in plans], batch_size=BATCH
    )
    pairs = list(zip(plans, candidates, strict=True))
    _link(Candidate.sectors.through, "candidate", ((c, p.sectors) for p, c in pairs))
    CandidateSkill.objects.bulk_create(
        [row for plan, candidate in pairs for row in _skills(plan, candidate)], batch_size=BATCH
    )
    _write_record(pairs)
    FirmStance.objects.bulk_create(
        [
            FirmStance(candidate=candidate, firm=firms[key], stance=stance)
            for plan, candidate in pairs
            for stance, keys in (
                (FirmStance.Stance.TRUSTED, plan.voice.trusted),
                (FirmStance.Stance.BLOCKED, plan.voice.blocked),
            )
            for key in keys
        ],
        batch_size=BATCH,
    )
    _write_private(pairs, seed=seed)
    write_registrations(pairs, seed=seed, today=now.date())
    return {plan.key: candidate for plan, candidate in pairs}


def _users(plans: Sequence[InterimPlan]) -> dict[str, User]:
    rows = User.objects.bulk_create(
        [
            User(
                ref=ref("user", plan.email),
                email=plan.email,
                full_name=plan.name,
                preferred_name=given_name(plan.name),
                phone=plan.phone,
                password=NO_PASSWORD,
            )
            for plan in plans
        ],
        batch_size=BATCH,
    )
    return {row.email: row for row in rows}


def _candidate(plan: InterimPlan, user: User, now: datetime) -> Candidate:
    return Candidate(
        ref=ref("candidate", plan.key),
        user=user,
        headline=plan.headline,
        summary=plan.summary,
        seniority=plan.seniority,
        profit_and_loss=plan.scope,
        team_size=plan.team_size,
        board_exposure=plan.board,
        geography=plan.geography,
        available_from=plan.available_from,
        availability_confirmed_on=plan.confirmed_on,
        days_per_week=plan.days_per_week,
        pattern=plan.pattern,
        is_remote_ok=plan.is_remote_ok,
        regions=list(plan.regions),
        languages=list(plan.languages),
        right_to_work=list(plan.right_to_work),
        is_discoverable=plan.is_discoverable,
        open_to_specialists=plan.voice.specialists,
        open_to_generalists=plan.voice.generalists,
        open_to_rpos=plan.voice.rpos,
        claimed_at=now - timedelta(days=90),
    )


def _skills(plan: InterimPlan, candidate: Candidate) -> Iterator[CandidateSkill]:
    for skill in plan.skills:
        yield CandidateSkill(
            ref=ref("skill", plan.key, skill.concept.code),
            candidate=candidate,
            concept=skill.concept,
            level=skill.level,
            years=skill.years,
            last_used=skill.last_used,
        )


def _write_record(pairs: Sequence[tuple[InterimPlan, Candidate]]) -> None:
    pairs_of_work = [
        (
            item,
            PastAssignment(
                ref=ref("record", plan.key, number),
                candidate=candidate,
                title=item.title,
                organisation=item.organisation,
                organisation_kind=item.organisation_kind,
                situation=item.situation,
                mandate=item.mandate,
                result=item.result,
                measure=item.measure,
                started_on=item.started_on,
                ended_on=item.ended_on,
            ),
        )
        for plan, candidate in pairs
        for number, item in enumerate(plan.record)
    ]
    rows = PastAssignment.objects.bulk_create([row for _, row in pairs_of_work], batch_size=BATCH)
    items = [item for item, _ in pairs_of_work]
    for name in ("situations", "sectors"):
        links = ((row, getattr(item, name)) for row, item in zip(rows, items, strict=True))
        _link(getattr(PastAssignment, name).through, "pastassignment", links)


def _link(through: type[Model], owner: str, links: Iterator[tuple[Model, Sequence[Model]]]) -> None:
    through._default_manager.bulk_create(
        [
            through(**{f"{owner}_id": row.pk, "concept_id": concept.pk})
            for row, concepts in links
            for concept in concepts
        ],
        batch_size=BATCH,
    )


def _write_private(pairs: Sequence[tuple[InterimPlan, Candidate]], *, seed: int) -> None:
    """Write what no ranking may use, drawn independently of everything that it uses."""
    rates, details = [], []
    for plan, candidate in pairs:
        rng = Random(f"private:{seed}:{plan.key}")  # noqa: S311 - a demo, not a secret
        rates.append(
            DayRate(
                candidate=candidate,
                amount=Decimal(25 * rng.randint(28, 104)),
                currency=rng.choice(DayRate.Currency.values),
            )
        )
        if rng.random() < 0.4:
            details.append(
                PersonalDetails(
                    candidate=candidate,
                    address=f"{rng.randint(1, 190)} {rng.choice(STREETS)}",
                    nationality=rng.choice(NATIONALITIES),
                    birth_year=rng.randint(1958, 1984),
                    gender=rng.choice(("woman", "man", "woman", "man", "non-binary", "")),
                )
            )
    DayRate.objects.bulk_create(rates, batch_size=BATCH)
    PersonalDetails.objects.bulk_create(details, batch_size=BATCH)


STREETS = (
    "Mill Lane",
    "Station Road",
    "Lindenweg",
    "Rue des Tilleuls",
    "Harbour Street",
    "Parkgatan",
)
NATIONALITIES = (
    *("British", "Irish", "German", "French", "Dutch", "Belgian", "Swedish", "Danish", "Spanish"),
    *("Italian", "Polish", "Swiss", "Austrian", "Indian", "Nigerian", "Portuguese", "Turkish"),
)
