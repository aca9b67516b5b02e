"""The text of Word documents in every XML dialect, and of OpenDocument texts.

Elements are told by their local names, which transitional, strict and flat documents share. The XML
is read as a stream, so that a part costs no more memory than its text.
"""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from readings.documents.archive import check_xml, parts_of
from readings.documents.kinds import Kind
from readings.documents.lines import closed_up, is_page_number, tidy
from readings.documents.result import MAX_TEXT_LENGTH, Text, UnreadableDocument, cut

OFF = {"0", "false", "off", "none"}
# What is no text, or not the text as it reads with all changes accepted.
NOT_READ = frozenset(
    (
        *("del", "moveFrom", "instrText", "delText", "delInstrText", "rt", "Fallback"),
        *("tracked-changes", "annotation", "hidden-text", "hidden-paragraph", "scripts"),
    )
)
PARAGRAPHS = {"p", "h"}
CHARACTERS = {
    **dict.fromkeys(("br", "cr", "line-break"), "\n"),
    "noBreakHyphen": "-",
    "softHyphen": "\xad",
}
FEW_WORDS = 300  # characters; a document of pictures has no more
EMBEDDED = "A document that is embedded in it was not read; paste its text, if it matters."


def read(data: bytes, kind: Kind) -> Text:
    """Return the text: headers, body with tables and text boxes, footers, notes.

    Raises:
        UnreadableDocument: with the reason.
    """
    try:
        package = _Flat(data) if kind == "word_xml" else _Package(data)
        text, notes = _Document(package, is_odt=kind == "odt").read()
    except etree.LxmlError as error:
        raise UnreadableDocument("broken") from error
    except (KeyError, ValueError, TypeError) as error:
        raise UnreadableDocument("broken") from error
    if not re.search(r"\w", text):
        raise UnreadableDocument("pictures" if package.has_pictures else "no_text")
    if package.has_pictures and len(text) < FEW_WORDS:
        notes.append("It holds pictures; words in them cannot be read. Paste those that matter.")
    return cut(text, notes)


class _Package:
    """The parts of an archive."""

    def __init__(self, data: bytes) -> None:
        self.parts = parts_of(data)
        self.has_pictures = bool(re.search(rb"(?:word/media|Pictures)/[\w.-]+\.", data))

    def main(self) -> str:
        """Return the name of the part with the body."""
        for target, kind in self.related(""):
            if kind == "officeDocument" and target in self.parts:
                return target
        return next(name for name in ("word/document.xml", "content.xml") if name in self.parts)

    def related(self, part: str) -> Iterator[tuple[str, str]]:
        """Yield name and kind of the parts that a part refers to."""
        folder, _, name = part.rpartition("/")
        rels = self.parts.get(f"{folder}/_rels/{name}.rels".lstrip("/"), b"")
        for element in etree.fromstring(rels, _parser()) if rels else ():
            target = str(element.get("Target", ""))
            path = (
                target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
            )
            while "/../" in path:
                path = re.sub(r"[^/]+/\.\./", "", path, count=1)
            yield path, str(element.get("Type", "")).rpartition("/")[2]


class _Flat(_Package):
    """One XML file that holds all parts (Flat OPC), or the whole document (Word 2003)."""

    def __init__(self, data: bytes) -> None:
        check_xml(data)
        root = etree.fromstring(data, _parser())
        self.has_pictures = b"word/media" in data or b"binData" in data
        self.parts = {}
        for part in root:
            name = next((v for k, v in part.attrib.items() if k.endswith("}name")), "")
            holder = next((one for one in part if _local(one.tag) == "xmlData"), None)
            if name and holder is not None and len(holder):
                self.parts[str(name).lstrip("/")] = etree.tostring(holder[0])
        if not self.parts:
            self.parts = {"word/document.xml": data}


class _Document:
    """Reads the parts of one document in their order."""

    def __init__(self, package: _Package, *, is_odt: bool) -> None:
        self.package = package
        self.is_odt = is_odt

    def read(self) -> tuple[str, list[str]]:
        try:
            main = self.package.main()
        except StopIteration:
            raise UnreadableDocument("broken") from None
        related = list(self.package.related(main))
        hidden = self._hidden_styles(related)
        body = self._lines(main, hidden)
        seen = {line.casefold() for line in body}

        def others(*kinds: str) -> list[str]:
            lines = []
            for name, kind in related:
                if kind in kinds:
                    lines += [one for one in self._lines(name, hidden) if _is_new(one, seen)]
            return lines

        if self.is_odt:
            margins = self._lines("styles.xml", hidden)
            lines = [*(one for one in margins if _is_new(one, seen)), *body]
        else:
            lines = [*others("header"), *body, *others("footer")]
            lines += others("footnotes", "endnotes", "diagramData")
        text, unsure = closed_up("\n".join(lines))
        return tidy(text), [*_on_wide_letters(unsure), *self._on_embedded(related)]

    def _on_embedded(self, related: list[tuple[str, str]]) -> list[str]:
        return [EMBEDDED] if any(kind in {"aFChunk", "package"} for _, kind in related) else []

    def _lines(self, name: str, hidden: frozenset[str]) -> list[str]:
        content = self.package.parts.get(name)
        if content is None:
            return []
        reader = _Paragraphs(hidden, is_odt=self.is_odt)
        etree.fromstring(content, _parser(target=reader))
        return reader.lines

    def _hidden_styles(self, related: list[tuple[str, str]]) -> frozenset[str]:
        """Return the ids of the styles whose text is hidden, themselves or by what they follow."""
        name = next((name for name, kind in related if kind == "styles"), "")
        content = self.package.parts.get(name)
        if content is None or b"vanish" not in content:
            return frozenset()
        based: dict[str, str] = {}
        hidden: set[str] = set()
        for style in etree.fromstring(content, _parser()):
            ident = _attribute(style.attrib, "styleId")
            for element in style.iter():
                local = _local(element.tag)
                if local == "basedOn":
                    based[ident] = _attribute(element.attrib, "val")
                elif local == "vanish" and _attribute(element.attrib, "val") not in OFF:
                    hidden.add(ident)
        while inherited := {one for one, above in based.items() if above in hidden} - hidden:
            hidden |= inherited
        return frozenset(hidden)


