"""A file is read, or refused for what it is: by its content, whatever its name says."""

from pathlib import Path

import pytest

from readings.documents import WORDS, UnreadableDocument, kind_of, read
from tests.readings import dialects
from tests.readings.papers import pdf, word

TEXT = "Interim CFO for a carve-out."
CASES = Path(__file__).parent / "cases"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def in_ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(word(TEXT), id="docx"),
        pytest.param(dialects.with_macros(TEXT), id="docm"),
        pytest.param(dialects.template(TEXT), id="dotx"),
        pytest.param(dialects.strict(TEXT), id="strict"),
        pytest.param(dialects.flat(TEXT), id="flat"),
        pytest.param(dialects.word_2003(TEXT), id="Word 2003"),
        pytest.param(dialects.open_document(TEXT, deleted="Interim CEO"), id="odt"),
        pytest.param(TEXT.encode(), id="plain text"),
        pytest.param(TEXT.encode("utf-16"), id="text in UTF-16"),
        pytest.param(b"\xef\xbb\xbf" + TEXT.encode(), id="text with a mark"),
        pytest.param(pdf(TEXT), id="pdf"),
        pytest.param(b"\r\n" * 20 + pdf(TEXT), id="pdf after empty lines"),
        pytest.param(pdf(TEXT, owner_password="printer"), id="restricted pdf"),
    ],
)
def test_what_can_be_read_is_read(data: bytes) -> None:
    assert (read(data).text, read(data).note) == (TEXT, "")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "empty", id="nothing"),
        pytest.param(b"\x00" * 4096, "empty", id="zeros"),
        pytest.param(b" \r\n\r\n", "empty", id="white space"),
        pytest.param(in_ole("WordDocument"), "old_word", id="doc"),
        pytest.param(in_ole("EncryptedPackage"), "locked", id="locked docx"),
        pytest.param(in_ole("Workbook"), "sheet", id="xls"),
        pytest.param(in_ole("PowerPoint Document"), "slides", id="ppt"),
        pytest.param(in_ole("__substg1.0_0037001F"), "mail", id="Outlook message"),
        pytest.param(rb"{\rtf1\ansi Interim CFO}", "rtf", id="RTF named docx"),
        pytest.param(b"<html><body>Interim CFO</body></html>", "html", id="HTML saved as doc"),
        pytest.param(b'<?xml version="1.0"?>\n<!DOCTYPE html><html>', "html", id="XHTML"),
        pytest.param(
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=text/html\r\n"
            b"X-Generator: Word\r\n\r\n",
            "html",
            id="MHTML",
        ),
        pytest.param(
            b"Received: by x\r\n\tid 7\r\nFrom: a@b.example\r\nSubject: My CV\r\n\r\nSee below",
            "mail",
            id="eml",
        ),
        pytest.param(b"\x89PNG\r\n\x1a\n", "picture", id="png"),
        pytest.param(b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture", id="jpeg"),
        pytest.param(b"\x00\x00\x00\x18ftypheic", "picture", id="heic"),
        pytest.param(b"RIFF\x00\x00\x00\x00WEBPVP8 ", "picture", id="webp"),
        pytest.param(dialects.archive_of(Index__Document_iwa="x"), "pages", id="Pages"),
        pytest.param(dialects.archive_of(xl__workbook_xml="x"), "sheet", id="xlsx"),
        pytest.param(dialects.archive_of(ppt__presentation_xml="x"), "slides", id="pptx"),
        pytest.param(dialects.archive_of(mimetype="application/epub+zip"), "book", id="epub"),
        pytest.param(dialects.archive_of(cv_pdf="x"), "archive", id="zip"),
        pytest.param(b"Rar!\x1a\x07\x00", "archive", id="rar"),
        pytest.param(b'{"basics": {"name": "x"}}', "data", id="JSON"),
        pytest.param(b"\x7fELF\x02\x01\x01\x00\x00", "kind", id="a program"),
        pytest.param(b"<svg xmlns='x'></svg>", "kind", id="svg"),
        pytest.param(word(TEXT * 99)[:9_000], "cut", id="half a docx"),
        pytest.param(pdf(TEXT, blank=9)[:300], "cut", id="half a pdf"),
        pytest.param(pdf(TEXT, password="x"), "locked", id="pdf with a password"),
        pytest.param(
            pdf(
                "Please wait... If this message is not eventually replaced by the proper"
                " contents of the document"
            ),
            "form",
            id="a form of Adobe",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_for_what_it_is(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        read(data)

    assert refusal.value.code == code


def test_every_reason_says_what_to_do() -> None:
    advice = ("paste", "choose", "print", "save", "download", "unpack", "export")

    silent = [
        code for code, words in WORDS.items() if not any(a in words.casefold() for a in advice)
    ]

    assert silent == ["no_text"]
    assert max(map(len, WORDS.values())) <= 200


def test_a_pdf_that_its_owner_restricted_is_read() -> None:
    """With AES, as most programs of today do it. It opens without a password."""
    assert read((CASES / "restricted_aes.pdf").read_bytes()).text == TEXT


def test_only_the_content_tells_the_kind() -> None:
    assert [kind_of(pdf("a")), kind_of(word("a")), kind_of(b"a")] == ["pdf", "word", "text"]
