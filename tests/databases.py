"""The databases of the tests: made once as templates, and copied for each process.

There are two templates: one with all migrations, and one with the vocabulary too. Their names
contain a hash of everything that they are made from, so a kept one is never out of date.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from skills import vocabulary
from skills.models import Concept, Label, Relation, VocabularyVersion
from tests import servers
from tests.factories import NOW

ROOT = Path(__file__).resolve().parents[1]
PLAIN, WITH_VOCABULARY = "plain", "vocabulary"
MADE_BY_MIGRATIONS = frozenset({"django_migrations", "django_content_type", "auth_permission"})
OF_THE_VOCABULARY = frozenset(
    model._meta.db_table for model in (Concept, Label, Relation, VocabularyVersion)
)


def sources(kind: str) -> list[Path]:
    """Return the files that a template is made from."""
    found = [*ROOT.glob("requirements*.txt"), *ROOT.glob("tests/databases.py")]
    found += ROOT.glob("*/migrations/*.py")
    found += ROOT.glob("*/*/migrations/*.py")
    if kind == WITH_VOCABULARY:
        found += [path for path in (ROOT / "skills").rglob("*") if path.suffix in {".py", ".csv"}]
    return sorted(set(found))


def fingerprint(kind: str) -> str:
    """Return a hash that changes with every file that a template is made from."""
    digest = sha256()
    for path in sources(kind):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


class Databases:
    """The databases of this process: a copy of each template that a test needed."""

    def __init__(self) -> None:
        self.wanted = PLAIN
        self.copies: dict[str, str] = {}
        self.blocker: DjangoDbBlocker | None = None
        self.prefix = ""

    @contextmanager
    def served(self, blocker: DjangoDbBlocker) -> Iterator[None]:
        """Connect this process to its server, and to the database of the first test."""
        if self.blocker:
            yield
            return
        with blocker.unblock(), servers.server() as found:
            _connect(**found.address)
            self.prefix = found.prefix
            self._drop_all_but(self._templates())
            self.blocker = blocker
            try:
                self._use(self.wanted)
                yield
            finally:
                self.blocker = None
                self.copies.clear()
                self._drop_all_but(self._templates() if found.is_own else set())

    def choose(self, kind: str) -> None:
        """Choose the database of the next test.

        Inside the transaction of a fixture that several tests share, nothing changes.
        """
        self.wanted = kind
        if self.blocker and not connection.in_atomic_block:
            with self.blocker.unblock():
                self._use(kind)

    def empty(self) -> None:
        """Delete every row that a test has committed.

        Much faster than Django's flush, which truncates about seventy tables, most of them empty.
        """
        kept = set(MADE_BY_MIGRATIONS)
        if connection.settings_dict["NAME"] == self.copies.get(WITH_VOCABULARY):
            kept |= OF_THE_VOCABULARY
        with transaction.atomic(), connection.cursor() as cursor:
            names = set(connection.introspection.table_names(cursor)) - kept
            cursor.execute(
                " UNION ALL ".join(
                    f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in sorted(names)
                )
            )
            filled = [name for [name] in cursor.fetchall()]
            # Without triggers, since the trail refuses deletion, and so that no order of tables is
            # needed.
            cursor.execute("SET LOCAL session_replication_role = replica")
            for name in filled:
                cursor.execute(f"DELETE FROM {name}")

    def _use(self, kind: str) -> None:
        if kind not in self.copies:
            copy = f"{self.prefix}copy_{kind}"
            _create(copy, like=self._template(kind))
            self.copies[kind] = copy
        if connection.settings_dict["NAME"] != self.copies[kind]:
            _connect(NAME=self.copies[kind])

    def _templates(self) -> set[str]:
        return {self._name_of_template(kind) for kind in (PLAIN, WITH_VOCABULARY)}

    def _name_of_template(self, kind: str) -> str:
        return f"{self.prefix}template_{kind}_{fingerprint(kind)}"

    def _template(self, kind: str) -> str:
        """Return the template's name; create the template first if necessary."""
        name = self._name_of_template(kind)
        if name in _databases():
            return name
        unfinished = f"{self.prefix}unfinished_{kind}"
        _create(unfinished, like=None if kind == PLAIN else self._template(PLAIN))
        _connect(NAME=unfinished)
        if kind == PLAIN:
            call_command("migrate", verbosity=0, interactive=False)
        else:
            vocabulary.load(now=NOW)
        connection.close()
        _administer(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')
        return name

    def _drop_all_but(self, kept: set[str]) -> None:
        connection.close()
        own = tuple(f"{self.prefix}{word}_" for word in ("template", "copy", "unfinished"))
        for name in _databases() - kept:
            if name.startswith(own):
                _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


DATABASES = Databases()


def _connect(**facts: str) -> None:
    """Point the connection at another server or database; threads follow."""
    connection.close()
    if "HOST" in facts:
        connection.settings_dict["OPTIONS"].pop("host", None)
    connection.settings_dict.update(facts)


def _create(name: str, *, like: str | None) -> None:
    connection.close()
    template = f'TEMPLATE "{like}" STRATEGY FILE_COPY' if like else "TEMPLATE template0"
    _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    _administer(f'CREATE DATABASE "{name}" {template}')


def _databases() -> set[str]:
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]  # as Django's own tests
        cursor.execute("SELECT datname FROM pg_database")
        return {name for [name] in cursor.fetchall()}


def _administer(statement: str) -> None:
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(statement)
