"""Kinds of notices. A notice stores what it is about; it is worded when it is read or sent.

@register
@dataclass(frozen=True)
class TimesProposed(AboutEntry):
    '''Ask the interim to pick a time.'''

    code = "entry.times_proposed"
    category = Category.INTERVIEWS
    count: int

    def subject(self) -> str: ...
    def body(self) -> str: ...
    def url(self) -> str: ...

notify(user, TimesProposed(entry, count=3), now=now)

Each app declares its kinds in a module or package `notices`, which is imported when Django starts.
"""

import logging
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar, Generic, TypeVar, get_args, get_type_hints

from django.db import models
from django.utils import timezone

from accounts.models import Notice, User, stored_facts, subject_key, subject_pk
from interimhub.lib.prepared import Prepared

M = TypeVar("M", bound=models.Model)
K = TypeVar("K", bound="type[NoticeKind[Any]]")
Rows = Callable[[User], models.QuerySet[Any]]

logger = logging.getLogger(__name__)

KINDS: "dict[str, type[NoticeKind[Any]]]" = {}

GONE_SUBJECT = "This is no longer available"
GONE_BODY = "What this notice was about has been removed, or you no longer have access to it."


class Category(models.TextChoices):
    """The group of a notice, by which notices are sorted and switched off."""

    ORGANISATION = "organisation", "Your organisation"
    BRIEFS = "briefs", "Briefs and their firms"
    CONVERSATIONS = "conversations", "Conversations"
    INTERVIEWS = "interviews", "Interviews"
    DECISIONS = "decisions", "Answers and endings"
    REMINDERS = "reminders", "Reminders"


@dataclass(frozen=True)
class NoticeKind(ABC, Generic[M]):
    """One kind of notice about one row. An instance is one notice: its row and its facts.

    A subclass with facts is a frozen dataclass. A fact is a number, a code, a date, a time or a
    row, never a name or a sentence. Rows are stored by their key and loaded again. A fact that
    defaults to None may be missing, such as an erased note; if another fact is missing, the notice
    cannot be read.

    Attributes:
        about: the row that it is about.
        code: the name by which it is stored, `noun.verb`.
        category: its group.
        is_decision: whether somebody has decided about a person; it stands on *today* until read.
        is_optional: whether its reader may switch off the e-mail; the page always shows the notice.
        text_template, html_template: the templates of its e-mail.
    """

    about: M

    code: ClassVar[str]
    category: ClassVar[Category]
    is_decision: ClassVar[bool] = False
    is_optional: ClassVar[bool] = False
    text_template: ClassVar[str] = "accounts/mail/notice.txt"
    html_template: ClassVar[str] = "accounts/mail/notice.html"

    @staticmethod
    def rows(reader: User) -> models.QuerySet[Any]:
        """Return the rows that `reader` may see, with the relations that the texts need.

        Kinds that inherit the same function are loaded together, with one query.
        """
        raise NotImplementedError

    @classmethod
    def rows_of(cls, model: str) -> Rows:
        """Return `rows`. A kind about several models returns the function for the given model.

        Args:
            model: the model of the row that a notice is about, as in `providers.firm`.
        """
        del model
        return cls.rows

    @abstractmethod
    def subject(self) -> str:
        """Return the subject line."""

    @abstractmethod
    def body(self) -> str:
        """Return the text: plain text, paragraphs separated by an empty line."""

    def url(self) -> str:
        """Return the path of the page that the notice opens; "" if there is none."""
        return ""

    def facts(self) -> dict[str, object]:
        """Return its facts in their stored form.

        Raises:
            NotAFact: one of them is free text.
        """
        facts = {name: getattr(self, name) for name in fact_types(type(self))}
        return stored_facts(
            {
                name: subject_key(fact) if isinstance(fact, models.Model) else fact
                for name, fact in facts.items()
                if fact is not None
            }
        )


@dataclass(frozen=True, slots=True)
class RenderedNotice:
    """A notice with its current wording.

    If its row no longer exists, or the reader may no longer see it, there is no kind, the text says
    so and it opens no page.
    """

    notice: Notice
    subject: str
    body: str
    url: str = ""
    kind: type[NoticeKind[Any]] | None = None

    @property
    def is_decision(self) -> bool:
        """Whether somebody has decided about a person."""
        return self.kind is not None and self.kind.is_decision

    @property
    def lead(self) -> str:
        """The first paragraph of the text."""
        return self.body.split("\n\n", 1)[0]

    @property
    def is_gone(self) -> bool:
        """Whether its content is no longer available to the reader."""
        return self.kind is None


