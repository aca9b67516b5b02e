"""Documents to be read, small and good or as bad as they come; made in code, kept nowhere."""

import io
import struct
import zipfile

import docx
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

MEGABYTE = 1024 * 1024


def pdf(*pages: str, blank: int = 0, password: str = "", owner_password: str = "") -> bytes:
    """One page for each text, then blank ones."""
    writer = PdfWriter()
    for text in pages:
        page = writer.add_blank_page(width=595, height=842)
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        lines = "".join(f"({line}) Tj T* " for line in text.splitlines())
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 11 Tf 14 TL 50 780 Td {lines} ET".encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(stream)
    for _ in range(blank):
        writer.add_blank_page(width=595, height=842)
    if password or owner_password:
        writer.encrypt(password, owner_password or None, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def scan() -> bytes:
    """A page that is a picture."""
    writer = PdfWriter()
    page = writer.add_blank_page(width=595, height=842)
    picture = DecodedStreamObject()
    picture.set_data(b"\x80")
    picture.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {
            NameObject("/XObject"): DictionaryObject(
                {NameObject("/Im1"): writer._add_object(picture)}
            )
        }
    )
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def word(*paragraphs: str, table: tuple[str, ...] = ()) -> bytes:
    """A Word document: paragraphs, then a table of one row."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        row = document.add_table(1, len(table)).rows[0]
        for cell, text in zip(row.cells, table, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word_with(parts: dict[str, bytes]) -> bytes:
    """A Word document some of whose parts are other than they should be."""
    good = zipfile.ZipFile(io.BytesIO(word("Good morning.")))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in good.namelist():
            archive.writestr(name, parts.get(name, good.read(name)))
        for name in parts.keys() - set(good.namelist()):
            archive.writestr(name, parts[name])
    return out.getvalue()


def bomb(megabytes: int = 64) -> bytes:
    """A Word document of a few kilobytes that unpacks to this much."""
    return word_with({"word/document.xml": b"<w:document>" + b" " * (megabytes * MEGABYTE)})


def lying_bomb(megabytes: int = 64) -> bytes:
    """The same, whose directory says that it is small."""
    size = len(b"<w:document>") + megabytes * MEGABYTE
    return bomb(megabytes).replace(struct.pack("<I", size), struct.pack("<I", 900))
