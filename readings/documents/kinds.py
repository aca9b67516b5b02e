"""Tell the kind of a file by its content, never by its name, and without unpacking it."""

import re
from typing import Literal

from readings.documents.result import MAX_DOCUMENT_BYTES, UnreadableDocument

Kind = Literal["pdf", "word", "word_xml", "odt", "text"]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Streams of an OLE file, by their names, and the reason to refuse each.
IN_OLE = (
    ("EncryptedPackage", "locked"),
    ("WordDocument", "old_word"),
    ("Workbook", "sheet"),
    ("Book", "sheet"),
    ("PowerPoint Document", "slides"),
    ("__substg1.0_", "mail"),
)
# Parts of an archive, by their names; the first that is there tells the kind.
IN_ARCHIVE = (
    (b"xl/workbook", "sheet"),
    (b"ppt/presentation", "slides"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "sheet"),
    (b"application/vnd.oasis.opendocument.presentation", "slides"),
    (b"application/epub+zip", "book"),
    (b"Index/Document.iwa", "pages"),
    (b"Index.zip", "pages"),
    (b"index.apxl", "slides"),
)
BEGINNINGS = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"BM", "picture"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
)
MAIL = re.compile(
    rb"(?:(?:Received|Return-Path|Delivered-To|From|To|Subject|Date|Message-ID|MIME-Version|X-[\w-]+"
    rb"|Content-Type|DKIM-Signature|Thread-[\w-]+|Reply-To):[^\n]*\n(?:[ \t][^\n]*\n)*){3}",
    re.IGNORECASE,
)
HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)",
    re.IGNORECASE | re.DOTALL,
)
WORD_XML = (b"http://schemas.microsoft.com/office/2006/xmlPackage", b"office/word/2003/wordml")
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def kind_of(data: bytes) -> Kind:
    """Return the kind of a file.

    Raises:
        UnreadableDocument: it is empty, too large, or of a kind that cannot be read.
    """
    if len(data) > MAX_DOCUMENT_BYTES:
        raise UnreadableDocument("large")
    if not data.strip(b"\x00\t\r\n "):
        raise UnreadableDocument("empty")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_archive(data)
    if data.startswith(OLE):
        raise UnreadableDocument(_kind_of_ole(data))
    for beginning, code in BEGINNINGS:
        if data.startswith(beginning):
            raise UnreadableDocument(code)
    if data[4:8] == b"ftyp" or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        raise UnreadableDocument("picture")
    return _kind_of_text(data)


def _kind_of_archive(data: bytes) -> Kind:
    if b"PK\x05\x06" not in data[-66_000:]:
        raise UnreadableDocument("cut")
    if b"word/" in data and b"[Content_Types].xml" in data:
        return "word"
    for name, code in IN_ARCHIVE:
        if name in data:
            raise UnreadableDocument(code)
    if b"application/vnd.oasis.opendocument.text" in data[:200]:
        return "odt"
    raise UnreadableDocument("archive")


def _kind_of_ole(data: bytes) -> str:
    for name, code in IN_OLE:
        if name.encode("utf-16-le") in data:
            return code
    return "old_word"


def _kind_of_text(data: bytes) -> Kind:
    """Tell kinds of text apart. What has bytes that no text has is no document."""
    head = data.removeprefix(b"\xef\xbb\xbf")[:4096]
    if any(name in head for name in WORD_XML):
        return "word_xml"
    if MAIL.match(head.replace(b"\r\n", b"\n")):
        is_page = b"text/html" in head and b"multipart/related" in head
        raise UnreadableDocument("html" if is_page and b"\nReceived:" not in head else "mail")
    if HTML.match(head):
        raise UnreadableDocument("html")
    if re.match(rb'\s*[{\[]\s*["{\[]', head):
        raise UnreadableDocument("data")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text"
    if CONTROL.search(data) or head.lstrip()[:1] == b"<":
        raise UnreadableDocument("kind")
    return "text"
