"""The words of past assignments, read once by the worker and kept by text and version.

A row says which texts an assignment consists of, as digests; `skills.vectors` has their vectors. A
row counts only as long as the assignment, and the names of its interim, are those that were read.
"""

from collections.abc import Mapping
from typing import Self

import numpy as np
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import MD5, Concat

from candidates.models import Candidate, PastAssignment, ProfileChange
from ranking import told_situations
from ranking.record_arrays import WorkTexts, work_texts
from redaction.neutral import NeutralText
from skills import multilingual
from skills.encoder import Int8s
from skills.models import Concept
from skills.vectors import MODEL, WIDTH, digest_of, vectors_of

VERSION = f"{MODEL} sentences/1 {told_situations.VERSION}"
"""Raise its end whenever the same assignment could give other texts; all are read again then."""
FIELDS = ("title", "situation", "mandate", "result", "measure")
"""The texts of an assignment that are read. Spans number them."""
NAMES = ("candidate__user__full_name", "candidate__user__preferred_name")
NOTHING = bytes(32)

SOURCE = MD5(
    Concat(
        *(part for name in (*FIELDS, *NAMES) for part in (F(name), Value("\x1f"))),
        output_field=models.TextField(),
    )
)
"""A hash of everything that is read for an assignment."""
READ = Q(words__version=VERSION, words__source=SOURCE)
"""Assignments whose words are read as they stand now."""


class WorkWordsQuerySet(models.QuerySet["WorkWords"]):
    """Queries on `WorkWords`. No page shows one."""

    def current(self) -> Self:
        """Keep those of assignments that have not changed since."""
        return self.filter(assignment__in=PastAssignment.objects.filter(READ).values("pk"))


class WorkWords(models.Model):
    """What was read of one past assignment.

    `digests` has 32 bytes for each text: the whole, the title, and each further sentence; zeros for
    a text that says nothing. `spans` says where each sentence stands, the title first if it says
    anything: the number of the field in `FIELDS`, and its start and end in it. `told` has the
    situations that the sentences tell of.
    """

    assignment = models.OneToOneField(
        PastAssignment, on_delete=models.CASCADE, related_name="words"
    )
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="+")
    version = models.CharField(max_length=120)
    source = models.CharField(max_length=32, help_text="MD5 of what was read")
    digests = models.BinaryField()
    spans = ArrayField(ArrayField(models.PositiveIntegerField(), size=3), default=list)
    told = ArrayField(
        models.BigIntegerField(), default=list, help_text="keys of the situations that it tells of"
    )

    objects = WorkWordsQuerySet.as_manager()

    def __str__(self) -> str:
        return f"#{self.pk} assignment {self.assignment_id}"


def unread(people: models.QuerySet[Candidate]) -> models.QuerySet[PastAssignment]:
    """Return the assignments of these people that have not been read as they stand."""
    return (
        PastAssignment.objects.filter(candidate__in=people.values("pk"))
        .filter(Q(words__isnull=True) | ~Q(words__version=VERSION) | ~Q(words__source=SOURCE))
        .order_by("pk")
    )


def are_read(candidate: Candidate) -> bool:
    """Whether the worker has read every assignment of one interim."""
    people = Candidate.objects.filter(pk=candidate.pk)
    return not multilingual.is_available() or not unread(people).exists()


def read(assignments: models.QuerySet[PastAssignment]) -> None:
    """Read these assignments: encode their texts, store the rows, and note who has changed."""
    fields = ("pk", "candidate_id", "source", *NAMES, *FIELDS)
    found = list(assignments.annotate(source=SOURCE).values_list(*fields))
    read_texts = [
        (pk, candidate_id, source, work_texts(*texts, names=" ".join(filter(None, names))))
        for pk, candidate_id, source, *rest in found
        for names, texts in [(rest[: len(NAMES)], rest[len(NAMES) :])]
    ]
    vectors = vectors_of(
        text for *_, texts in read_texts for text in (texts.whole, *texts.sentences)
    )
    told = _told({text for *_, texts in read_texts for text in texts.sentences}, vectors)
    rows = [
        WorkWords(
            assignment_id=pk,
            candidate_id=candidate_id,
            version=VERSION,
            source=source,
            digests=_digests(texts),
            spans=[list(span) for span in texts.spans],
            told=sorted({pk for text in texts.sentences for pk in told[text]}),
        )
        for pk, candidate_id, source, texts in read_texts
    ]
    # One order everywhere, so that two workers cannot deadlock.
    rows.sort(key=lambda row: row.assignment_id)
    with transaction.atomic():
        WorkWords.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["assignment"],
            update_fields=["candidate", "version", "source", "digests", "spans", "told"],
        )
        # Pools that were loaded before have to load these people again.
        ProfileChange.objects.all().note({row.candidate_id for row in rows})


def _told(texts: set[NeutralText], found: Mapping[str, Int8s]) -> dict[NeutralText, list[int]]:
    """Return text → primary keys of the situations that it tells of."""
    known = sorted(texts)
    vectors = np.array([found[text] for text in known], np.int8).reshape(len(known), WIDTH)
    codes = told_situations.told_situations(known, vectors)
    situations = Concept.objects.filter(kind=Concept.Kind.SITUATION)
    key = dict(situations.values_list("code", "pk"))
    return {
        text: [key[code] for code in sorted(of) if code in key]
        for text, of in zip(known, codes, strict=True)
    }


def _digests(texts: WorkTexts) -> bytes:
    further = texts.sentences[1:] if texts.title else texts.sentences
    parts = (texts.whole, texts.title, *further)
    return b"".join(digest_of(text) if text else NOTHING for text in parts)


def if_read(column: str) -> Case:
    """Return an expression on assignments: a column of what was read, or null if it is old."""
    return Case(When(READ, then=F(f"words__{column}")))
