"""Read a document in a process of its own, which is ended when it takes too long."""

import json
import logging
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from readings import documents
from readings.documents import Text, Unreadable

logger = logging.getLogger(__name__)

SECONDS = 30  # by the clock on the wall; of computing it gets less
# -I: no environment, no folder of ours on the path. It reads its input and writes its answer.
PROGRAM = [sys.executable, "-I", "-X", "utf8", str(Path(documents.__file__))]


def read_document(
    data: bytes, *, program: list[str] | None = None, seconds: float = SECONDS
) -> Text:
    """Return the text of a PDF or DOCX, however long or ill-meant it is.

    Args:
        program: what reads it, in place of our own.
        seconds: after which it is ended.

    Raises:
        Unreadable: with the reason.
    """
    with subprocess.Popen(  # noqa: S603 - our own program, no shell
        program or PROGRAM,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        start_new_session=True,
    ) as process:
        try:
            answer, _ = process.communicate(data, timeout=seconds)
        except subprocess.TimeoutExpired as error:
            _end(process)
            logger.warning("a document took more than %s s to read", seconds)
            raise Unreadable("heavy") from error
        except BaseException:  # the job's own time limit among them
            _end(process)
            raise
    return _understood(answer, process.returncode)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the process and whatever it has started."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _understood(answer: bytes, code: int | None) -> Text:
    try:
        told = json.loads(answer)
    except ValueError as error:
        # Ended by its limits before it could say anything.
        logger.warning("the reading of a document ended with %s", code)
        raise Unreadable("heavy") from error
    if "problem" in told:
        raise Unreadable(told["problem"])
    return Text(told["text"], told["note"])
