"""The vocabulary's rows."""

from collections.abc import Iterable
from typing import ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from skills.places import Country
from skills.scales import Band, Seniority


class ConceptQuerySet(models.QuerySet["Concept"]):
    """Queries on `Concept`. The vocabulary is public to people who are signed in."""

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """Keep all of them."""
        del user
        return self.all()

    def of_kind(self, *kinds: str) -> Self:
        """Keep the concepts of these kinds."""
        return self.filter(kind__in=kinds)

    def coded(self, codes: Iterable[str]) -> Self:
        """Keep the concepts with these codes."""
        return self.filter(code__in=codes)

    def by_code(self, codes: Iterable[str]) -> dict[str, "Concept"]:
        """Return the existing concepts with these codes, by code."""
        return {concept.code: concept for concept in self.coded(codes)}

    def labels_of(self, keys: Iterable[int]) -> dict[int, str]:
        """Return the labels of these concepts, by primary key."""
        return dict(self.filter(pk__in=list(keys)).values_list("pk", "label"))

    def skills(self) -> Self:
        """Keep the kinds that are used as skills, with a level."""
        return self.of_kind(*Concept.SKILLS)

    def by_label(self) -> Self:
        """Alphabetically, ties by code."""
        return self.order_by(models.functions.Lower("label"), "code")


class Concept(models.Model):
    """One concept of the vocabulary: one identity, many names."""

    class Kind(models.TextChoices):
        """The kind of concept; only some are skills."""

        SKILL = "skill", "Skill"
        KNOWLEDGE = "knowledge", "Knowledge"
        STANDARD = "standard", "Standard"
        SYSTEM = "system", "System"
        SITUATION = "situation", "Situation"
        SECTOR = "sector", "Sector"
        ROLE = "role", "Role"
        REGISTRATION = "registration", "Registration"

    SKILLS: ClassVar = (Kind.SKILL, Kind.KNOWLEDGE, Kind.STANDARD, Kind.SYSTEM)

    code = models.CharField(max_length=80, unique=True, help_text="ESCO's id, or ih:…")
    label = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=Kind)
    description = models.TextField(blank=True)
    groups = ArrayField(models.CharField(max_length=24), default=list, blank=True)
    position = models.PositiveIntegerField(default=0)
    seniority = models.PositiveSmallIntegerField(
        null=True, blank=True, choices=Seniority, help_text="Of a role; a family of roles has none"
    )
    band = models.CharField(max_length=8, blank=True, choices=Band)
    body = models.CharField(max_length=80, blank=True, help_text="who grants a registration")
    country = models.CharField(
        max_length=2, blank=True, choices=Country, help_text="where a registration is granted"
    )

    objects = ConceptQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["kind", "label"], name="concept_kind_label")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.label}"


class Label(models.Model):
    """One name of a concept; it is searched by `key`.

    If several concepts share a name, `is_meant` marks the one that the name means by default: "CRO"
    is a restructuring officer.
    """

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="labels")
    text = models.CharField(max_length=300)
    key = models.CharField(max_length=300)
    is_preferred = models.BooleanField(default=False)
    is_meant = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["concept", "key"], name="label_once")
        ]
        indexes: ClassVar = [
            GinIndex(fields=["key"], name="label_key_trigram", opclasses=["gin_trgm_ops"])
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.text}"


class Relation(models.Model):
    """A directed relation between two concepts, from `source` to `target`."""

    class Kind(models.TextChoices):
        """`broader`: the target is the broader concept."""

        BROADER = "broader", "Broader"
        RELATED = "related", "Related"

    source = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="relations")
    target = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "target", "kind"], name="relation_once")
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.source_id} {self.kind} {self.target_id}"


class TextVectorQuerySet(models.QuerySet["TextVector"]):
    """Queries on `TextVector`. No page shows one."""

    def by_digest(self, model: str, digests: Iterable[bytes]) -> dict[bytes, bytes]:
        """Return the stored vectors of one model for these texts, by digest."""
        kept = self.filter(model=model, digest__in=list(digests))
        # The driver returns memoryviews, which do not equal bytes as keys.
        return {bytes(d): bytes(v) for d, v in kept.values_list("digest", "vector")}


class TextVector(models.Model):
    """The vector of one text under one model, so that no text is encoded twice.

    The text itself is not stored; the vector is found by the digest of the text.
    """

    model = models.CharField(max_length=80, help_text="name and version of the encoder")
    digest = models.BinaryField(max_length=32, help_text="SHA-256 of the text as UTF-8")
    vector = models.BinaryField(help_text="int8 numbers")

    objects = TextVectorQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["model", "digest"], name="text_vector_once")
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.model}"


class VocabularyVersion(models.Model):
    """The version of the loaded vocabulary: a hash over its files. There is one row."""

    version = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"#{self.pk} {self.version}"
