"""What a document says is read, or the result says which part could not be read, and what to do."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from readings.documents import UnreadableDocument, lines, read, tidy
from tests.readings.dialects import word_of
from tests.readings.papers import pdf

CASES = Path(__file__).parent / "cases"
COLUMNS = (
    "Nora Quill\nSkills treasury management corporate restructuring change management\n"
    "Languages\nGerman\nExperience\nInterim chief financial officer, a maker of pumps, 2019 to"
    " 2022. Closed two plants and cut the working capital from 41 to 22 million.\nHead of"
    " controlling, a hospital group, 2014 to 2019. Brought the monthly close from 14 to 5 days."
)
LETTERS = "INTERIM CFO corporate restructuring\nEXPERIENCE\nLed the integration of two companies."
CHANGES = (
    "Interim supply chain director\n\nMoved sentence about lean manufacturing.\n"
    "Content control: quality assurance\n\n2018\nSite head"
)


def case(name: str) -> bytes:
    return (CASES / name).read_bytes()


def joined(*names: str) -> bytes:
    """One PDF of the pages of several."""
    writer, out = PdfWriter(), BytesIO()
    for name in names:
        writer.append(PdfReader(CASES / name))
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("letterspaced.pdf", LETTERS),
        ("two_column.pdf", COLUMNS),
        ("tracked_changes.docx", CHANGES),
    ],
)
def test_a_document_is_read_as_it_reads(name: str, text: str) -> None:
    assert (read(case(name)).text, read(case(name)).note) == (text, "")


@pytest.mark.parametrize(
    ("name", "code"), [("no_tounicode.pdf", "letters"), ("scan_watermark.pdf", "stamp")]
)
def test_what_only_looks_like_a_text_is_not_taken_for_one(name: str, code: str) -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        read(case(name))

    assert refusal.value.code == code


def test_pages_that_cannot_be_read_are_named_and_the_others_read() -> None:
    told = read(joined("two_column.pdf", "scan_watermark.pdf", "no_tounicode.pdf"))

    assert told.text.startswith(COLUMNS)
    assert "1RUD4XLOO" not in told.text
    assert told.note == (
        "Page 2 is a picture; words in it were not read. Paste those that matter. Page 3: some"
        " words could not be read, since their font does not say which letters it draws. Paste"
        " those that matter."
    )


def test_a_soft_hyphen_drawn_as_a_space_parts_no_word() -> None:
    text = read(case("soft_hyphens.pdf")).text

    assert "Negotiated a standstill agreement with seven lenders" in text


def test_headers_and_page_numbers_stand_once_and_part_no_sentence() -> None:
    text = read(case("headers.pdf")).text

    assert text.count("Orrel") + text.count("Nora Quill") == 1
    assert "Page 2" not in text
    assert "Seite 2" not in text


def test_what_was_typed_into_a_form_is_read() -> None:
    writer, out = PdfWriter(clone_from=PdfReader(BytesIO(pdf("Name and role")))), BytesIO()
    field = DictionaryObject(
        {
            NameObject("/FT"): NameObject("/Tx"),
            NameObject("/T"): TextStringObject("role"),
            NameObject("/V"): TextStringObject("Interim CFO"),
        }
    )
    form = DictionaryObject({NameObject("/Fields"): ArrayObject([writer._add_object(field)])})
    writer.root_object[NameObject("/AcroForm")] = form
    writer.write(out)

    assert read(out.getvalue()).text == "Name and role\n\nInterim CFO"


NOT_HIDDEN = '<w:vanish w:val="0"/>'


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


BOX = "<w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(f"<w:p>{run('One.')}</w:p>", "One.", id="plain"),
        pytest.param(
            f"<w:p>{run('Kept ')}<w:del>{run('gone')}</w:del><w:ins>{run('added')}</w:ins></w:p>",
            "Kept added",
            id="deleted and inserted",
        ),
        pytest.param(
            f"<w:p><w:moveFrom>{run('Moved.')}</w:moveFrom></w:p><w:p>{run('One.')}</w:p>"
            f"<w:p><w:moveTo>{run('Moved.')}</w:moveTo></w:p>",
            "One.\nMoved.",
            id="moved",
        ),
        pytest.param(
            f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('One ')}</w:p>"
            f"<w:p>{run('line')}</w:p>",
            "One line",
            id="a deleted paragraph mark",
        ),
        pytest.param(
            f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>{run('gone')}</w:p></w:tc></w:tr>"
            f"<w:tr><w:tc><w:p>{run('kept')}</w:p></w:tc></w:tr></w:tbl>",
            "kept",
            id="a deleted row",
        ),
        pytest.param(
            f"<w:p>{run('Seen')}{run(' stuffing', '<w:vanish/>')}{run(' too', NOT_HIDDEN)}</w:p>",
            "Seen too",
            id="hidden",
        ),
        pytest.param(
            f"<w:p>{run('Around ')}<w:r><mc:AlternateContent><mc:Choice Requires='x'>{BOX}"
            f"</mc:Choice><mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent></w:r>{run('it.')}</w:p>",
            "Around it.\nIn a box.",
            id="a text box",
        ),
        pytest.param(
            f"<w:p>{run('Around it.')}<w:r><w:pict><v:textbox>{BOX}</v:textbox></w:pict></w:r>"
            "</w:p>",
            "Around it.\nIn a box.",
            id="a text box of old Word",
        ),
        pytest.param(
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
            f"<w:p>{run('Click here')}</w:p></w:sdtContent></w:sdt><w:p>{run('One.')}</w:p>",
            "One.",
            id="an empty field",
        ),
        pytest.param(
            "<w:p><w:r><w:t>Zusammen</w:t><w:softHyphen/><w:t>führung</w:t></w:r></w:p>",
            "Zusammenführung",
            id="a soft hyphen",
        ),
        pytest.param(f"<w:p>{run('I N T E R I M   C F O')}</w:p>", "INTERIM CFO", id="set wide"),
    ],
)
def test_word_is_read_with_its_changes_accepted(body: str, text: str) -> None:
    told = read(word_of(body.replace("<w:rPr></w:rPr>", "")))

    lines_read = [line for line in told.text.splitlines() if line]
    assert (lines_read, told.note) == (["Nora Quill, interim CFO", *text.splitlines()], "")


def test_wide_letters_without_gaps_between_words_are_closed_up_and_named() -> None:
    told = read(word_of(f"<w:p>{run('C U R R I C U L U M V I T A E')}</w:p>"))

    assert told.text.endswith("CURRICULUMVITAE")
    assert told.note == (
        "“CURRICULUMVITAE” is set letter by letter, so words in it may stand together."
    )


@pytest.mark.parametrize(
    "text", ["A B C D", "Class A to B", "I a m", "x x x x x x", "R&D in 3 D", "7 8 9 4 5 6 1"]
)
def test_single_letters_that_are_no_word_stay(text: str) -> None:
    assert tidy(f"Grades: {text}") == f"Grades: {text}"


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("remedia-\ntion", "remediation"),
        ("Werks-\nleiter", "Werksleiter"),
        ("Supply-Chain-\nManagement", "Supply-Chain-Management"),
        ("Interim-\nManager", "Interim-Manager"),
        ("Ein-\nund Verkauf", "Ein- und Verkauf"),
        ("short-\nand long-term", "short- and long-term"),
        ("end-to-\nend", "end-to-end"),
        ("self-\ndirected", "self-directed"),
        ("24-\nmonth", "24-month"),
        ("COVID-\n19", "COVID-19"),
        ("RESTRUC-\nTURING", "RESTRUCTURING"),
        ("SAP-\nERP", "SAP-ERP"),
        ("agree\u2010\nment", "agreement"),
        ("A multi-year plan: multi-\nyear", "A multi-year plan: multi-year"),
        ("A database; data-\nbase", "A database; database"),
        ("Leitung der\nProduktion", "Leitung der Produktion"),
        ("Chief of\nStaff", "Chief of Staff"),
        ("and/\nor", "and/or"),
        ("Interim CFO\nHead of tax", "Interim CFO\nHead of tax"),
    ],
)
def test_a_word_broken_at_the_end_of_a_line_is_whole(broken: str, whole: str) -> None:
    assert lines.unbroken(broken) == whole


def test_a_soft_hyphen_at_the_end_of_a_line_is_none() -> None:
    assert tidy("remedia\u00ad\ntion") == "remediation"
