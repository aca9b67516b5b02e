"""The pack: stored as it was sent, and the same for all three readers."""

import json
import re
from dataclasses import fields, is_dataclass, replace
from html.parser import HTMLParser
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client as Browser
from django.urls import reverse

from accounts.models import User
from engagements.models import Brief
from engagements.models.brief_text import BriefText
from engagements.pack import Pack, PackCriterion, PackSender, brief_pack
from shortlists.models import Entry
from shortlists.reading import sent_pack
from tests.examples import full_brief
from tests.shortlists.choices import as_person
from tests.shortlists.worlds import match_of, open_to

pytestmark = pytest.mark.django_db

WHY = "You closed eleven observations at a fill-finish site in five months."

# Fields of the pack (by their path) that the component of the brief does not show, and why.
SHOWN_ELSEWHERE = {
    "why_you": "the consultant's words stand before the brief, with their name",
    "approached_by": "the consultant's words stand before the brief, with their name",
    "firms": "the firms stand after the brief; to the interim as the firms they may choose from",
    "brief_version": "for the record",
    "criteria.ref": "joins a criterion with its later answers",
    "truth.kind": "the label is shown",
}
# Columns of a brief's text that are not in the pack, and why.
NOT_IN_THE_PACK: dict[str, str] = {}


def pages() -> dict[str, str]:
    """Return the pages on which the manager, the consultant and the interim read one brief."""
    brief, consultant = full_brief()
    match = match_of(brief, open_to(consultant.firm))
    ask = reverse("sourcing:approach", args=[brief.ref, consultant.firm.own_id(match.ref)])
    preview = reverse("engagements:preview", args=[brief.ref])
    manager = as_person(Browser(), brief.manager.user).get(preview)
    before = as_person(Browser(), consultant.user).get(ask)
    as_person(Browser(), consultant.user).post(ask, {"why_you": WHY})
    entry = Entry.objects.get()
    interim = entry.candidate.user
    assert isinstance(interim, User)
    letter = as_person(Browser(), interim).get(entry.get_absolute_url())
    return {
        "manager": manager.content.decode(),
        "consultant": before.content.decode(),
        "interim": letter.content.decode(),
    }


def full_pack() -> Pack:
    brief, consultant = full_brief()
    match = match_of(brief, open_to(consultant.firm))
    ask = reverse("sourcing:approach", args=[brief.ref, consultant.firm.own_id(match.ref)])
    as_person(Browser(), consultant.user).post(ask, {"why_you": WHY})
    return sent_pack(Entry.objects.get())


class _Text(HTMLParser):
    """Collects the words inside one element, or of the whole page without `css_class`."""

    def __init__(self, css_class: str = "") -> None:
        super().__init__()
        self.css_class, self.depth, self.words = css_class, 0 if css_class else 1, []  # type: ignore[var-annotated]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "div":
            return
        names = (dict(attrs).get("class") or "").split()
        if self.depth or self.css_class in names:
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and self.depth and self.css_class:
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.words.append(data)


def text_of(page: str, css_class: str = "") -> str:
    parser = _Text(css_class)
    parser.feed(page)
    return re.sub(r"\s+", " ", " ".join(parser.words)).strip()


def paths(value: Any, prefix: str = "") -> list[str]:
    """Return the path of every field that holds a value, for instance "criteria.measure"."""
    found = []
    for field in fields(value):
        path = f"{prefix}{field.name}"
        inner = getattr(value, field.name)
        rows = inner if isinstance(inner, tuple) else (inner,)
        found.append(path)
        for row in rows:
            if is_dataclass(row):
                found += [name for name in paths(row, f"{path}.") if name not in found]
    return found


def without(value: Any, path: str) -> Any:
    """Return a copy in which the field of this path has its default, in every row."""
    name, _, rest = path.partition(".")
    inner = getattr(value, name)
    if not rest:
        default = next(field.default for field in fields(value) if field.name == name)
        return replace(value, **{name: default})
    rows = tuple(without(row, rest) for row in inner) if isinstance(inner, tuple) else None
    return replace(value, **{name: without(inner, rest) if rows is None else rows})


