"""The vocabulary's files: reading them, and loading them into rows."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from itertools import chain
from pathlib import Path

from django.db import connection, transaction

from skills.models import Concept, Label, Relation, VocabularyVersion
from skills.words import key_of

DATA = Path(__file__).parent / "data"
FILES = (
    "esco-1.1.1/skills.csv",
    "esco-1.1.1/aliases.csv",
    "esco-1.1.1/related.csv",
    "situations.csv",
    "sectors.csv",
    "terms.csv",
    "role_families.csv",
    "roles.csv",
    "registrations.csv",
    "labels.csv",
    "near.csv",
    "words.csv",
    "preferred.csv",
    "names.csv",
)
LANGUAGES = ("de", "fr", "nl")
# Part of the version: raise it when the same files should give other rows.
READER = "2"

# ESCO puts nearly all knowledge into this one group, so it carries no information.
EMPTY_GROUPS = frozenset({"K"})
# Our own terms come first, then ESCO's by the number of management occupations that use them.
ESCO_POSITION = 1000


@dataclass(frozen=True, slots=True)
class ConceptEntry:
    """One concept as read from the files; other concepts are referenced by code.

    Attributes:
        names: the preferred label first, then the others; one per search key.
        groups: leaf groups of ESCO that it belongs to.
        broader, related: codes of other concepts.
        seniority, band: of a role; a family of roles has neither.
        body, country: of a registration: who grants it, and a `Country`.
        leads: of a registration: words that several of them share, which are no name of it.
    """

    code: str
    kind: str
    names: tuple[str, ...]
    description: str
    groups: tuple[str, ...]
    position: int
    broader: tuple[str, ...]
    related: tuple[str, ...]
    seniority: int | None = None
    band: str = ""
    body: str = ""
    country: str = ""
    leads: tuple[str, ...] = ()


def version() -> str:
    """Return the hash of the files on disk."""
    digest = sha256(READER.encode())
    for name in FILES:
        digest.update((DATA / name).read_bytes())
    return digest.hexdigest()


def read() -> list[ConceptEntry]:
    """Read every concept from the files, ESCO's and our own."""
    return [
        *_read_esco(),
        *_read_plain("situation"),
        *_read_plain("sector"),
        *_read_terms(),
        *_read_roles(),
        *_read_registrations(),
    ]


def read_other_than_skills() -> list[ConceptEntry]:
    """Read roles, situations and registrations only, without ESCO's files."""
    return [*_read_roles(), *_read_plain("situation"), *_read_registrations()]


@cache
def labels() -> dict[str, tuple[str, ...]]:
    """Return a concept's preferred names in German, French and Dutch, by code."""
    return {
        row["code"]: tuple(row[language] for language in LANGUAGES) for row in _rows("labels.csv")
    }


def near_pairs() -> Iterator[tuple[str, str]]:
    """Yield pairs of situations or of sectors that are near to each other, each pair once."""
    for row in _rows("near.csv"):
        yield row["code"], row["near"]


@cache
def words() -> dict[str, tuple[str, ...]]:
    """Return the words in which people tell of a skill, in English, German, French and Dutch."""
    return {
        row["code"]: tuple(
            word for language in ("en", *LANGUAGES) for word in _split(row[language])
        )
        for row in _rows("words.csv")
    }


def told() -> Iterator[tuple[str, str]]:
    """Yield the sentences in which people tell of a situation: its code, and a sentence.

    The code is empty for sentences that tell of none.
    """
    for row in _rows("told.csv"):
        for language in ("en", *LANGUAGES):
            yield from ((row["code"], sentence) for sentence in _split(row[language]))


def meant() -> dict[str, str]:
    """Return the concept meant by a name that several concepts share: search key → code."""
    return {key_of(row["name"]): row["code"] for row in _rows("preferred.csv")}


@transaction.atomic(durable=True)
def load(*, now: datetime) -> bool:
    """Synchronise the rows with the files; return whether anything changed.

    Concepts are never deleted, even when they leave the files: profiles may refer to them.
    """
    found = version()
    if VocabularyVersion.objects.filter(version=found).exists():
        return False
    entries = read()
    concepts = _write_concepts(entries)
    _write_labels(entries, concepts)
    _write_relations(entries, concepts)
    VocabularyVersion.objects.update_or_create(pk=1, defaults={"version": found, "loaded_at": now})
    _refresh_statistics()
    return True


