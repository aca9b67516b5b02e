"""Text to concepts: link what people write to the vocabulary.

`docs/matching.md` explains the method and what was measured.
"""

import logging
import threading
import time
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Count, Max

from skills import encoder, multilingual
from skills.linking import index
from skills.linking.index import Progress
from skills.linking.linker import Link, Linker
from skills.linking.names import BadVocabulary, Vocabulary, from_files, from_folder, from_rows
from skills.linking.texts import Suggestions, TextMatch, suggest_from
from skills.models import Label, VocabularyVersion

__all__ = [
    "BadVocabulary",
    "Link",
    "Linker",
    "Suggestions",
    "TextMatch",
    "build_index",
    "linker",
    "linker_if_ready",
    "read_vocabulary",
    "shipped",
    "suggest",
]

logger = logging.getLogger(__name__)

FRESH_SECONDS = 30.0
_build_lock = threading.Lock()
_State = tuple[str, datetime | None, int, int | None]


def linker() -> Linker:
    """Return the linker of the loaded vocabulary, built once per process.

    It compares meaning once the index is on this machine (`build_index`). Until then, and without
    the encoder, it compares spelling alone.
    """
    with _build_lock:
        state = _state()
        return _linker(state, has_index=index.is_built(_vocabulary(state)))


def shipped(progress: Progress | None = None) -> Linker:
    """Return the linker of the shipped files, without a database.

    Args:
        progress: called with (names done, total) while the index is built. Without it no index is
            built; an existing one is used.
    """
    return _with_index(from_files(), progress)


def read_vocabulary(folder: Path | str, progress: Progress | None = None) -> Linker:
    """Return the linker of the `skills.csv` and `aliases.csv` of a folder, without a database.

    Raises:
        BadVocabulary: the folder lacks one of them.
    """
    return _with_index(from_folder(Path(folder)), progress)


def suggest(text: str, names: str = "") -> Suggestions:
    """Return suggestions found in a text, each with its quote. Takes seconds: for a worker.

    Args:
        names: the full name of the person who brought the text.
    """
    return suggest_from(linker(), text, names=names)


def build_index(progress: Progress = index.no_progress) -> None:
    """Build the index of the loaded vocabulary on this machine unless it exists; for a worker.

    Raises:
        EncoderMissing: no model is installed.
    """
    index.build(_vocabulary(_state()), progress, gently=True)


def lacks_index() -> bool:
    """Whether the index could be built here and does not exist yet."""
    return (
        settings.LINKER
        and _can_encode()
        and VocabularyVersion.objects.exists()
        and not index.is_built(_vocabulary(_state()))
    )


def linker_if_ready() -> Linker | None:
    """Return the linker if this process has loaded it; never wait.

    The first call starts loading it in the background, and a call more than half a minute later
    starts a refresh. Until it is loaded the answer is None; with `INTERIMHUB_LINKER=0` always.
    """
    return _background.get() if settings.LINKER else None


class _BackgroundLinker:
    """The linker of the web processes, loaded in a thread so that no request waits."""

    def __init__(self) -> None:
        self._linker: Linker | None = None
        self._refreshed_at = -FRESH_SECONDS
        self._refreshing = threading.Lock()

    def get(self) -> Linker | None:
        if time.monotonic() - self._refreshed_at >= FRESH_SECONDS and self._refreshing.acquire(
            blocking=False
        ):
            threading.Thread(target=self._refresh, name="linker", daemon=True).start()
        return self._linker

    def _refresh(self) -> None:
        try:
            found = linker()
            found.warm()
            self._linker = found
        except Exception:
            logger.exception("the linker could not be loaded; only spelling is compared")
        finally:
            self._refreshed_at = time.monotonic()
            self._refreshing.release()
            connection.close()


_background = _BackgroundLinker()


def _state() -> _State:
    version, loaded_at = (
        VocabularyVersion.objects.values_list("version", "loaded_at").order_by("pk").first()
    ) or ("", None)
    # The version alone is not enough: tests and operators may add rows by hand.
    rows = Label.objects.aggregate(count=Count("pk"), newest=Max("pk"))
    return version, loaded_at, rows["count"], rows["newest"]


@lru_cache(maxsize=1)
def _vocabulary(state: _State) -> Vocabulary:
    del state
    return from_rows()


@lru_cache(maxsize=1)
def _linker(state: _State, *, has_index: bool) -> Linker:
    vocabulary = _vocabulary(state)
    return _opened(vocabulary) if has_index else Linker(vocabulary)


def _with_index(vocabulary: Vocabulary, progress: Progress | None) -> Linker:
    if progress is not None and _can_encode():
        index.build(vocabulary, progress)
    return _opened(vocabulary)


def _opened(vocabulary: Vocabulary) -> Linker:
    return Linker(
        vocabulary, index.open_index(vocabulary), index.open_index(vocabulary, multilingual)
    )


def _can_encode() -> bool:
    return encoder.is_available() or multilingual.is_available()
