"""What people may have typed: words that look like structure, signs nobody sees, anything."""

from collections.abc import Sequence
from datetime import UTC, datetime

from hypothesis import strategies as st

from bot.exports.formats import Bundle, Exported
from domain.documents import written
from domain.templates import EXPERIENCE, FAQ, ORDER, PRESS_RELEASE, Content, DocumentKind, Template

SAVED = datetime(2026, 5, 12, 9, 30, tzinfo=UTC)

_TRICKY = (
    "# Problem",
    "## Problem <!-- wb:problem -->",
    "<!-- wb:problem= -->",
    "### FAQ-C-3",
    "```",
    "```py",
    "~~~",
    "    code",
    "- a",
    "* b",
    "  - c",
    "1. d",
    "1) e",
    "> q",
    "| a | b |",
    "|---|---|",
    "\\",
    "\\\\",
    "\\<b>",
    "<script>alert(1)</script>",
    "`<b>`",
    "`",
    "\\`",
    "``",
    "\\u{7}",
    "u{7}",
    "\x07",
    "\x00",
    "\r",
    "\t",
    "  ",
    "\n",
    "\n",
    "\n\n",
    "**b**",
    "*i*",
    "~~s~~",
    "[a](https://example.com)",
    "Q: x?",
    "A: y",
    "שלום",
    "مرحبا",
    "🙂",
    "👩‍💻",
    "\u2028",
    "\ufeff",
    "\u200b",
    "\x85",
    "---",
    "===",
    "As a x, I want y, so that z",
    "<!--",
    "-->",
    "&amp;",
    "word ",
)
_ANY = st.text(max_size=5, alphabet=st.characters(exclude_categories=["Cs"]))
WORDS = st.lists(st.one_of(st.sampled_from(_TRICKY), _ANY), max_size=12).map("".join)


@st.composite
def _entries(draw: st.DrawFn, template: Template) -> Content:
    groups = st.sampled_from([group.key for group in template.groups])
    keys = draw(st.lists(st.tuples(groups, st.integers(1, 30)), max_size=5, unique=True))
    content = {
        f"{group}-{number}.{field.key}": draw(WORDS)
        for group, number in keys
        for field in template.group_of(group).fields
    }
    content = written(content)
    ordered = draw(st.booleans())
    if content and ordered:
        listed = draw(st.permutations(template.entry_keys(content)))
        content[ORDER] = " ".join(listed)
    return content


@st.composite
def _releases(draw: st.DrawFn) -> Content:
    keys = st.sampled_from([field.key for field in PRESS_RELEASE.fields()])
    usual = draw(st.dictionaries(keys, WORDS, max_size=12))
    own = {key: words for key, words in draw(_entries(PRESS_RELEASE)).items() if key != ORDER}
    return written({**usual, **own})


RELEASES = _releases()
FAQS = _entries(FAQ)
EXPERIENCES = _entries(EXPERIENCE)


def bundle(*contents: Content) -> Bundle:
    """Return a bundle of a press release, an FAQ and an experience, each if it has words."""
    kinds: Sequence[DocumentKind] = tuple(DocumentKind)
    documents = {
        kind: Exported(content=content, version=4, saved_at=SAVED)
        for kind, content in zip(kinds, contents, strict=False)
        if content
    }
    return Bundle(key="WB-12", name="TeamSync", owner="Alice", stage="Draft", documents=documents)
