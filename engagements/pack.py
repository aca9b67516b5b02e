"""The pack: what an interim reads of a brief. Stored as JSON with an approach. Has no prices."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, Self, get_args, get_origin, get_type_hints

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.formats import date_format

from engagements.disclosed_names import confidential_reader
from engagements.models import Brief, PanelSeat, TruthItem, criteria_of, requirements_of
from engagements.models.brief_text import BriefText
from interimhub.lib.languages import foreign_language_of
from providers.models import Consultant
from skills.models import Concept

# The fields of a pack with free text.
WRITTEN = (
    *("title", "what_happened", "why_now", "tried_before", "what_is_hard", "value_range"),
    *("value_shown_by", "harm", "place", "why_you"),
)
WRITTEN_CRITERION = ("measure", "baseline", "target", "evidence")
UNNAMED = "A client who is named when you say yes"


@dataclass(frozen=True, slots=True)
class PackCriterion:
    """A success criterion. `ref` is the criterion's public id."""

    ref: str = ""
    measure: str = ""
    baseline: str = ""
    target: str = ""
    due_on: date | None = None
    evidence: str = ""
    weight: int | None = None


@dataclass(frozen=True, slots=True)
class PackRequirement:
    """A required skill; `importance` and `level` are labels."""

    label: str = ""
    importance: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class PackAnswer:
    """One question about the truth: answered, not known yet, or open.

    Attributes:
        kind: a value of `TruthItem.Kind`.
        label: the question in words.
        answer: empty while it is unknown or unanswered.
        found_out_by, found_out_on: only while it is unknown.
    """

    kind: str = ""
    label: str = ""
    answer: str = ""
    is_unknown: bool = False
    found_out_by: str = ""
    found_out_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is neither an answer nor a "we do not know yet"."""
        return not (self.answer or self.is_unknown)


@dataclass(frozen=True, slots=True)
class PackSender:
    """The consultant who approaches the interim, and their firm."""

    firm_ref: str = ""
    firm: str = ""
    kind: str = ""
    consultant: str = ""


@dataclass(frozen=True, slots=True)
class PackFirm:
    """A firm on the panel, with the consultant it named."""

    ref: str = ""
    name: str = ""
    kind: str = ""
    kind_label: str = ""
    specialisms: tuple[str, ...] = ()
    consultant: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """What an interim reads of a brief before they answer. Choices are labels, not codes.

    All pages show it with one component, `templates/engagements/_pack.html`. In a stored pack that
    is older than a field, the field has its default.

    Attributes:
        client: the client's name, or its alias while `is_confidential`.
        sector: the sectors of the brief, or the client's.
        days_on_site: days a week; 0 means fully remote.
        truth: one item for every kind of question, answered or not.
        why_you, approached_by, firms: set in an approach; empty in the preview of a brief.
        brief_version: the version of the brief.
    """

    title: str = ""
    client: str = ""
    is_confidential: bool = False
    sector: str = ""
    what_happened: str = ""
    why_now: str = ""
    tried_before: str = ""
    what_is_hard: str = ""
    criteria: tuple[PackCriterion, ...] = ()
    value_kind: str = ""
    value_range: str = ""
    value_shown_by: str = ""
    harm: str = ""
    seniority: str = ""
    starts_on: date | None = None
    duration_weeks: int | None = None
    place: str = ""
    region: str = ""
    days_on_site: int | None = None
    days_per_week: int | None = None
    languages: tuple[str, ...] = ()
    right_to_work: str = ""
    contract_form: str = ""
    situations: tuple[str, ...] = ()
    registrations: tuple[str, ...] = ()
    requirements: tuple[PackRequirement, ...] = ()
    truth: tuple[PackAnswer, ...] = ()
    why_you: str = ""
    approached_by: PackSender = PackSender()
    firms: tuple[PackFirm, ...] = ()
    brief_version: int | None = None

    @property
    def open_questions(self) -> list[str]:
        """The labels of the questions without any answer."""
        return [item.label for item in self.truth if item.is_open]

    @property
    def line(self) -> list[str]:
        """Where, when and for how long, for one line below a title."""
        start = _day(self.starts_on)
        words = [self.place, f"from {start}" if start else "", _weeks(self.duration_weeks)]
        return [word for word in words if word]

    @property
    def language(self) -> str:
        """The language of its texts: "de", "fr" or "nl"; "" for English."""
        return foreign_language_of(f"{self.title}\n{self.what_happened}\n{self.why_now}")

    @property
    def work_facts(self) -> list[tuple[str, str]]:
        """When, where and who, as (label, words); empty words are shown as not known yet."""
        return [
            ("Seniority", self.seniority),
            ("Start", _day(self.starts_on)),
            ("Duration", _weeks(self.duration_weeks)),
            ("Place", ", ".join(word for word in (self.place, self.region) if word)),
            ("Days on site", _days(self.days_per_week, self.days_on_site)),
            ("Languages", ", ".join(self.languages)),
            ("Experience of", ", ".join(self.situations)),
            ("Registrations required", "; ".join(self.registrations) or "none"),
            ("Right to work", self.right_to_work or "not asked for"),
            ("Contract", self.contract_form),
        ]

    def read_by(self, read: Callable[[str], str]) -> Self:
        """Return a copy with `read` applied to each free text about the brief."""
        texts: dict[str, Any] = {name: read(getattr(self, name)) for name in WRITTEN}
        criteria = tuple(_rewritten(row, read) for row in self.criteria)
        truth = tuple(
            replace(item, answer=read(item.answer), found_out_by=read(item.found_out_by))
            for item in self.truth
        )
        return replace(self, criteria=criteria, truth=truth, **texts)

    def read_by_firm(self) -> Self:
        """Return it as the firm reads it that sends it: without the panel as the interim reads it.

        Which firms are on it at that moment, and whom they have named, is theirs to say.
        """
        return replace(self, firms=())

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON values. `from_json` restores it unchanged."""
        stored: dict[str, Any] = _plain(self)
        return stored

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Return a stored pack."""
        pack: Self = _typed(cls, stored)
        return pack


def _rewritten(row: PackCriterion, read: Callable[[str], str]) -> PackCriterion:
    texts: dict[str, Any] = {name: read(getattr(row, name)) for name in WRITTEN_CRITERION}
    return replace(row, **texts)


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""


def _weeks(count: int | None) -> str:
    return f"{count} week{'' if count == 1 else 's'}" if count else ""


def _days(days: int | None, on_site: int | None) -> str:
    if on_site is None:
        return f"{days} days a week" if days else ""
    where = "fully remote" if on_site == 0 else f"{on_site} on site"
    return f"{days} days a week, {where}" if days else where


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


_hints = cache(get_type_hints)  # Python evaluates them anew each time


def _typed(kind: Any, value: Any) -> Any:
    """Convert a JSON value to the type that a field declares."""
    if get_origin(kind) is UnionType:
        return None if value is None else _typed(get_args(kind)[0], value)
    if get_origin(kind) is tuple:
        return tuple(_typed(get_args(kind)[0], item) for item in value)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        known = [field.name for field in fields(kind) if field.name in value]
        return kind(**{name: _typed(hints[name], value[name]) for name in known})
    return date.fromisoformat(value) if kind is date else value


def brief_pack(brief: Brief, *, named: bool) -> Pack:
    """Return the brief as an interim reads it, without an approach.

    Args:
        brief: any brief, complete or not.
        named: whether to include the client's name. Otherwise the pack has the alias, and
            identifying names in its texts are hidden.
    """
    client = brief.client
    pack = Pack(
        title=brief.title,
        client=client.name if named else client.alias or UNNAMED,
        is_confidential=not named,
        sector=_sector(brief),
        criteria=_criteria(brief),
        situations=tuple(sorted(concept.label for concept in brief.situations.all())),
        registrations=tuple(sorted(concept.label for concept in brief.registrations.all())),
        requirements=_requirements(brief),
        truth=_truth(brief),
        brief_version=brief.version,
        **_columns(brief),
    )
    return pack if named else pack.read_by(confidential_reader(brief))


def _columns(brief: Brief) -> dict[str, Any]:
    """Return the columns of the brief's text that `Pack` names, choices as their labels."""
    names = {field.name for field in fields(Pack)}
    columns = BriefText._meta.fields
    return {column.name: _shown(brief, column) for column in columns if column.name in names}


