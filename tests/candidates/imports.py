"""Shared by the tests of the import: a file, the command and its output."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command


def load(tmp_path: Path, *lines: Any, source: str = "") -> tuple[str, str, bool]:
    """Return standard output, standard error, and whether the command failed."""
    file = tmp_path / "people.jsonl"
    raw = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    file.write_bytes(b"\n".join(raw) + b"\n")
    out, err = StringIO(), StringIO()
    arguments = [str(file), *(["--source", source] if source else [])]
    try:
        call_command("import_profiles", *arguments, stdout=out, stderr=err)
    except CommandError as failure:
        return out.getvalue(), f"{err.getvalue()}{failure}", True
    return out.getvalue(), err.getvalue(), False


def ours(ident: str = "p1", **keys: Any) -> dict[str, Any]:
    return {"id": ident, "title": "Interim VP Technical Operations"} | keys