def _refresh_statistics() -> None:
    """Flush the trigram index and run ANALYZE now.

    Without current statistics the planner reads every label at each letter typed.
    """
    tables = ", ".join(model._meta.db_table for model in (Concept, Label, Relation))
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('label_key_trigram')")
        cursor.execute(f"ANALYZE {tables}")


# Reading


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _read_esco() -> Iterator[ConceptEntry]:
    aliases: dict[str, list[str]] = {}
    for row in _rows("esco-1.1.1/aliases.csv"):
        aliases.setdefault(row["id"], []).append(row["alias"])
    # Names that practitioners use and ESCO does not have.
    for row in _rows("names.csv"):
        aliases.setdefault(row["code"], []).extend(_split(row["aliases"]))
    related: dict[str, list[str]] = {}
    for row in _rows("esco-1.1.1/related.csv"):
        related.setdefault(row["a"], []).append(row["b"])
    skills = list(_rows("esco-1.1.1/skills.csv"))
    skills.sort(key=lambda row: (-int(row["manager_occupations"]), row["id"]))
    for position, row in enumerate(skills):
        is_knowledge = row["type"] == "knowledge"
        yield ConceptEntry(
            code=row["id"],
            kind=Concept.Kind.KNOWLEDGE if is_knowledge else Concept.Kind.SKILL,
            names=_names(row["label"], aliases.get(row["id"], [])),
            description="",
            groups=leaf_groups(_split(row["group_codes"])),
            position=ESCO_POSITION + position,
            broader=_split(row["parents"]),
            related=tuple(related.get(row["id"], [])),
        )


def _read_plain(kind: str) -> Iterator[ConceptEntry]:
    for position, row in enumerate(_rows(f"{kind}s.csv")):
        yield ConceptEntry(
            code=row["code"],
            kind=kind,
            names=_names(row["label"], _others(row)),
            description=row.get("description", ""),
            groups=(),
            position=position,
            broader=_split(row.get("parents", "")),
            related=_split(row.get("related", "")),
        )


def _read_terms() -> Iterator[ConceptEntry]:
    """Read our own skills. A parent is a concept's code, or `S4.2.1` for one of ESCO's groups."""
    groups = {row["code"] for row in _rows("esco-1.1.1/groups.csv")}
    for position, row in enumerate(_rows("terms.csv")):
        parents = _split(row["parents"])
        yield ConceptEntry(
            code=row["code"],
            kind=row["kind"],
            names=_names(row["label"], _others(row)),
            description="",
            groups=tuple(parent for parent in parents if parent in groups),
            position=position,
            broader=tuple(parent for parent in parents if parent not in groups),
            related=_split(row["related"]),
        )


def _read_roles() -> Iterator[ConceptEntry]:
    """Read the families of roles, then the roles: each is narrower than its family."""
    for position, row in enumerate(_rows("role_families.csv")):
        yield ConceptEntry(
            code=row["code"],
            kind=Concept.Kind.ROLE,
            names=_names(row["label"], _others(row)),
            description="",
            groups=(),
            position=position,
            broader=(),
            related=_split(row["related"]),
        )
    for position, row in enumerate(_rows("roles.csv")):
        yield ConceptEntry(
            code=row["code"],
            kind=Concept.Kind.ROLE,
            names=_names(row["label"], _split(row["aliases"])),
            description="",
            groups=(),
            position=position,
            broader=(row["family"],),
            related=(),
            seniority=int(row["seniority"]),
            band=row["band"],
        )


def _read_registrations() -> Iterator[ConceptEntry]:
    """Read the registrations: the labels in four languages, then other names."""
    for position, row in enumerate(_rows("registrations.csv")):
        others = (row["de"], row["fr"], row["nl"], *_split(row["aliases"]))
        yield ConceptEntry(
            code=row["code"],
            kind=Concept.Kind.REGISTRATION,
            names=_names(row["label"], others),
            description="",
            groups=(),
            position=position,
            broader=(),
            related=(),
            body=row["body"],
            country=row["country"],
            leads=_split(row["leads"]),
        )


