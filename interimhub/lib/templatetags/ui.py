"""Icons, marks of people, times in words, and shares of a bar."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from django import forms, template
from django.forms.utils import ErrorList
from django.middleware.csrf import get_token
from django.template import Context
from django.template.defaultfilters import linebreaks_filter
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from interimhub.lib.languages import foreign_language_of, language_of_part
from interimhub.lib.pages import UNCHANGED

register = template.Library()

SOON = timedelta(hours=24)
PALETTES = 5
_CSRF_VALUE = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')  # masked anew each time
_TOKEN = "interimhub.csrf_token"  # noqa: S105 - a key of `request.META`


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Return one icon of the sprite; hidden from screen readers unless it has a label."""
    return _icon(static("vendor/bootstrap-icons/sprite.svg"), name, label)


@register.simple_tag(takes_context=True)
def csrf_field(context: Context) -> SafeString:
    """Return the hidden CSRF field; works in components that are included with `only`."""
    request = getattr(context, "request", None) or context.get("request")
    if request is None:
        return SafeString("")
    # Masked once for each answer, however many forms it has.
    secret, token = request.META.get(_TOKEN, ("", ""))
    if not secret or secret != request.META.get("CSRF_COOKIE"):
        token = get_token(request)
        request.META[_TOKEN] = request.META["CSRF_COOKIE"], token
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token)


@register.filter
def thousands(number: int) -> str:
    """Return a whole number with thousands separators: 1,200."""
    return f"{number:,}"


@register.filter
def written(text: str) -> SafeString:
    """Return what somebody wrote as paragraphs, which name their language if it is not English."""
    paragraphs, language = linebreaks_filter(text), foreign_language_of(str(text))
    if not language:
        return SafeString(paragraphs)
    return SafeString(paragraphs.replace("<p>", f'<p lang="{language}">'))


register.filter("foreign_language", foreign_language_of)


@register.simple_tag
def quoted(words: str, whole: str = "") -> SafeString | str:
    """Return a short text that names its language if it is not English.

    Args:
        whole: the language of the text that it belongs to, as `foreign_language` says it; without
            it, the words speak for themselves.
    """
    language = language_of_part(str(words), whole)
    return format_html('<span lang="{}">{}</span>', language, words) if language else words


@register.filter
def disclosure(field: forms.BoundField) -> object:
    """Return what a field's text discloses to blind readers; None where nobody asks."""
    return getattr(field.field, "disclosure", None)


@register.filter
def is_checkbox(field: forms.BoundField) -> bool:
    """Return whether the field is a single checkbox, whose label is beside it."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def problems(form: forms.BaseForm) -> list[tuple[str, str, str]]:
    """Return all errors of a form as (id to jump to, label, text), the form's own first."""
    found = [("", "", str(words)) for words in form.non_field_errors()]
    for field in form:
        errors: ErrorList = field.errors
        target = f"{field.auto_id}_field" if field.use_fieldset else field.id_for_label
        found += [(target, str(field.label), str(words)) for words in errors]
    return found


@lru_cache(maxsize=500, typed=True)  # a safe text is not an equal one that is not
def _icon(sprite: str, name: str, label: str) -> SafeString:
    url = f"{sprite}#{name}"
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>',
            label,
            url,
        )
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"></use></svg>', url)


# People

LONGEST_INITIAL = len("A.")


@register.filter
def initials(name: str) -> str:
    """Return the first letters of the first and the last word of a name.

    Abbreviations such as "Dr. med." are left out, and "Berg, Anna" is read as "Anna Berg".
    """
    family, _, given = name.partition(",")
    words = [
        word
        for part in f"{given} {family}".split()
        if not (part.endswith(".") and len(part) > LONGEST_INITIAL)
        for word in part.split("-")
        if word[:1].isalpha()
    ]
    letters = [words[0], words[-1]] if len(words) > 1 else words
    return "".join(word[0] for word in letters).upper()


@register.simple_tag
def person_mark(seed: object, title: str = "") -> SafeString:
    """Return a geometric image in place of a person whose name is not shown.

    The same seed gives the same image. It is made from a hash, so it reveals nothing about the
    person.
    """
    return _mark(str(seed), title)


