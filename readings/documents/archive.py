"""Open a document that is a ZIP archive, after its real size is known."""

import io
import zipfile
import zlib

from readings.documents.result import MAX_PARTS, MAX_UNPACKED_BYTES, UnreadableDocument

# Exceptions of archive reading: zipfile's own for damage; others for a truncated file, an unknown
# compression, an encrypted part, and errors of the decompressor.
BAD_ZIP = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    zlib.error,
)


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return the XML parts of an archive by name.

    First the sizes that the archive declares are checked, then those that it really unpacks to,
    chunk by chunk, which a bomb exceeds.

    Raises:
        UnreadableDocument: it is damaged, encrypted, or holds what no document needs.
    """
    parts: dict[str, bytes] = {}
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
        declared = sum(entry.file_size for entry in entries)
        if len(entries) > MAX_PARTS or declared > MAX_UNPACKED_BYTES:
            raise UnreadableDocument("bomb")
        left = MAX_UNPACKED_BYTES
        for entry in entries:
            if entry.flag_bits & 0x1:
                raise UnreadableDocument("locked")
            is_xml = entry.filename.lower().endswith((".xml", ".rels"))
            left, content = _unpacked(archive, entry, left, is_kept=is_xml)
            if is_xml:
                check_xml(content)
                parts[entry.filename.lstrip("/")] = content
    except BAD_ZIP as error:
        raise UnreadableDocument("broken") from error
    return parts


def _unpacked(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int, *, is_kept: bool
) -> tuple[int, bytes]:
    """Return the number of bytes left for other parts, and the content if it is kept."""
    pieces = []
    with archive.open(entry) as stream:
        while piece := stream.read(65_536):
            left -= len(piece)
            if left < 0:
                raise UnreadableDocument("bomb")
            if is_kept:
                pieces.append(piece)
    return left, b"".join(pieces)


def check_xml(content: bytes) -> None:
    """Refuse a document type or entities, in UTF-8 or UTF-16.

    Raises:
        UnreadableDocument: it has one.
    """
    head = content.replace(b"\x00", b"") if b"\x00" in content[:4] else content
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise UnreadableDocument("entities")
