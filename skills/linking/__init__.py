"""Text to concepts: what people write, in the words of the vocabulary.

`docs/matching.md` says how, and what was measured.
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

from skills import encoder
from skills.linking import index
from skills.linking.index import Progress
from skills.linking.linker import Link, Linker
from skills.linking.names import BadVocabulary, Vocabulary, from_files, from_folder, from_rows
from skills.linking.texts import Suggestion, Suggestions, suggest_from
from skills.models import Label, VocabularyVersion

__all__ = [
    "BadVocabulary",
    "Link",
    "Linker",
    "Suggestion",
    "Suggestions",
    "at_hand",
    "build_index",
    "linker",
    "read_vocabulary",
    "shipped",
    "suggest",
]

logger = logging.getLogger(__name__)

FRESH_SECONDS = 30.0
_making = threading.Lock()
_State = tuple[str, datetime | None, int, int | None]


def linker() -> Linker:
    """Return the linker for the vocabulary that is loaded, made once in each process.

    Meaning counts as soon as the index is on this machine (`build_index`); until then, and where
    the encoder is missing, spelling alone does.
    """
    with _making:
        state = _state()
        return _linker(state, has_index=index.is_built(_vocabulary(state)))


def shipped(progress: Progress | None = None) -> Linker:
    """Return the linker for the shipped files, without a database.

    Args:
        progress: called with (names done, of all) while the index is made; without it no index is
            made, and what is there is used.
    """
    return _with_index(from_files(), progress)


def read_vocabulary(folder: Path | str, progress: Progress | None = None) -> Linker:
    """Return the linker for the `skills.csv` and `aliases.csv` of a folder, without a database.

    Raises:
        BadVocabulary: the folder does not hold them.
    """
    return _with_index(from_folder(Path(folder)), progress)


def suggest(text: str) -> Suggestions:
    """Return what a pasted text seems to say, in seconds: for a worker rather than a request.

    Of each kind the best few, each with the words of the text that it came from.
    """
    return suggest_from(linker(), text)


def build_index(progress: Progress = index.silent) -> None:
    """Make the index for the loaded vocabulary on this machine, unless it is there; in a worker.

    Raises:
        EncoderMissing: the model is not installed.
    """
    index.build(_vocabulary(_state()), progress, gently=True)


def lacks_index() -> bool:
    """Whether the index could be made here and has not been."""
    return (
        settings.LINKER
        and encoder.is_available()
        and VocabularyVersion.objects.exists()
        and not index.is_built(_vocabulary(_state()))
    )


def at_hand() -> Linker | None:
    """Return the linker if this process holds it, without waiting.

    The first call has it made in the background, and so has one that finds it older than half a
    minute; until it is there the answer is None. With `INTERIMHUB_LINKER=0` it always is.
    """
    return _hand.reach() if settings.LINKER else None


class _Hand:
    """The linker that requests use: whoever asks never waits for it."""

    def __init__(self) -> None:
        self._held: Linker | None = None
        self._looked_at = -FRESH_SECONDS
        self._looking = threading.Lock()

    def reach(self) -> Linker | None:
        if time.monotonic() - self._looked_at >= FRESH_SECONDS and self._looking.acquire(
            blocking=False
        ):
            threading.Thread(target=self._look, name="linker", daemon=True).start()
        return self._held

    def _look(self) -> None:
        try:
            found = linker()
            found.warm()
            self._held = found
        except Exception:
            logger.exception("the linker could not be made; spelling alone counts meanwhile")
        finally:
            self._looked_at = time.monotonic()
            self._looking.release()
            connection.close()


_hand = _Hand()


def _state() -> _State:
    version, loaded_at = (
        VocabularyVersion.objects.values_list("version", "loaded_at").order_by("pk").first()
    ) or ("", None)
    # The version alone would do, were rows never added by hand or loaded into another database.
    rows = Label.objects.aggregate(count=Count("pk"), newest=Max("pk"))
    return version, loaded_at, rows["count"], rows["newest"]


@lru_cache(maxsize=1)
def _vocabulary(state: _State) -> Vocabulary:
    del state
    return from_rows()


@lru_cache(maxsize=1)
def _linker(state: _State, *, has_index: bool) -> Linker:
    vocabulary = _vocabulary(state)
    return Linker(vocabulary, index.opened(vocabulary) if has_index else None)


def _with_index(vocabulary: Vocabulary, progress: Progress | None) -> Linker:
    if progress is not None and encoder.is_available():
        index.build(vocabulary, progress)
    return Linker(vocabulary, index.opened(vocabulary))