@lru_cache(maxsize=4096, typed=True)
def _mark(seed: str, title: str) -> SafeString:
    digest = hashlib.sha256(f"mark:{seed}".encode()).digest()
    # Four tiles, each with its own rotation: 4^4 rotations, two shapes per tile, five palettes.
    tiles = [
        (x, y, digest[index] % 4 * 90, "arc" if digest[index + 4] % 3 else "leaf")
        for index, (x, y) in enumerate([(0, 0), (20, 0), (0, 20), (20, 20)])
    ]
    shapes = {
        "arc": "M0 0H20A20 20 0 0 1 0 20Z",
        "leaf": "M0 0A20 20 0 0 1 20 20A20 20 0 0 1 0 0Z",
    }
    drawn = format_html_join(
        "",
        '<path class="mark-{}" d="{}" transform="translate({} {}) rotate({} 10 10)"/>',
        [
            (index % 2 + 1, shapes[shape], x, y, turn)
            for index, (x, y, turn, shape) in enumerate(tiles)
        ],
    )
    hint = format_html('role="img" aria-label="{}"', title) if title else 'aria-hidden="true"'
    return format_html(
        '<svg class="mark mark-palette-{}" viewBox="0 0 40 40" {}>{}</svg>',
        digest[8] % PALETTES + 1,
        SafeString(hint),
        drawn,
    )


# Time


@dataclass(frozen=True, slots=True)
class DeadlineInWords:
    """A due date in words.

    Attributes:
        words: "until Friday 17:00, in 6 hours".
        iso: for the `datetime` attribute.
        zone: "London time", the reader's zone; "" for a day, which has no time.
        tone: "", "wait" within the last day, "breach" when it is over.
    """

    words: str
    iso: str
    zone: str
    tone: str


@register.simple_tag
def deadline(due: datetime | date | None, now: datetime | None = None) -> DeadlineInWords | None:
    """Return a due date in words and in the reader's time zone; None for None."""
    if due is None or due == "":
        return None
    now = now or timezone.now()
    if isinstance(due, datetime):
        moment = timezone.localtime(due)
        when = f"{_day(moment.date(), timezone.localdate(now))} {moment:%H:%M}"
    else:
        # A due day lasts until its end.
        moment = timezone.make_aware(datetime.combine(due + timedelta(days=1), datetime.min.time()))
        when = _day(due, timezone.localdate(now))
    left = moment - now
    if left < timedelta():
        words = f"was due {when}, {_span(-left)} ago"
    else:
        words = f"until {when}, in {_span(left)}"
    tone = "breach" if left < timedelta() else "wait" if left <= SOON else ""
    zone = _zone_in_words() if isinstance(due, datetime) else ""
    return DeadlineInWords(words, due.isoformat(), zone, tone)


def _zone_in_words() -> str:
    place = timezone.get_current_timezone_name().rsplit("/", 1)
    return f"{place[1].replace('_', ' ')} time" if place[1:] else place[0]


@register.filter
def ago(moment: datetime | None) -> str:
    """Return how long ago a moment was: "just now", "4 minutes ago", "3 days ago"."""
    if not moment:
        return ""
    passed = timezone.now() - moment
    return "just now" if passed < timedelta(minutes=1) else f"{_span(passed)} ago"


def _day(day: date, today: date) -> str:
    away = (day - today).days
    if away in {-1, 0, 1}:
        return {-1: "yesterday", 0: "today", 1: "tomorrow"}[away]
    if 1 < away < 7:
        return date_format(day, "l")
    return date_format(day, "j F" if day.year == today.year else "j F Y")


