"""Word files as other people make them: their styles, lists and tables, and nothing lost."""

from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from bot.exports.formats import Read, read, word
from domain.templates import DocumentKind
from tests.bot.exports.formats.typed import bundle

PR, FAQ, US = DocumentKind


BOX = (
    '<w:r {}><w:pict><v:shape xmlns:v="urn:v"><v:textbox><w:txbxContent><w:p><w:r>'
    "<w:t>In a box.</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)


def held(document: WordDocument) -> Read:
    out = BytesIO()
    document.save(out)
    return read("plan.docx", out.getvalue())


def test_styles_of_headings_lists_quotes_and_tables() -> None:
    document = Document()
    document.add_paragraph("Kettle One heats an old house", style="Title")
    document.add_paragraph("It hangs where the boiler hung", style="Subtitle")
    document.add_heading("Problem", 1)
    document.add_paragraph("Eleven weeks,\nthree trades.")
    document.add_paragraph("No time", style="List Bullet")
    document.add_paragraph("No room", style="List Bullet")
    document.add_heading("Solution", 1)
    document.add_paragraph("Take off the boiler", style="List Number")
    document.add_paragraph("Hang up the pump", style="List Number")
    table = document.add_table(2, 2)
    cells = [cell for row in table.rows for cell in row.cells]
    for cell, words in zip(cells, ("Size", "Price", "1|2", "9 €"), strict=True):
        cell.text = words
    document.add_heading("Customer quote", 2)
    document.add_paragraph("I had not even cleared the cellar.", style="Quote")
    document.add_paragraph("— Renate Vogl, Freising")
    document.add_heading("FAQ", 1)
    document.add_heading("What does it cost?", 2)
    document.add_paragraph("Ask.")
    document.sections[0].footer.paragraphs[0].text = "Confidential"
    found = held(document)
    assert found.content(PR) == {
        "headline": "Kettle One heats an old house",
        "subheading": "It hangs where the boiler hung",
        "problem": "Eleven weeks,\nthree trades.\n\n- No time\n- No room",
        "solution": (
            "1. Take off the boiler\n2. Hang up the pump\n\n"
            "| Size | Price |\n| --- | --- |\n| 1\\|2 | 9 € |"
        ),
        "quote_text": "I had not even cleared the cellar.",
        "quote_person": "Renate Vogl",
        "quote_role": "Freising",
    }
    assert found.content(FAQ)["C-1.answer"] == "Ask."
    assert [(p.heading, p.words) for p in found.unrecognised] == [("Footer", "Confidential")]


def test_bold_lines_and_labels_instead_of_styles() -> None:
    document = Document()
    document.add_paragraph().add_run("Kettle One heats an old house").bold = True
    labelled = document.add_paragraph()
    labelled.add_run("Problem: ").bold = True
    labelled.add_run("Eleven weeks.")
    document.add_paragraph().add_run("Solution").bold = True
    document.add_paragraph("It hangs there.")
    code = document.styles.add_style("Source Code", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("$ kettle on", style=code)
    document.add_paragraph("warm", style=code)
    document.add_paragraph().add_run("FAQ").bold = True
    document.add_paragraph().add_run("Is it loud?").bold = True
    document.add_paragraph("No.")
    found = held(document)
    assert found.content(PR) == {
        "headline": "Kettle One heats an old house",
        "problem": "Eleven weeks.",
        "solution": "It hangs there.\n\n```\n$ kettle on\nwarm\n```",
    }
    assert found.content(FAQ)["C-1.question"] == "Is it loud?"


def test_a_table_of_sections_and_what_stands_beside_the_text() -> None:
    document = Document()
    table = document.add_table(0, 2)
    for name, words in (("Headline", "Kettle One"), ("Customer", "Old houses"), ("Mood", "Good")):
        row = table.add_row().cells
        row[0].text, row[1].text = name, words
    document.add_heading("Problem", 1)
    changed = document.add_paragraph("Eleven ")
    w = nsdecls("w")
    for xml in (
        f"<w:ins {w}><w:r><w:t>weeks</w:t></w:r></w:ins>",
        f"<w:del {w}><w:r><w:delText>months</w:delText></w:r></w:del>",
        BOX.format(w),
    ):
        changed._p.append(parse_xml(xml))
    found = held(document)
    assert found.content(PR)["headline"] == "Kettle One"
    assert found.content(PR)["target_customer"] == "Old houses\n\n**Mood**\n\nGood"
    assert found.content(PR)["problem"] == "Eleven weeks\n\nIn a box."
    assert "Changes that nobody decided yet were read as accepted." in found.notices


def test_our_file_edited_in_word_reads_as_edited() -> None:
    sent = bundle(
        {"problem": "One.\n\n- a\n- b\n\n```\nx = 1\n```"},
        {"C-1.question": "What is it?", "C-1.answer": "A **pump**."},
    )
    document = Document(BytesIO(word.write(sent)))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            if run.text == "One.":
                run.text = "Two."
            if run.text == "b":
                paragraph.insert_paragraph_before("new", style="List Bullet")
    document.add_heading("Get started", 2)
    document.add_paragraph("Call us.")
    document.add_heading("Weather", 2)
    document.add_paragraph("Sunny.")
    found = held(document)
    assert found.content(PR) == {
        "problem": "Two.\n\n- a\n- new\n- b\n\n```\nx = 1\n```",
        "get_started": "Call us.",
    }
    assert found.content(FAQ)["C-1.answer"] == "A **pump**."
    assert [(p.heading, p.words) for p in found.unrecognised] == [("Weather", "Sunny.")]
