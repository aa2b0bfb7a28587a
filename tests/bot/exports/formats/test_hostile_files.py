"""Files that are no documents, or worse, are refused in one sentence that says what to do."""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from bot.exports.formats import read, word
from domain.errors import Refusal
from tests.bot.exports.formats.typed import bundle

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DAMAGED = "plan.docx is damaged and cannot be read. Open it in Word, save it again and import that."
OTHER = "is not a Markdown or Word file. Save it as .docx or .md and import it again."
LOCKED = "plan.docx is protected by a password. Save it without one and import it again."
TOO_LARGE = (
    "plan.docx unpacks to more than a document needs, so it was not opened."
    " Copy its words into a new file and import that."
)
EMPTY = "is empty. Write something in it and import it again."
OLDER = "is a file of older Word. Save it as .docx and import it again."
MUCH = (
    "plan.md has 1,000,001 characters, and a file may have at most 1,000,000. Import it in parts."
)
LARGE = (
    "plan.md has 5.0 MB, and a file may have at most 5 MB."
    " Take pictures out of it, or import it in parts."
)
NO_TEXT = "plan.md is not text in UTF-8 or UTF-16. Save it as UTF-8 and import it again."
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r" Type="http://x/officeDocument" Target="{}"/></Relationships>'
)
DOCUMENT = '<w:document xmlns:w="urn:w"><w:body>{}</w:body></w:document>'


def archive(**members: str | bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return out.getvalue()


def with_document(xml: str | bytes) -> bytes:
    return archive(**{"word/document.xml": xml, "[Content_Types].xml": "<Types/>"})


def locked() -> bytes:
    """Return an archive whose member says that it is encrypted."""
    data = bytearray(with_document(DOCUMENT))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def lying() -> bytes:
    """Return an archive that unpacks to far more than it says."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packed.compress(b" " * 80_000_000) + packed.flush()
    name = b"word/document.xml"
    sizes = struct.pack("<LLL", 0, len(body), 1000)
    local = b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0" + sizes + struct.pack("<HH", len(name), 0) + name
    entry = b"PK\x01\x02\x14\0\x14\0\0\0\x08\0\0\0\0\0" + sizes
    entry += struct.pack("<HHHHHLL", len(name), 0, 0, 0, 0, 0, 0) + name
    size = len(local) + len(body)
    end = b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 1, 1, len(entry), size, 0)
    return local + body + entry + end


SHEET = archive(**{"_rels/.rels": RELATIONS.format("xl/book.xml")})
LAUGHS = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]>
<w:document xmlns:w="urn:w"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"""
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>
<w:document xmlns:w="urn:w"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"""


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("plan.pages", b"words", f"plan.pages {OTHER}"),
        ("plan.pdf", b"%PDF-1.7", f"plan.pdf {OTHER}"),
        ("plan.json", b"{}", f"plan.json {OTHER}"),
        ("../../plan.exe", b"MZ", f"plan.exe {OTHER}"),
        ("plan.md", archive(**{"xl/workbook.xml": "<x/>"}), f"plan.md {OTHER}"),
        ("plan.docx", SHEET, f"plan.docx {OTHER}"),
        ("plan.md", b"", f"plan.md {EMPTY}"),
        ("plan.md", b"\xef\xbb\xbf \r\n", f"plan.md {EMPTY}"),
        ("plan.docx", with_document(DOCUMENT.format("")), f"plan.docx {EMPTY}"),
        ("plan.md", b"x" * 5_000_001, LARGE),
        ("plan.md", b"x" * 1_000_001, MUCH),
        ("plan.md", "Schöne Grüße".encode("latin-1"), NO_TEXT),
        ("plan.md", "# Words".encode("utf-16-le"), NO_TEXT),
        ("plan.md", b"\xff\xfex", NO_TEXT),
        ("plan.docx", OLE + b"EncryptedPackage", f"plan.docx {OLDER}"),
        ("plan.docx", OLE + "EncryptedPackage".encode("utf-16-le"), LOCKED),
        ("plan.doc", OLE, f"plan.doc {OLDER}"),
        ("plan.docx", locked(), LOCKED),
        ("plan.docx", b"words", DAMAGED),
        ("plan.docx", b"PK\x03\x04 and nothing", DAMAGED),
        ("plan.docx", with_document("<w:document"), DAMAGED),
        ("plan.docx", with_document("<other/>"), DAMAGED),
        ("plan.docx", with_document(LAUGHS), DAMAGED),
        ("plan.docx", with_document(OUTSIDE), DAMAGED),
        ("plan.docx", lying(), DAMAGED),
        ("plan.docx", with_document(b" " * 25_000_000), TOO_LARGE),
        ("plan.docx", archive(**{str(n): "" for n in range(2001)}), TOO_LARGE),
        ("plan.docx", archive(**{str(n): b" " * 20_000_001 for n in range(3)}), TOO_LARGE),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(name: str, data: bytes, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(name, data)
    assert refused.value.sentence == sentence


def test_any_cut_of_a_word_file_is_refused_or_read() -> None:
    whole = word.write(bundle({"headline": "Introducing TeamSync"}))
    for at in range(1, len(whole), len(whole) // 40):
        for data in (whole[:at], whole[:at] + b"\x00\xff" + whole[at + 2 :]):
            try:
                back = read("plan.docx", data)
            except Refusal as refused:
                assert refused.sentence.startswith("plan.docx ")  # noqa: PT017  (either is right)
            else:
                assert back.contents or back.unrecognised


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_read_in_the_encodings_that_editors_write(encoding: str) -> None:
    words = "# Grüße 🙂\r\n\r\n## Problem\r\n\r\nNotizen fehlen.\r\n".encode(encoding)
    assert read("plan.txt", words).contents == {
        "press_release": {"headline": "Grüße 🙂", "problem": "Notizen fehlen."}
    }


def test_very_deep_and_very_wide_files_end_soon() -> None:
    deep = "<w:sdt>" * 50_000 + "<w:p><w:r><w:t>Deep.</w:t></w:r></w:p>" + "</w:sdt>" * 50_000
    assert read("plan.docx", with_document(DOCUMENT.format(deep))).contents
    assert read("plan.md", b"> " * 200_000).contents is not None
    assert read("plan.md", (b"**" * 3000 + b"\n") * 50).contents is not None