def _span(length: timedelta) -> str:
    minutes = int(length.total_seconds() // 60)
    if minutes < 60:
        number, unit = max(minutes, 1), "minute"
    elif minutes < 48 * 60:
        number, unit = minutes // 60, "hour"
    elif minutes < 60 * 24 * 60:
        number, unit = minutes // (24 * 60), "day"
    else:
        number, unit = minutes // (30 * 24 * 60), "month"
    return f"{number} {unit}" + ("" if number == 1 else "s")


# Figures


@dataclass(frozen=True, slots=True)
class BarSegment:
    """One part of a stacked bar, in per cent of its width.

    Attributes:
        label: what the part is.
        points: its share of the score, a whole number.
        start, width: its position.
        shade: its colour, 1 to 6.
    """

    label: str
    points: str
    start: str
    width: str
    shade: int


@register.simple_tag
def segments(parts: Iterable[Any]) -> list[BarSegment]:
    """Return the parts of a score (each with `label` and `points`) side by side, 0 to 100.

    Numbers are written here: a list has hundreds, and templates take thirty times as long for one.
    """
    laid: list[BarSegment] = []
    start = 0.0
    for index, part in enumerate(parts):
        label, points = _of(part, "label"), float(_of(part, "points"))
        width = max(0.0, min(points, 100.0 - start))
        laid.append(
            BarSegment(
                label,
                str(Decimal(str(points)).quantize(Decimal(1), ROUND_HALF_UP)),
                str(round(start, 2)),
                str(round(max(width - 0.4, 0), 2)),
                index % 6 + 1,
            )
        )
        start += width
    return laid


@register.simple_tag
def score_bar(score: int, high: int, laid: list[BarSegment]) -> SafeString:
    """Return the bar of a score, with its parts in words for a screen reader.

    It is written here since a list has one for each person: in a template it costs half the page.

    Args:
        score, high: whole numbers; `high` is above `score` if something is not stated.
        laid: the parts, from `segments`.
    """
    could = high > score
    parts = ", ".join([f"{part.label.lower()} {part.points}" for part in laid])
    return format_html(
        '<svg class="why-bar" viewBox="0 0 100 8" preserveAspectRatio="none" role="img"'
        ' aria-label="Of {} points: {}{}">'
        '<rect class="why-rest" width="100" height="8"/>{}{}</svg>',
        score,
        parts,
        f"; up to {high} once everything is stated" if could else "",
        format_html('<rect class="why-could" x="0" y="6.5" width="{}" height="1.5"/>', high)
        if could
        else "",
        format_html_join(
            "",
            '<rect class="why-part-{}" x="{}" width="{}" height="8"/>',
            [(part.shade, part.start, part.width) for part in laid],
        ),
    )


@register.simple_tag
def level_marks(actual: int | None, need: int | None) -> list[str]:
    """Return the CSS class of each of five dots: filled, needed and missing, or neither."""
    have, ask = int(actual or 0), int(need or 0)
    return ["filled" if step <= have else "needed" if step <= ask else "" for step in range(1, 6)]


def _of(part: Any, name: str) -> Any:
    return part[name] if isinstance(part, Mapping) else getattr(part, name)


# Wrappers


@register.simple_block_tag
def sheet(content: SafeString, title: str = "", ident: str = "") -> SafeString:
    """Wrap content in a raised section with an optional title."""
    heading = format_html("<h2>{}</h2>", title) if title else ""
    anchor = format_html(' id="{}"', ident) if ident else ""
    return format_html('<section class="sheet stack"{}>{}{}</section>', anchor, heading, content)


@register.simple_block_tag(takes_context=True)
def polled(
    context: Context,
    content: SafeString,
    ident: str,
    url: str,
    is_waiting: object,
    *,
    every: str = "2s",
    css: str = "",
    unless: object = None,
) -> SafeString:
    """Wrap a part that asks for itself again while it waits; it is replaced only if it differs.

    Args:
        ident: its id. url: where it is. every: how often it asks.
        is_waiting, unless: it asks while the first is true and the second is not.
    """
    if not is_waiting or unless:
        return format_html('<div id="{}" class="{}">{}</div>', ident, css, content)
    shown = hashlib.sha256(_CSRF_VALUE.sub("", content).encode()).hexdigest()[:16]
    request = getattr(context, "request", None) or context.get("request")
    if request is not None and request.headers.get("X-Shown") == shown:
        request.META[UNCHANGED] = True
    asks = format_html('hx-get="{}" hx-trigger="every {}" hx-swap="outerHTML"', url, every)
    return format_html(
        '<div id="{}" class="{}" data-shown="{}" {}>{}</div>', ident, css, shown, asks, content
    )


@register.simple_block_tag
def threads(content: SafeString, label: str = "What success looks like") -> SafeString:
    """Wrap `components/thread.html` items in the list that joins them by a line."""
    return format_html('<ol class="threads" aria-label="{}">{}</ol>', label, content)
