"""The same letter in every dialect and kind of file that people bring; made in code."""

import io
import re
import zipfile

import docx

from tests.readings.papers import word

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = (
    (W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
)
MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def repacked(data: bytes, change: "dict[bytes, bytes] | tuple[tuple[bytes, bytes], ...]") -> bytes:
    """A Word document with bytes replaced in all of its XML."""
    pairs = change.items() if isinstance(change, dict) else change
    old, out = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith((".xml", ".rels")):
                for before, after in pairs:
                    content = content.replace(before, after)
            new.writestr(name, content)
    return out.getvalue()


def with_macros(text: str) -> bytes:
    """A .docm."""
    return repacked(word(text), {MAIN: b"application/vnd.ms-word.document.macroEnabled.main+xml"})


def template(text: str) -> bytes:
    """A .dotx."""
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
    return repacked(word(text), {MAIN: kind})


def strict(text: str) -> bytes:
    """A .docx as "Strict Open XML"."""
    return repacked(word(text), STRICT)


def flat(text: str) -> bytes:
    """Flat OPC: one XML file with all parts."""
    archive = zipfile.ZipFile(io.BytesIO(word(text)))
    parts = ""
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")):
            content = re.sub(r"<\?xml.*?\?>", "", archive.read(name).decode())
            parts += f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{content}</pkg:xmlData></pkg:part>'
    return (
        '<?xml version="1.0"?><?mso-application progid="Word.Document"?><pkg:package'
        f' xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">{parts}</pkg:package>'
    ).encode()


def word_2003(text: str) -> bytes:
    """Word 2003 XML."""
    return (
        '<?xml version="1.0"?><w:wordDocument'
        ' xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body><w:p><w:r>'
        f"<w:t>{text}</w:t></w:r></w:p></w:body></w:wordDocument>"
    ).encode()


def open_document(text: str, *, deleted: str = "") -> bytes:
    """An .odt, with a change that deleted something."""
    out = io.BytesIO()
    spaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    changes = f"<text:tracked-changes><text:p>{deleted}</text:p></text:tracked-changes>"
    first, _, rest = text.partition(" ")
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:text>{changes}"
            f"<text:p>{first}<text:s/><text:span>{rest}</text:span></text:p>"
            "</office:text></office:body></office:document-content>",
        )
    return out.getvalue()


def archive_of(**parts: str) -> bytes:
    """An archive with these parts; two underscores stand for a slash, one for a dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


def word_of(body: str) -> bytes:
    """A Word document with this XML as its body, a header and a footer."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Nora Quill, interim CFO"
    document.sections[0].footer.paragraphs[0].text = "Page 1 of 2"
    out = io.BytesIO()
    document.save(out)
    spaces = (
        b' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        b' xmlns:v="urn:schemas-microsoft-com:vml"'
        b' xmlns:x="urn:any">'
    )
    old, new = zipfile.ZipFile(io.BytesIO(out.getvalue())), io.BytesIO()
    with zipfile.ZipFile(new, "w") as archive:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                opening, rest = content.split(b"<w:body>")
                section = rest[rest.index(b"<w:sectPr") :]
                root = re.sub(rb' xmlns:(?:mc|v|x)="[^"]*"', b"", opening.rstrip())[:-1]
                content = root + spaces + b"<w:body>" + body.encode() + section
            archive.writestr(name, content)
    return new.getvalue()
