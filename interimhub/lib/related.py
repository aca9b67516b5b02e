"""Related rows of those of a prepared query, read by prepared queries too.

`prefetch_related` builds its queries anew for each page, since they name the rows that were found.
Here they take the keys of those rows as values. `brief.criteria.all()` then holds the same as with
Django.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import (
    F,
    ForeignKey,
    ManyToManyField,
    Model,
    Prefetch,
    QuerySet,
    prefetch_related_objects,
)
from django.db.models.constants import LOOKUP_SEP
from django.db.models.fields.related_descriptors import (
    ManyToManyDescriptor,
    ReverseManyToOneDescriptor,
)

MOST_OWNERS = 512
"""What belongs to more rows is read as Django does."""

_OWNER = "owner_key"

Make = Callable[[Callable[..., QuerySet[Any]]], Callable[..., Sequence[Any]]]


def attach(found: list[Any], lookups: Sequence[Any]) -> None:
    """Read the related rows of those found, and leave each its own.

    Args:
        lookups: each a `Related`, or what `prefetch_related` takes.
    """
    for lookup in lookups if found else ():
        if isinstance(lookup, Related):
            lookup.attach(found)
        else:
            prefetch_related_objects(found, lookup)


class Related:
    """The rows that one lookup of `prefetch_related` asks for, as "entry__candidate__record".

    Args:
        lookup: with `rows` as its queryset, if it has one.
        path: the names of the single rows that lead to the owners.
        field: the foreign key to the owner, or the owner's field of many rows.
        make: returns the function that runs a query, given what builds it of `keys`.
    """

    def __init__(
        self, lookup: Any, path: Sequence[str], field: Any, rows: QuerySet[Any], make: Make
    ) -> None:
        self._lookup, self._path, self._field, self._rows = lookup, path, field, rows
        self._accessor = lookup.prefetch_to.split(LOOKUP_SEP)[-1]
        self._is_many_to_many = isinstance(field, ManyToManyField)
        self._cache_name = field.name if self._is_many_to_many else field.remote_field.cache_name
        self._query = make(self._of_many if self._is_many_to_many else self._of_one)

    @classmethod
    def of(cls, model: type[Model], lookup: Any, make: Make) -> Any:
        """Return what a lookup of `model` asks for, or the lookup if only Django can read it."""
        given = lookup if isinstance(lookup, Prefetch) else Prefetch(lookup)
        *path, accessor = given.prefetch_through.split(LOOKUP_SEP)
        owner: Any = model
        for name in path:
            owner = _single(owner, name)
        match owner and getattr(owner, accessor, None):
            case ManyToManyDescriptor(reverse=False, field=ManyToManyField() as field):
                target = field.related_model
            case ReverseManyToOneDescriptor(field=ForeignKey() as field) if _names_key(field):
                target = field.model
            case _:
                return lookup
        rows = target._default_manager.all() if given.queryset is None else given.queryset
        if rows.query.is_sliced or given.prefetch_to != given.prefetch_through:
            return lookup
        # The owner is told by the only join with the table between.
        if isinstance(field, ManyToManyField) and len(rows.query.alias_map) > 1:
            return lookup
        return cls(given, path, field, rows, make)

    def attach(self, found: list[Any]) -> None:
        """Read the rows and leave each owner its own, as Django does."""
        owners = self._owners(found)
        by_key = {owner.pk: owner for owner in owners or ()}
        if owners is None or len(by_key) > MOST_OWNERS:
            prefetch_related_objects(found, self._lookup)
            return
        owned: dict[int, list[Any]] = defaultdict(list)
        for row in self._query(keys=tuple(by_key)) if by_key else ():
            key = getattr(row, _OWNER if self._is_many_to_many else self._field.attname)
            owned[key].append(row)
            if not self._is_many_to_many and not self._field.is_cached(row):
                self._field.set_cached_value(row, by_key[key])
        rows: Any = self._rows.all()
        for owner in owners:
            self._leave(owner, rows, owned[owner.pk])

    def _owners(self, found: list[Any]) -> list[Any] | None:
        """Return the rows at the end of the path that do not have theirs.

        None if rows of the path did not come with the query.
        """
        owners = found
        for name in self._path:
            if not all(name in row._state.fields_cache for row in owners):
                return None
            further = [row._state.fields_cache[name] for row in owners]
            owners = [row for row in further if row is not None]
        name = self._cache_name
        return [row for row in owners if name not in vars(row).get("_prefetched_objects_cache", ())]

    def _leave(self, owner: Any, rows: Any, owned: list[Any]) -> None:
        """Make `owned` what the owner's `….all()` returns; a filter of it asks the database."""
        own = getattr(owner, self._accessor)._apply_rel_filters(rows)
        own._result_cache, own._prefetch_done = owned, True
        vars(owner).setdefault("_prefetched_objects_cache", {})[self._cache_name] = own

    def _of_one(self, *, keys: tuple[int, ...]) -> QuerySet[Any]:
        return self._rows.filter(**{f"{self._field.name}__in": keys})

    def _of_many(self, *, keys: tuple[int, ...]) -> QuerySet[Any]:
        name = self._field.related_query_name()
        rows: QuerySet[Any] = self._rows.filter(**{f"{name}__in": keys})
        owned: QuerySet[Any] = rows.annotate(**{_OWNER: F(f"{name}__pk")})
        return owned


def _single(model: type[Model] | None, name: str) -> type[Model] | None:
    """Return the model of the one row that a name leads to, or None if there may be several."""
    if model is None:
        return None
    field: Any = model._meta.get_field(name)
    return field.related_model if field.many_to_one or field.one_to_one else None


def _names_key(field: ForeignKey[Any, Any]) -> bool:
    return bool(field.target_field.primary_key)