class _Paragraphs:
    """A target of lxml's parser: collects the lines of a part, in the order of the document.

    A text box stands inside a paragraph; its lines follow that paragraph.
    """

    def __init__(self, hidden: frozenset[str], *, is_odt: bool) -> None:
        self.is_odt = is_odt
        self.lines: list[str] = []
        self.hidden = hidden
        self.path: list[str] = []
        self.skipped = 0  # depth of elements inside one that is not read
        self.open: list[tuple[list[str], list[str]]] = []  # text and boxes of open paragraphs
        self.merged = ""  # text of a paragraph whose mark is deleted; it goes on in the next
        self.is_mark_deleted = self.is_run_hidden = self.is_paragraph_hidden = False
        self.is_text = self.is_placeholder = False
        self.deleted_row = 0  # depth of the row that is left out; 0 for none
        self.size = 0

    def start(self, tag: str, attributes: Any) -> None:
        local = _local(tag)
        above = self.path[-1] if self.path else ""
        self.path.append(local)
        if self.skipped:
            self.skipped += 1
            return
        if self._is_skipped(local, above):
            self.skipped = 1
        elif local in PARAGRAPHS:
            self.open.append(([], []))
            self.is_paragraph_hidden = False
        elif local == "r":
            self.is_run_hidden = False
        elif local in {"vanish", "rStyle", "pStyle"}:
            self._hide(local, attributes, above)
        elif local in CHARACTERS:
            self._add(CHARACTERS[local])
        elif local in {"tab", "s"} and above not in {"tabs", "pPr"}:
            self._add(" " * min(_count(attributes), 20))
        elif local == "t":
            self.is_text = not (self.is_run_hidden or self.is_paragraph_hidden)

    def _is_skipped(self, local: str, above: str) -> bool:
        """Whether an element and all in it is left out."""
        if local in {"del", "cellDel"} and above in {"trPr", "tcPr"}:
            self._drop_row()
            return False
        if local == "del" and above == "rPr":  # the mark of the paragraph
            self.is_mark_deleted = self.path[-3:-2] == ["pPr"]
            return False
        if local == "showingPlcHdr":  # an empty field shows what to type into it
            self.is_placeholder = True
        if local == "sdtContent" and self.is_placeholder:
            self.is_placeholder = False
            return True
        return local in NOT_READ

    def _drop_row(self) -> None:
        """Leave out what follows up to the end of a deleted row."""
        self.deleted_row = len(self.path) - self.path[::-1].index("tr")

    def _hide(self, local: str, attributes: Any, above: str) -> None:
        value = _attribute(attributes, "val")
        if local == "pStyle":
            self.is_paragraph_hidden = value in self.hidden
        elif local == "rStyle":
            self.is_run_hidden = self.is_run_hidden or value in self.hidden
        elif "r" in self.path[-3:]:
            self.is_run_hidden = value not in OFF

    def data(self, text: str) -> None:
        if self.skipped or not self.open:
            return
        if self.is_odt:
            self._add(re.sub(r"\s+", " ", text))
        elif self.is_text:
            self._add(text)

    def _add(self, text: str) -> None:
        if self.open and not self.deleted_row:
            self.open[-1][0].append(text)
            self.size += len(text)
            if self.size > 2 * MAX_TEXT_LENGTH:
                self.open[-1][0].pop()

    def end(self, tag: str) -> None:
        local = self.path.pop()
        if self.skipped:
            self.skipped -= 1
            return
        if local == "t":
            self.is_text = False
        elif local in PARAGRAPHS and self.open:
            self._close()
        elif local == "tr" and self.deleted_row == len(self.path) + 1:
            self.deleted_row = 0

    def _close(self) -> None:
        text, boxes = self.open.pop()
        lines = ["".join(text), *boxes]
        if self.open:  # inside a text box
            self.open[-1][1].extend(lines)
            return
        if self.is_mark_deleted:
            self.merged += lines[0]
            self.is_mark_deleted = False
            return
        lines[0], self.merged = self.merged + lines[0], ""
        self.lines += lines

    def close(self) -> None:
        if self.merged:
            self.lines.append(self.merged)


def _is_new(line: str, seen: set[str]) -> bool:
    """Whether a line of a header, footer or note says what no line before it has said."""
    key = line.strip().casefold()
    if not key or is_page_number(key) or key in seen:
        return False
    seen.add(key)
    return True


def _on_wide_letters(unsure: list[str]) -> list[str]:
    if not unsure:
        return []
    shown = unsure[0][:40]
    return [f"“{shown}” is set letter by letter, so words in it may stand together."]


def _parser(target: Any = None) -> etree.XMLParser[Any]:
    return etree.XMLParser(
        target=target, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )


def _local(tag: Any) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _attribute(attributes: Any, name: str) -> str:
    return next((str(value) for key, value in attributes.items() if _local(key) == name), "")


def _count(attributes: Any) -> int:
    count = _attribute(attributes, "c")
    return int(count) if count.isdecimal() else 1