def register(kind: K) -> K:
    """Register a kind under its code.

    Raises:
        ValueError: another kind has this code.
    """
    if KINDS.setdefault(kind.code, kind) is not kind:
        raise ValueError(f"Two kinds of notices are called {kind.code}.")
    return kind


def render(notices: Iterable[Notice], *, reader: User) -> list[RenderedNotice]:
    """Return the notices of one person with their wording, in the reader's time zone.

    Needs one query for each model that they are about or that their facts refer to, however many
    notices there are.
    """
    notices = list(notices)
    subjects = _subjects(notices, reader)
    referred = _referred(notices)
    with timezone.override(reader.zone):
        return [_rendered(notice, subjects, referred) for notice in notices]


def decisions_at(path: str, *, reader: User) -> list[RenderedNotice]:
    """Return the reader's unread notices of decisions about people that open the page at `path`.

    Needs one query where nothing was decided.
    """
    unread = _UNREAD(user=reader)
    return [row for row in render(unread, reader=reader) if row.url.partition("#")[0] == path]


def decision_codes() -> list[str]:
    """Return the codes of the kinds by which somebody has decided about a person."""
    return sorted(code for code, kind in KINDS.items() if kind.is_decision)


_UNREAD: Prepared[Notice] = Prepared(
    lambda *, user: (
        Notice.objects.visible_to(user).unread().filter(kind__in=decision_codes()).newest_first()
    )
)


def fact_types(kind: type[NoticeKind[Any]]) -> dict[str, type]:
    """Return the type of each fact of a kind by name; for an optional fact without the None."""
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind) if field.name != "about"]
    return {name: (get_args(hints[name]) or (hints[name],))[0] for name in names}


def _rendered(
    notice: Notice, subjects: dict[tuple[Rows, str], Any], referred: dict[str, Any]
) -> RenderedNotice:
    gone = RenderedNotice(notice, GONE_SUBJECT, GONE_BODY)
    kind = KINDS.get(notice.kind)
    about = subjects.get((_rows(kind, notice), notice.about)) if kind else None
    if kind is None or about is None:
        return gone
    loaded = {
        name: _loaded(notice.facts.get(name), of, referred) for name, of in fact_types(kind).items()
    }
    facts = {name: fact for name, fact in loaded.items() if fact is not None}
    required = {field.name for field in fields(kind) if field.default is MISSING}
    if missing := required - {"about", *facts}:
        logger.info("notice %s can no longer be read without %s", notice.pk, sorted(missing))
        return gone
    text = kind(about, **facts)
    return RenderedNotice(notice, text.subject(), text.body(), text.url(), kind)


def _subjects(notices: Sequence[Notice], reader: User) -> dict[tuple[Rows, str], Any]:
    """Load the subjects of the notices that the reader may see."""
    wanted: dict[Rows, set[str]] = defaultdict(set)
    for notice in notices:
        if kind := KINDS.get(notice.kind):
            wanted[_rows(kind, notice)].add(notice.about)
    return {
        (rows, subject_key(row)): row
        for rows, keys in wanted.items()
        for row in _prepared(rows)(reader=reader, keys=tuple(sorted(map(subject_pk, keys))))
    }


@lru_cache(maxsize=100)  # each function of the code once
def _prepared(rows: Rows) -> Prepared[models.Model]:
    return Prepared(lambda *, reader, keys: rows(reader).filter(pk__in=keys))


def _rows(kind: type[NoticeKind[Any]], notice: Notice) -> Rows:
    return kind.rows_of(notice.about.rpartition(":")[0])


def _referred(notices: Sequence[Notice]) -> dict[str, Any]:
    """Load the rows that facts refer to, by key."""
    wanted: dict[type[models.Model], set[str]] = defaultdict(set)
    for notice in notices:
        kind = KINDS.get(notice.kind)
        for name, of in fact_types(kind).items() if kind else ():
            if issubclass(of, models.Model) and name in notice.facts:
                wanted[of].add(notice.facts[name])
    return {
        subject_key(row): row
        for model, keys in wanted.items()
        for row in model._base_manager.filter(pk__in=[subject_pk(key) for key in keys])
    }


def _loaded(stored: Any, of: type, referred: dict[str, Any]) -> Any:
    if issubclass(of, models.Model):
        return referred.get(stored)
    if issubclass(of, date) and stored is not None:  # a datetime is a date too
        return of.fromisoformat(stored)
    return stored