def _shown(brief: Brief, column: models.Field[Any, Any]) -> Any:
    value = getattr(brief, column.name)
    if isinstance(column, ArrayField):
        labels = dict(column.base_field.flatchoices)
        return tuple(str(labels.get(one, one)) for one in value)
    if column.choices:
        return str(dict(column.flatchoices).get(value, ""))
    return value


def approach_pack(brief: Brief, *, consultant: Consultant, why_you: str = "") -> Pack:
    """Return the pack of an approach: the brief, why this interim, who asks, and the panel.

    It does not contain the client's name if the brief is confidential.
    """
    firm = consultant.firm
    read = confidential_reader(brief) if brief.is_confidential else str
    return replace(
        brief_pack(brief, named=not brief.is_confidential),
        why_you=read(why_you),
        approached_by=PackSender(
            firm_ref=str(firm.ref),
            firm=firm.name,
            kind=firm.kind,
            consultant=consultant.user.full_name,
        ),
        firms=_firms(brief),
    )


def _sector(brief: Brief) -> str:
    labels = sorted(concept.label for concept in brief.sectors.all())
    sector: Concept | None = brief.client.sector
    return ", ".join(labels) or (sector.label if sector else "")


def _criteria(brief: Brief) -> tuple[PackCriterion, ...]:
    return tuple(
        PackCriterion(
            ref=str(row.ref),
            measure=row.measure,
            baseline=row.baseline,
            target=row.target,
            due_on=row.due_on,
            evidence=row.evidence,
            weight=row.weight,
        )
        for row in criteria_of(brief)
    )


