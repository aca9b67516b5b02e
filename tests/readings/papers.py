"""Documents for tests, valid and malicious ones, generated in code."""

import io
import struct
import zipfile

import docx
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
)

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


def heavy(operations: int) -> bytes:
    """A page that packs so many operations into a few kilobytes."""
    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("a")))), io.BytesIO()
    stream = DecodedStreamObject()
    stream.set_data(b"BT /F1 1 Tf " + b"(a) Tj 1 0 Td " * operations + b"ET")
    writer.pages[0][NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    writer.write(out)
    return out.getvalue()


def heavy_in_a_form(operations: int) -> bytes:
    """The same, drawn by forms inside a page that itself draws nothing else."""
    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(heavy(operations)))), io.BytesIO()
    page = writer.pages[0]
    form = DecodedStreamObject()
    form.set_data(page.get_contents().get_data())  # type: ignore[union-attr]  # it has some
    form.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/Resources"): page["/Resources"],
        }
    )
    drawn = writer._add_object(form.flate_encode())
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/XObject"): DictionaryObject({NameObject("/X"): drawn})}
    )
    content = DecodedStreamObject()
    content.set_data(b"/X Do")
    page[NameObject("/Contents")] = writer._add_object(content)
    writer.write(out)
    return out.getvalue()


def placed_words(*lines: list[str], is_drawn_from_the_right: bool = True) -> bytes:
    """One page of right-to-left words, each at its position, without spaces."""
    letters = sorted({letter for words in lines for word in words for letter in word})
    code = {letter: f"{number:04X}" for number, letter in enumerate(letters, 1)}
    shown = ["BT /F1 10 Tf"]
    for number, words in enumerate(lines):
        right, placed = 550, []
        for word in words:
            right -= 5 * len(word)
            drawn = word if word.isascii() else word[::-1]
            glyphs = "".join(code[letter] for letter in drawn)
            placed.append(f"1 0 0 1 {right} {780 - 20 * number} Tm <{glyphs}> Tj")
            right -= 4
        shown += placed if is_drawn_from_the_right else placed[::-1]
    writer = PdfWriter()
    page = writer.add_blank_page(width=595, height=842)
    mapped = "\n".join(f"<{code[letter]}> <{ord(letter):04X}>" for letter in letters)
    to_unicode = DecodedStreamObject()
    to_unicode.set_data(
        f"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange"
        f" {len(letters)} beginbfchar\n{mapped}\nendbfchar endcmap".encode()
    )
    glyph_font = _dictionary(Type="/Font", Subtype="/CIDFontType2", BaseFont="/A")
    glyph_font[NameObject("/DW")] = NumberObject(500)
    font = _dictionary(Type="/Font", Subtype="/Type0", BaseFont="/A", Encoding="/Identity-H")
    font[NameObject("/DescendantFonts")] = ArrayObject([writer._add_object(glyph_font)])
    font[NameObject("/ToUnicode")] = writer._add_object(to_unicode)
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    stream = DecodedStreamObject()
    stream.set_data(" ".join([*shown, "ET"]).encode())
    page[NameObject("/Contents")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _dictionary(**names: str) -> DictionaryObject:
    return DictionaryObject(
        {NameObject(f"/{key}"): NameObject(value) for key, value in names.items()}
    )


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
    """A Word document with some replaced parts."""
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
