import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

ROOT = Path(settings.BASE_DIR, "templates")
NAMES = sorted(str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if path.is_file())

MAX_LINE = 160


@pytest.mark.parametrize("name", NAMES)
def test_every_template_compiles(name):
    assert get_template(name)


@pytest.mark.parametrize("name", NAMES)
def test_no_line_of_a_template_is_too_long(name):
    lines = (ROOT / name).read_text().splitlines()

    assert [number for number, line in enumerate(lines, 1) if len(line) > MAX_LINE] == []


# A title of a page cannot name its language; letters are plain text.
UNMARKED = re.compile(r"{{ *(brief\.name|pack\.title|headline|\w+(\.\w+)*\.headline) *}}")


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".html")])
def test_titles_of_briefs_and_headlines_name_their_language(name):
    lines = (ROOT / name).read_text().splitlines()

    bare = [line.strip() for line in lines if UNMARKED.search(line)]
    assert [line for line in bare if not is_plain(line)] == []


def is_plain(line: str) -> bool:
    return "block title" in line or "visually-hidden" in line or "notice-title" in line