def _requirements(brief: Brief) -> tuple[PackRequirement, ...]:
    return tuple(
        PackRequirement(
            label=row.concept.label,
            importance=row.get_importance_display(),
            level=row.get_level_display() if row.level else "",
        )
        for row in requirements_of(brief)
    )


def _truth(brief: Brief) -> tuple[PackAnswer, ...]:
    items = {item.kind: item for item in brief.truth.all()}
    return tuple(
        _answer(items.get(kind) or TruthItem(brief=brief, kind=kind))
        for kind in TruthItem.Kind.values
    )


def _answer(item: TruthItem) -> PackAnswer:
    unknown = item.is_unknown
    return PackAnswer(
        kind=str(item.kind),
        label=item.get_kind_display(),
        answer="" if unknown else item.answer,
        is_unknown=unknown,
        found_out_by=item.found_out_by if unknown else "",
        found_out_on=item.found_out_on if unknown else None,
    )


def _firms(brief: Brief) -> tuple[PackFirm, ...]:
    seats = (
        PanelSeat.objects.active()
        .filter(brief=brief)
        .select_related("firm", "consultant__user")
        .prefetch_related("firm__specialisms")
        .in_order()
    )
    return tuple(
        PackFirm(
            ref=str(seat.firm.ref),
            name=seat.firm.name,
            kind=seat.firm.kind,
            kind_label=seat.firm.get_kind_display(),
            specialisms=tuple(sorted(concept.label for concept in seat.firm.specialisms.all())),
            consultant=seat.consultant.user.full_name if seat.consultant else "",
        )
        for seat in seats
    )
