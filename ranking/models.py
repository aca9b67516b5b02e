"""Rankings and their results."""

import uuid
from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q, Value

from accounts.models import User
from candidates.models import Candidate
from engagements.models import Brief, PanelSeat
from interimhub.lib.models import Job
from interimhub.lib.prepared import Prepared
from interimhub.lib.search import Term
from providers.models import Firm
from ranking.work_words import WorkWords
from skills.models import Concept

__all__ = ["FitProgress", "FitResult", "FitRun", "FitShard", "ProfileWords", "WorkWords"]

PART_LABELS = {
    "skills": "Skills",
    "situation": "Situations",
    "outcome": "Outcomes",
    "words": "Words",
    "role": "Role",
    "sector": "Sector",
}


class FitRunQuerySet(models.QuerySet["FitRun"]):
    """Queries on `FitRun`."""

    def current(self, brief: Brief) -> "FitRun | None":
        """Return the latest ranking of the brief's current version."""
        return next(iter(_current(brief=brief, version=brief.version)), None)


class FitRun(models.Model):
    """One ranking of the pool for one version of a brief. A run is never overwritten."""

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="runs")
    brief_version = models.PositiveIntegerField()
    engine_version = models.CharField(max_length=40)
    pool_version = models.CharField(max_length=64)
    weights = models.JSONField()
    inputs_hash = models.CharField(max_length=64)
    versions = models.JSONField(
        default=dict, blank=True, help_text="engine, numpy, scipy, encoder, vocabulary → version"
    )
    pool_size = models.PositiveIntegerField()
    eligible_count = models.PositiveIntegerField()
    gated = models.JSONField(default=dict, help_text="reason → number of interims it excluded")
    registrations = models.JSONField(
        default=list, blank=True, help_text="code and label of each that the brief requires"
    )
    left_out = models.JSONField(
        default=list,
        blank=True,
        help_text="parts of the brief that could not be compared",
    )
    seconds = models.JSONField(
        default=dict, blank=True, help_text="step → seconds; of several shards the slowest"
    )
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField()

    objects = FitRunQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["brief", "brief_version", "engine_version", "pool_version", "versions"],
                name="fit_run_once",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["brief", "-finished_at"], name="fit_run_latest")]

    def __str__(self) -> str:
        return f"#{self.pk} of brief {self.brief_id}"

    # Facts

    @property
    def is_without_outcomes(self) -> bool:
        """Whether the brief has success criteria that could not be compared with past outcomes."""
        return "outcome" in self.left_out

    @property
    def is_without_words(self) -> bool:
        """Whether the brief has a text that could not be compared with past assignments."""
        return "words" in self.left_out


def _runs(*, brief: Brief, version: int) -> FitRunQuerySet:
    runs = FitRun.objects.filter(brief=brief, brief_version=version)
    return runs.order_by("-finished_at", "-pk")[:1]


_current: Prepared[FitRun] = Prepared(_runs)


class FitResultQuerySet(models.QuerySet["FitResult"]):
    """Queries on `FitResult`."""

    def visible_to(self, user: User) -> Self:
        """Keep results on briefs of the user's firm, of interims who are visible to that firm."""
        seats = PanelSeat.objects.informed().filter(
            firm__members__user=user, firm__members__left_at=None
        )
        return self.filter(
            run__brief__in=seats.values("brief_id"),
            candidate__in=Candidate.objects.visible_to(user).exclude(user=user).values("pk"),
        )

    def open_to(self, firm: Firm) -> Self:
        """Keep interims who are open to this firm; it may not learn the names of others."""
        return self.filter(candidate__in=Candidate.objects.open_to(firm).values("pk"))

    def open_to_any(self, firms: Iterable[Firm]) -> Self:
        """Keep interims who are open to at least one of these firms."""
        found = [self.open_to(firm).values("pk") for firm in firms]
        if not found:
            return self.none()
        # A union, not an OR: each part is looked up by key.
        return self.filter(pk__in=found[0].union(*found[1:]))

    def current(self, brief: Brief) -> Self:
        """Keep the results of the current ranking of the brief."""
        return self.filter(run=FitRun.objects.current(brief))

    def on(self, brief: Brief) -> Self:
        """Keep the results of all rankings of this brief."""
        return self.filter(run__brief=brief)

    def of_candidates(self, candidates: Iterable[int]) -> Self:
        """Keep the results of interims with these primary keys."""
        return self.filter(candidate_id__in=list(candidates))

    def of_people(self, people: Iterable[Candidate]) -> dict[int, "FitResult"]:
        """Return id and position of the results of these interims, by the interim's key."""
        found = self.filter(candidate__in=list(people)).only("ref", "position", "candidate_id")
        return {result.candidate_id: result for result in found}

    def with_people(self) -> Self:
        """Load the interims too, with what is needed to remove names from their reasons."""
        return self.select_related("run", "candidate__user").prefetch_related("candidate__record")

    def of_candidate(self, candidate: Candidate) -> Self:
        """Keep the results of one interim."""
        return self.filter(candidate=candidate)

    def best_first(self) -> Self:
        """Highest score first, ties by public id."""
        return self.order_by("position")