def shown(pack: Pack) -> str:
    templates = ("engagements/_pack_head.html", "engagements/_pack.html")
    return "".join(render_to_string(name, {"pack": pack}) for name in templates)


# Kept as it was sent


def test_a_pack_is_read_as_it_was_stored():
    pack = full_pack()

    stored = json.loads(json.dumps(pack.as_json()))

    assert Pack.from_json(stored) == pack


def test_a_pack_without_a_new_field_reads_the_default():
    stored = {"title": "Interim site director", "criteria": [{"measure": "Deviations"}], "old": 1}

    pack = Pack.from_json(stored)

    assert (pack.title, pack.criteria[0].measure, pack.criteria[0].due_on) == (
        "Interim site director",
        "Deviations",
        None,
    )
    assert pack.approached_by == PackSender()


# From the brief to the pack, and from the pack to the page


def test_a_complete_brief_fills_every_field_of_the_pack():
    pack = full_pack()

    empty = [path for path in paths(pack) if without(pack, path) == pack]

    assert empty == []


def test_every_text_of_a_brief_is_in_the_pack():
    columns = {field.name for field in BriefText._meta.get_fields()}
    renamed = {"sectors": "sector"}

    names = {renamed.get(name, name) for name in columns - NOT_IN_THE_PACK.keys()}

    assert names - {field.name for field in fields(Pack)} == set()


def test_every_field_of_the_pack_is_shown():
    pack = full_pack()
    hidden = [
        path
        for path in paths(pack)
        if path not in SHOWN_ELSEWHERE
        and path.split(".")[0] not in SHOWN_ELSEWHERE
        and shown(without(pack, path)) == shown(pack)
    ]

    assert hidden == []


def test_fields_listed_as_shown_elsewhere_exist():
    assert SHOWN_ELSEWHERE.keys() - set(paths(full_pack())) == set()


def test_three_readers_read_the_same_text():
    read = {reader: text_of(page, "pack") for reader, page in pages().items()}

    assert read["manager"]
    assert read["consultant"] == read["manager"]
    assert read["interim"] == read["manager"]


@pytest.mark.parametrize("name", ["title", "client", "sector"])
def test_three_readers_read_the_head(name: str):
    read = pages()
    value = getattr(brief_pack(Brief.objects.get(), named=False), name)

    assert [reader for reader, page in read.items() if value not in text_of(page)] == []


def test_interim_reads_the_firms_and_the_consultant_where_the_panel_is():
    read = pages()
    firms = sent_pack(Entry.objects.get()).firms
    words = {
        word
        for firm in firms
        for word in (firm.name, firm.kind_label, firm.consultant, *firm.specialisms)
    }

    assert len(words) == 4
    assert {word for word in words if word not in text_of(read["interim"])} == set()
    brief = Entry.objects.get().brief
    assert reverse("engagements:panel", args=[brief.ref]) in read["consultant"]


def test_interim_reads_the_reason_and_the_sender():
    page = text_of(pages()["interim"])
    pack = sent_pack(Entry.objects.get())

    assert (pack.why_you, WHY in page) == (WHY, True)
    assert pack.approached_by.consultant in page
    assert pack.approached_by.firm in page


def test_short_words_of_a_german_brief_have_its_language():
    told = "Der Betrieb wurde von zwei Leitern geführt, und die Freigabe ist nicht geklärt."
    criterion = PackCriterion(
        measure="Überfällige Abweichungen", baseline="186", target="zwanzig", evidence="Bericht"
    )
    pack = Pack(title="Werk wieder frei", what_happened=told, criteria=(criterion,))

    html = render_to_string("engagements/_pack.html", {"pack": pack})

    for words in (told, "Überfällige Abweichungen", "zwanzig", "Bericht"):
        assert f'<span lang="de">{words}</span>' in html
    assert '<span class="thread-from">186</span>' in html
