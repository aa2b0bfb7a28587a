"""A press release without headings: only what its looks tell; the rest is kept and shown."""

import re
from collections.abc import Sequence

from bot.exports.formats.gathering import Gathered

_MONTHS = (
    "jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|märz|apr(?:il)?|may|mai|june?|juni|july?|juli"
    "|aug(?:ust)?|sep(?:t|tember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?"
)
_DATE = (
    rf"(?:[0-9]{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:{_MONTHS})\.?,?\s+[0-9]{{4}}"
    rf"|(?:{_MONTHS})\.?\s+[0-9]{{1,2}}(?:st|nd|rd|th)?,?\s+[0-9]{{4}}"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{4})"
)
_DATELINE = re.compile(
    rf"[*_(]*(?P<said>(?:[^\W\d_][^0-9\n:!?]{{0,60}}?[\s,(–—-]+)?{_DATE})[)*_]*"
    r"(?:\s*(?:\([^()]*\))?\s*[–—:-]+[*_]*\s*|\s*$)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[>\s*_]*[\"“„«‚‘]")
_LEADS = re.compile(
    r"\b(?:CEO|CTO|CPO|COO|founder|co-founder|president|vice president|VP|director|head of|chief"
    r"|general manager|Geschäftsführer\w*|Leiter\w*|Vorständ\w*|Vorstand)\b",
    re.IGNORECASE,
)
_STARTS = re.compile(
    r"(?:To (?:get started|learn more|sign up|start|try)\b|Get(?:ting)? started\b"
    r"|Available (?:today|now)\b|(?:For more information|To find out more)\b"
    r"|So (?:geht|fangen)\b|Los geht)",
    re.IGNORECASE,
)
_SUBHEADING = 300


def tell(gathered: Gathered, paragraphs: Sequence[str], heading: str) -> None:
    """Take from the paragraphs below a headline what its looks tell; keep the others whole."""
    others: list[str] = []
    for at in range(len(paragraphs)):
        key, words, rest = _guess(gathered, paragraphs, at)
        if key:
            gathered.take(key, words, "")
        if rest:
            others.append(rest)
    gathered.unknown(heading if others else "", "\n\n".join(others))


def dateline(paragraph: str) -> tuple[str, str]:
    """Split "SEATTLE – 12 May 2026 – Today …" into the place with its day, and the rest."""
    match = _DATELINE.match(paragraph)
    return (match["said"].strip(), paragraph[match.end() :]) if match else ("", paragraph)


def _guess(gathered: Gathered, paragraphs: Sequence[str], at: int) -> tuple[str, str, str]:
    """Return a field, its words, and the words that are left."""
    paragraph, taken = paragraphs[at], gathered.release
    said, rest = dateline(paragraph)
    if said and "city_and_date" not in taken:
        return "city_and_date", said, rest
    if at == 0 and "subheading" not in taken and _is_subheading(paragraphs):
        return "subheading", paragraph.strip("*_ "), ""
    if _QUOTED.match(paragraph):
        key = "leader_quote" if _LEADS.search(paragraph) else "quote_text"
        if key not in taken:
            return key, paragraph, ""
    if _STARTS.match(paragraph) and "get_started" not in taken:
        return "get_started", paragraph, ""
    return "", "", paragraph


def _is_subheading(paragraphs: Sequence[str]) -> bool:
    first = paragraphs[0]
    if "\n" in first or len(first) > _SUBHEADING or first[0] in '-•>|`"“„«':
        return False
    alone = len(paragraphs) == 1 or bool(dateline(paragraphs[1])[0])
    return alone or first[0] in "*_" or not first.rstrip().endswith((".", "!", ":"))