# The must-haves that a result lacks, as its evidence has them.
_MISSING_MUSTS = models.Func(
    models.F("evidence"),
    models.Value(
        '$[*] ? (@.kind == "requirement" && @.importance == "must" && @.state == "missing")',
        output_field=models.CharField(),
    ),
    template="jsonb_path_query_array(%(expressions)s::jsonpath)",
)


class FitResult(models.Model):
    """The score of one interim in a ranking, with its reasons. It never changes a status.

    Of a brief that requires registrations, those who state all of them come first.

    `verdict` is what a reader is told first. `parts` has the terms of the score, `evidence` one
    object for each requirement, situation, criterion and sector, and for words and role, `gaps`
    what is missing and `asks` what to ask. `docs/matching.md` lists the keys.
    """

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    run = models.ForeignKey(FitRun, on_delete=models.CASCADE, related_name="results")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    score = models.FloatField()
    low = models.FloatField()
    high = models.FloatField()
    verdict = models.JSONField(
        default=dict, blank=True, help_text="what a reader is told first; `verdict_words` reads it"
    )
    parts = models.JSONField()
    evidence = models.JSONField()
    gaps = models.JSONField()
    asks = models.JSONField()
    states_registrations = models.BooleanField(
        default=True, help_text="all that the brief requires; never part of the score"
    )
    missing_musts = models.GeneratedField(
        expression=_MISSING_MUSTS,
        output_field=models.JSONField(),
        db_persist=True,
        help_text="the must-haves of `evidence` that are missing, so that lists need not read all",
    )

    objects = FitResultQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "candidate"], name="fit_result_once"),
            models.CheckConstraint(condition=Q(score__range=(0, 100)), name="fit_score_0_to_100"),
        ]
        indexes: ClassVar = [models.Index(fields=["run", "position"], name="fit_result_order")]

    def __str__(self) -> str:
        return f"#{self.pk} of run {self.run_id}"

    # Facts

    @property
    def bar_parts(self) -> list[dict[str, Any]]:
        """The parts of the score for the bar: label and points; they add up to the score."""
        return [
            {"label": label, "points": self.parts[name]["points"]}
            for name, label in PART_LABELS.items()
            if name in self.parts
        ]


def is_ranking_given_up(brief: Brief) -> bool:
    """Return whether the worker has given up, so that somebody has to start the ranking again."""
    if brief.is_ranked or not brief.is_in_search:
        return False
    jobs = Job.objects.under(brief.ranking_key)
    last = jobs.newest()
    if last is None:
        return False
    # There is one job for each shard; if one of them is dead, there is no ranking.
    attempt = jobs.order_by("-pk")[: last.payload.get("shards", 1)]
    return any(job.is_dead for job in attempt)


class FitShardQuerySet(models.QuerySet["FitShard"]):
    """Queries on `FitShard`."""

    def of(self, brief: Brief, attempt: str) -> Self:
        """Keep the shards of one attempt, by number."""
        return self.filter(brief=brief, attempt=attempt).order_by("shard")

    def begun(self, brief: Brief) -> Self:
        """Keep the shards of rankings of this brief that are running."""
        return self.filter(brief=brief)


