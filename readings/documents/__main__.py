"""The sandboxed program: a document on standard input, one JSON object on standard output."""

import json
import logging
import os
import resource
import signal
import sys
from dataclasses import asdict
from pathlib import Path
from types import FrameType

sys.path.append(str(Path(__file__).parents[2]))

from readings import documents
from readings.documents import result
from readings.documents.result import OutOfTime, UnreadableDocument

NICENESS = 10  # pages, letters and rankings come first


def main() -> None:
    """Parse the document within limits."""
    os.nice(NICENESS)
    out = os.dup(1)
    os.dup2(2, 1)  # so that output of libraries does not mix with the answer
    for limit, soft, hard in (
        (resource.RLIMIT_AS, result.MAX_MEMORY_BYTES, result.MAX_MEMORY_BYTES),
        (resource.RLIMIT_CPU, result.CPU_SECONDS, result.CPU_SECONDS_KILLED),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_NPROC, 0, 0),
    ):
        resource.setrlimit(limit, (soft, hard))
    signal.signal(signal.SIGXCPU, _stop)
    logging.disable(logging.CRITICAL)
    answer: dict[str, str]
    try:
        answer = asdict(documents.read(sys.stdin.buffer.read(result.MAX_DOCUMENT_BYTES + 1)))
    except UnreadableDocument as error:
        answer = {"problem": error.code}
    except (MemoryError, RecursionError, OutOfTime):
        answer = {"problem": "heavy"}
    with os.fdopen(out, "w", encoding="utf-8") as stream:
        json.dump(answer, stream)


def _stop(number: int, frame: FrameType | None) -> None:
    raise OutOfTime


if __name__ == "__main__":
    main()
