"""The text of documents, and the reasons for unreadable ones."""

import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from readings import documents, sandbox
from readings.documents import UnreadableDocument, kind_of, tidy
from readings.sandbox import read_document
from tests.machinery import eventually
from tests.readings.papers import bomb, lying_bomb, pdf, placed_words, scan, word, word_with

ROOT = Path(documents.__file__).parents[2]
LOCKED = documents.OLE + "EncryptedPackage".encode("utf-16-le")
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    b'<w:document xmlns:w="x"><w:body>&b;</w:body></w:document>'
)


def problem_of(data: bytes) -> str:
    with pytest.raises(UnreadableDocument) as refusal:
        read_document(data)
    return refusal.value.code


def test_the_text_of_a_pdf_is_read_page_by_page() -> None:
    told = read_document(pdf("Interim CFO for a carve-out.", "Nine months in Leeds."))

    assert told.text == "Interim CFO for a carve-out.\n\nNine months in Leeds."
    assert told.note == ""


def test_wrapped_lines_are_joined() -> None:
    told = read_document(pdf("We need a leader of a remedia-\ntion under a\nconsent decree."))

    assert told.text == "We need a leader of a remediation under a consent decree."


def test_the_text_of_a_word_document_is_read_with_its_tables() -> None:
    told = read_document(word("Interim CFO", "for a carve-out", table=("From 9 May", "to June")))

    assert told.text == "Interim CFO\nfor a carve-out\nFrom 9 May\nto June"


def test_of_five_thousand_pages_the_first_sixty_are_read() -> None:
    told = read_document(pdf("Read me.", blank=4_999))

    assert told.text == "Read me."
    assert told.note == "We read the first 60 of 5,000 pages."


def test_a_very_long_document_is_cut_at_a_word_and_says_so() -> None:
    told = read_document(word("remediation " * 20_000))

    assert len(told.text) == 199_991
    assert told.text.endswith(" remediation")
    assert told.note == "It is very long; we read the first 200,000 characters."


def test_a_pdf_that_is_locked_against_printing_only_is_read() -> None:
    assert read_document(pdf("Open to read.", owner_password="printer")).text == "Open to read."


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"%PDF-" + b"x" * documents.MAX_DOCUMENT_BYTES, "large", id="large"),
        pytest.param(b"<html>no</html>", "html", id="a web page"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "picture", id="a picture"),
        pytest.param(documents.OLE + b"\x00" * 600, "old_word", id="an old Word file"),
        pytest.param(
            LOCKED,
            "locked",
            id="a locked Word file",
        ),
        pytest.param(pdf("secret", password="x"), "locked", id="a locked PDF"),
        pytest.param(scan(), "pictures", id="a scan"),
        pytest.param(pdf(blank=3), "no_text", id="blank pages"),
        pytest.param(word(""), "no_text", id="a blank Word document"),
        pytest.param(pdf("cut in two")[:400], "cut", id="half a PDF"),
        pytest.param(word("cut in two")[:4000], "cut", id="half a Word document"),
        pytest.param(
            word_with({"word/document.xml": b"<w:document>"}), "broken", id="XML that does not end"
        ),
        pytest.param(word_with({"word/document.xml": b""}), "broken", id="an empty part"),
        pytest.param(word_with({"word/document.xml": LAUGHS}), "entities", id="entities"),
        pytest.param(
            word_with({"word/document.xml": LAUGHS.decode().encode("utf-16")}),
            "entities",
            id="entities in UTF-16",
        ),
        pytest.param(bomb(), "bomb", id="a bomb"),
        pytest.param(lying_bomb(), "broken", id="a bomb that lies about its size"),
    ],
)
def test_an_unreadable_document_has_a_reason(data: bytes, code: str) -> None:
    assert problem_of(data) == code


def test_a_zip_that_is_not_a_word_document_is_refused_with_its_reason() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")

    assert problem_of(out.getvalue()) == "sheet"


def test_a_bomb_of_many_parts_is_refused_before_any_is_unpacked() -> None:
    assert problem_of(word_with({f"word/{n}.xml": b"" for n in range(2_100)})) == "bomb"


def test_every_reason_is_a_sentence_that_fits_beside_a_field() -> None:
    assert [code for code, words in documents.WORDS.items() if not words.endswith(".")] == []
    assert max(map(len, documents.WORDS.values())) <= 200


def test_a_hanging_parser_is_killed() -> None:
    hang = [sys.executable, "-c", "import time; time.sleep(600)"]

    with pytest.raises(UnreadableDocument) as refusal:
        read_document(b"%PDF-", program=hang, seconds=0.3)

    assert refusal.value.code == "heavy"


def test_children_of_a_parser_are_killed_with_it(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    starts_another = (
        "import pathlib, subprocess, time\n"
        "one = subprocess.Popen(['/bin/sleep', '600'])\n"
        f"pathlib.Path({str(told)!r}).write_text(str(one.pid))\n"
        "time.sleep(600)"
    )

    with pytest.raises(UnreadableDocument):
        read_document(b"%PDF-", program=[sys.executable, "-c", starts_another], seconds=2)

    eventually(lambda: is_gone(int(told.read_text())), what="the end of what it started")


def is_gone(pid: int) -> bool:
    """Return whether a process has ended, even if it is still a zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


@pytest.mark.parametrize(
    "reading",
    ["lambda data: bytearray(8 << 30)", "lambda data: [None for _ in iter(int, 1)]"],
    ids=["memory", "computing"],
)
def test_a_parser_that_needs_too_much_memory_is_killed(reading: str) -> None:
    program = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from readings import documents\n"
        "from readings.documents import __main__, result\n"
        "result.CPU_SECONDS = 1\n"
        f"documents.read = {reading}\n"
        "__main__.main()"
    )

    with pytest.raises(UnreadableDocument) as refusal:
        read_document(b"%PDF-", program=[sys.executable, "-c", program], seconds=20)

    assert refusal.value.code == "heavy"


def test_the_parser_gets_no_environment_and_none_of_our_folders() -> None:
    assert sandbox.PROGRAM[1:4] == ["-I", "-X", "utf8"]


def test_the_kind_is_determined_by_the_content() -> None:
    assert [kind_of(pdf("a")), kind_of(word("a"))] == ["pdf", "word"]


def test_invisible_text_is_left_out() -> None:
    seen = tidy("\ufeffO\ufb03ce\x00 of\u00ad the\r\nCFO\t\x07 \n\n\n\nEnd ")

    assert seen == "Office of the\nCFO\n\nEnd"


@pytest.mark.parametrize(
    ("lines", "is_drawn_from_the_right"),
    [
        (["قاد فريق من خمسين مهندس", "مدير مشروع كبير"], True),
        (["قاد فريق من خمسين مهندس", "مدير مشروع كبير"], False),
        (["ניהל צוות של חמישים מהנדסים"], True),
        (["مدير SAP في Kestrel منذ 2019"], True),
    ],
    ids=["Arabic", "Arabic drawn from the left", "Hebrew", "with Latin words"],
)
def test_spaces_between_words_of_right_to_left_text_are_kept(
    lines: list[str], is_drawn_from_the_right: bool
):
    data = placed_words(
        *(line.split() for line in lines), is_drawn_from_the_right=is_drawn_from_the_right
    )

    assert documents.read(data).text == "\n".join(lines)


def test_arabic_presentation_forms_become_letters():
    assert tidy("ﻣﺪﻳﺮ ﻣﺸﺮوع") == "مدير مشروع"