def leaf_groups(codes: Iterable[str]) -> tuple[str, ...]:
    """Keep the innermost groups, without those that carry no information."""
    listed = set(codes)

    def contains(outer: str, inner: str) -> bool:
        beneath = outer if len(outer) == 1 else f"{outer}."
        return inner != outer and inner.startswith(beneath)

    leaves = (code for code in listed if not any(contains(code, other) for other in listed))
    return tuple(sorted(code for code in leaves if code not in EMPTY_GROUPS))


def _others(row: dict[str, str]) -> tuple[str, ...]:
    """Return the other names in a row, the concept's labels in other languages, and its words."""
    code = row["code"]
    return (*_split(row.get("aliases", "")), *labels().get(code, ()), *words().get(code, ()))


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())


def _names(label: str, aliases: Iterable[str]) -> tuple[str, ...]:
    by_key: dict[str, str] = {}
    for name in chain([label], aliases):
        by_key.setdefault(key_of(name), name.strip())
    by_key.pop("", None)
    return tuple(by_key.values())


# Writing


def _write_concepts(entries: list[ConceptEntry]) -> dict[str, int]:
    fields = (
        *("label", "kind", "description", "groups", "position", "seniority", "band"),
        *("body", "country"),
    )
    before = {row[0]: row[1:] for row in Concept.objects.values_list("code", *fields)}
    wanted = [
        Concept(
            code=entry.code,
            label=entry.names[0],
            kind=entry.kind,
            description=entry.description,
            groups=list(entry.groups),
            position=entry.position,
            seniority=entry.seniority,
            band=entry.band,
            body=entry.body,
            country=entry.country,
        )
        for entry in entries
    ]
    changed = [
        concept
        for concept in wanted
        if before.get(concept.code) != tuple(getattr(concept, field) for field in fields)
    ]
    Concept.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["code"], update_fields=fields
    )
    return dict(Concept.objects.values_list("code", "pk"))


def _write_labels(entries: list[ConceptEntry], concepts: dict[str, int]) -> None:
    means = meant()
    wanted = {
        (concepts[entry.code], key): (name, position == 0, means.get(key) == entry.code)
        for entry in entries
        for position, name in enumerate(entry.names)
        for key in (key_of(name),)
    }
    ours = {concepts[entry.code] for entry in entries}
    stale = []
    for pk, concept, key, *facts in Label.objects.values_list(
        "pk", "concept_id", "key", "text", "is_preferred", "is_meant"
    ):
        if wanted.get((concept, key)) == tuple(facts):
            del wanted[concept, key]
        elif concept in ours:
            stale.append(pk)
    Label.objects.filter(pk__in=stale).delete()
    Label.objects.bulk_create(
        (
            Label(
                concept_id=concept,
                key=key,
                text=text,
                is_preferred=is_preferred,
                is_meant=is_meant,
            )
            for (concept, key), (text, is_preferred, is_meant) in wanted.items()
        ),
        batch_size=5000,
    )


def _write_relations(entries: list[ConceptEntry], concepts: dict[str, int]) -> None:
    wanted = {
        (concepts[entry.code], kind, concepts[other])
        for entry in entries
        for kind, others in (
            (Relation.Kind.BROADER.value, entry.broader),
            (Relation.Kind.RELATED.value, entry.related),
        )
        for other in others
    }
    ours = {concepts[entry.code] for entry in entries}
    stale = []
    for pk, source, kind, target in Relation.objects.values_list(
        "pk", "source_id", "kind", "target_id"
    ):
        if (source, kind, target) in wanted:
            wanted.remove((source, kind, target))
        elif source in ours:
            stale.append(pk)
    Relation.objects.filter(pk__in=stale).delete()
    Relation.objects.bulk_create(
        Relation(source_id=source, kind=kind, target_id=target)
        for source, kind, target in sorted(wanted)
    )
