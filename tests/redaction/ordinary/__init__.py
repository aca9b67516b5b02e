"""Texts about work in four languages that tell nobody's name, though their words may be names."""

from pathlib import Path

TEXTS = tuple(
    line
    for path in sorted(Path(__file__).parent.glob("*.txt"))
    for line in path.read_text("utf-8").splitlines()
    if line.strip()
)