class FitShard(models.Model):
    """The result of one shard of the pool, until those of all shards can be merged."""

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="+")
    attempt = models.TextField(help_text="the key that all shards of one ranking share")
    shard = models.PositiveSmallIntegerField()
    result = models.JSONField()

    objects = FitShardQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["brief", "attempt", "shard"], name="fit_shard_once")
        ]

    def __str__(self) -> str:
        return f"#{self.pk} of brief {self.brief_id}"


class FitProgress(models.Model):
    """The progress of a ranking, for the page that waits for it."""

    class Stage(models.TextChoices):
        """What the worker is doing; the labels are shown on the page."""

        LOADING = "loading", "Gathering everyone who can be found"
        COMPARING = "comparing", "Comparing them with the brief"
        EXPLAINING = "explaining", "Writing down the reasons"
        DONE = "done", "Done"

    brief = models.OneToOneField(Brief, on_delete=models.CASCADE, related_name="progress")
    brief_version = models.PositiveIntegerField()
    stage = models.CharField(max_length=12, choices=Stage)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"#{self.pk} brief {self.brief_id}: {self.stage}"

    # Facts

    @property
    def percent(self) -> int:
        """How much of the current stage is done, 0 to 100."""
        return round(100 * self.done / self.total) if self.total else 0


class ProfileWordsQuerySet(models.QuerySet["ProfileWords"]):
    """Queries on `ProfileWords`."""

    def holding(self, term: Term, named: Iterable[int]) -> Self:
        """Keep those with a term in the headline without names, or in a name of a skill.

        Args:
            named: the skills with such a name (`skills.named`).
        """
        held = term.among_folded("headline")
        if skills := sorted(named):
            # One parameter, where a list would be one for each of hundreds.
            field = ProfileWords._meta.get_field("skills")
            held |= Q(skills__overlap=Value(skills, output_field=field))
        return self.filter(held)

    def with_skill(self, skill: Concept) -> Self:
        """Keep those who have this skill."""
        return self.filter(skills__overlap=[skill.pk])

    def within_reach_of(self, firm: Firm) -> Self:
        """Keep those whom this firm could find when the row was written.

        Ask `Candidate.objects.open_to` of those that are shown.
        """
        return self.filter(reach__overlap=ProfileWords.reaches_of(firm)).exclude(
            reach__contains=[f"blocked:{firm.pk}"]
        )

    def confirmed_last_first(self) -> Self:
        """Those who confirmed their availability last come first, ties by public id."""
        return self.order_by(F("confirmed_on").desc(nulls_last=True), "ref")


class ProfileWords(models.Model):
    """What a firm may search of one interim. Written by `ranking.profile_words`.

    `headline` has no names and is `folded`, `skills` has primary keys of concepts, `reach` says who
    may find the interim: "generalist", "rpo", "sector:4" (specialists with that sector),
    "trusted:7" and "blocked:7" (firms). It is empty for somebody who cannot be found.
    """

    candidate = models.OneToOneField(
        Candidate, on_delete=models.CASCADE, primary_key=True, related_name="words"
    )
    ref = models.UUIDField(help_text="the interim's")
    headline = models.TextField(blank=True)
    skills = ArrayField(models.IntegerField(), default=list, blank=True)
    reach = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)

    objects = ProfileWordsQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            GinIndex(
                fields=["skills", "reach", "headline"],
                name="profile_words_searched",
                opclasses=["array_ops", "array_ops", "gin_trgm_ops"],
                fastupdate=False,  # no list of new rows that each search would read as a whole
            ),
            models.Index(
                F("confirmed_on").desc(nulls_last=True), "ref", name="profile_words_order"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    # Facts

    @staticmethod
    def reaches_of(firm: Firm) -> list[str]:
        """Return the values of `reach` of which an interim needs one to be found by this firm."""
        trusted = f"trusted:{firm.pk}"
        if firm.kind == Firm.Kind.SPECIALIST:
            sectors = firm.specialisms.order_by("pk").values_list("pk", flat=True)
            return [*(f"sector:{sector}" for sector in sectors), trusted]
        return [str(firm.kind), trusted]
