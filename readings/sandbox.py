"""Parse a document in a separate process with limits of time and memory."""

import json
import logging
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from readings import documents
from readings.documents import Text, UnreadableDocument

logger = logging.getLogger(__name__)

SECONDS = 20  # wall-clock time; the CPU limit is lower
# -I: no environment, and nothing on the path but the program. Reads stdin, writes stdout.
PROGRAM = [
    sys.executable,
    "-I",
    "-X",
    "utf8",
    str(Path(documents.__file__).with_name("__main__.py")),
]


def read_document(
    data: bytes, *, program: list[str] | None = None, seconds: float = SECONDS
) -> Text:
    """Return the text of a document, which may be malicious.

    Args:
        program: the parser to run instead of our own.
        seconds: the time limit.

    Raises:
        UnreadableDocument: with the reason.
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
            raise UnreadableDocument("heavy") from error
        except BaseException:  # including the job's own time limit
            _end(process)
            raise
    return _parsed(answer, process.returncode)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Kill the process and its children."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _parsed(answer: bytes, code: int | None) -> Text:
    try:
        result = json.loads(answer)
    except ValueError as error:
        # Killed by its limits before it could answer.
        logger.warning("the parser of a document exited with %s", code)
        raise UnreadableDocument("heavy") from error
    if "problem" in result:
        raise UnreadableDocument(result["problem"])
    return Text(result["text"], result["note"])
