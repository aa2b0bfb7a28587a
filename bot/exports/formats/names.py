"""What people call the parts of a press release and an FAQ: headings of public templates."""

import re

from domain.templates import FAQ, PRESS_RELEASE

_SECTIONS: dict[str, str] = {
    "headline": "headline, heading, title, press release headline, schlagzeile, titel",
    "subheading": "subheading, subheadline, sub-heading, sub-headline, subtitle, sub-title,"
    " summary, intro, introduction, summary paragraph, opening paragraph, lead,"
    " unterzeile, untertitel, zusammenfassung",
    "city_and_date": "city and date, date, date line, dateline, date and location,"
    " location and date, release date, launch date, ort und datum, datum",
    "target_customer": "target customer, target customers, customer, customer segment, segment,"
    " audience, target audience, who is the customer, who it is for, who is it for,"
    " zielkunde, zielkunden, zielgruppe, kunde",
    "problem": "problem, problems, problem paragraph, problem statement, customer problem,"
    " customer problems, opportunity, problem opportunity, customer need, pain, pain points,"
    " problemstellung, ausgangslage",
    "solution": "solution, solution paragraph, solution and key benefits, solution and benefits,"
    " benefit, benefits, key benefits, customer benefits, how it works, how does it work, features,"
    " key features, product, what it does, lösung, nutzen, vorteile, so funktioniert es,"
    " lösung und nutzen, lösung und vorteile",
    "quote_text": "quote, quotes, customer quote, customer quotes, quote from a customer,"
    " testimonial, testimonials, customer testimonial, user quote, kundenzitat, zitat,"
    " kundenstimme",
    "quote_person": "who says it",
    "quote_role": "their role and company",
    "leader_quote": "leader quote, quote from a leader, leadership quote, spokesperson quote,"
    " company quote, executive quote, ceo quote, internal quote, company spokesperson quote,"
    " quote from you, quote from the company, quote from a spokesperson, zitat der leitung,"
    " zitat der geschäftsführung, führungszitat",
    "get_started": "how to get started, getting started, get started, call to action, cta,"
    " availability, closing and call to action, how to start, next steps, pricing and availability,"
    " where to get it, erste schritte, so geht es los, so fangen sie an, loslegen, verfügbarkeit",
}
_KEYS = {name.strip(): key for key, said in _SECTIONS.items() for name in said.split(",")}
_KEYS |= {section.title.casefold(): section.fields[0].key for section in PRESS_RELEASE.sections}

_TITLES = (
    "press release, pressrelease, the press release, pr, pr/faq, prfaq, pr-faq, pr faq, pr & faq,"
    " press release & faq, press release and faq, working backwards, working backwards document,"
    " pressemitteilung, product press release, internal press release, mock press release"
)
TITLES = frozenset(name.strip() for name in _TITLES.split(","))
"""What a document is called before it says anything."""

_STORIES = (
    "user stories, user story, stories, customer experience, the customer experience, experience,"
    " nutzergeschichten, kundenerlebnis"
)
STORIES = frozenset(name.strip() for name in _STORIES.split(","))
"""What opens user stories."""

_ASKED = (
    "faq, faqs, questions, fragen, q&a, customers, stakeholder, stakeholders, internal, external,"
    " intern, extern, kundenfragen, kunden, interne, externe"
)
_ASKS = frozenset(name.strip() for name in _ASKED.split(","))
_INTERNAL = ("stakeholder", "internal", "intern", "company", "business", "leadership", "team")
_GROUP_WORDS = 5
_IN_FAQ = frozenset({"customer", "external", "internal", "kunde", "business", "users", "user"})

_NUMBER = re.compile(
    r"(?:[0-9]{1,2}(?:\.[0-9]{1,2})*[.):]?|[IVX]{1,4}[.)]|[a-hA-H][.)])[ \t]+(?=\S)"
)
_QUOTE = re.compile(r"\b(?:quotes?|testimonials?|zitate?|kundenzitat|führungszitat)\b")
_LEADS = re.compile(
    r"leader|spokes|executive|\bc[etpo]o\b|founder|company|\bvp\b|president|internal|\bour\b|\byou\b"
    r"|leitung|geschäftsf|führung|gründer"
)
_FAQ = re.compile(r"\bfaqs?\b|question|fragen|q&a")
_OFTEN = re.compile(r"frequently asked|häufige fragen|häufig gestellte")
_COUNTED = re.compile(r"[*_]*[0-9]{1,3}[.)][ \t]+(?=\S)")
_STEP = re.compile(
    r"(?:section|part|step|paragraph|absatz|teil)\s+[0-9]{1,2}\s*[:.)–—-]\s*", re.IGNORECASE
)
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_ARTICLE = re.compile(r"(?:the|our|your|a|das|die|der)\s+")
_JOINED = re.compile(r"\s*(?:/|&|\+|,|\||\band\b|\bund\b)\s*")


def plain(heading: str) -> str:
    """Return a heading as it is looked up: without number, emphasis, colon and aside."""
    words = heading.strip().strip("*_ \t").rstrip(":").strip("*_ \t")
    words = _STEP.sub("", _NUMBER.sub("", words, count=1), count=1)
    words = _ASIDE.sub("", words).rstrip(":").strip("*_ \t")
    return " ".join(words.casefold().split())


def section(name: str) -> str | None:
    """Return the field of the press release that a plain heading names."""
    if _QUOTE.search(name) and len(name.split()) <= _GROUP_WORDS:
        return "leader_quote" if _LEADS.search(name) else "quote_text"
    for words in (name, _ARTICLE.sub("", name, count=1)):
        if key := _KEYS.get(words):
            return key
    named = [_KEYS.get(_ARTICLE.sub("", part, count=1)) for part in _JOINED.split(name)]
    return named[0] if len(named) > 1 and all(named) else None


def opens_questions(name: str, *, inside: bool = False) -> bool:
    """Say whether a plain heading announces questions: "FAQ", "Customers", "Internal questions"."""
    if name in (group.title.casefold() for group in FAQ.groups) or _OFTEN.search(name):
        return True
    if name in TITLES:
        return False
    words = re.split(r"[^\w&]+", name)
    known = _ASKS | _IN_FAQ if inside else _ASKS
    return len(words) <= _GROUP_WORDS and any(word in known for word in words)


def says_faq(name: str) -> bool:
    """Say whether a line that is no heading announces questions in so many words."""
    return opens_questions(name) and bool(_FAQ.search(name) or _OFTEN.search(name))


def without_title(heading: str) -> str:
    """Return a headline without "Press release:" before it."""
    before, colon, after = heading.partition(":")
    return after.strip() if colon and after.strip() and plain(before) in TITLES else heading


def without_number(heading: str) -> str:
    """Return a question without the number before it."""
    return _COUNTED.sub("", heading, count=1)


def asked_inside(name: str) -> bool:
    """Say whether a plain heading announces what stakeholders ask."""
    return any(word in name for word in _INTERNAL)
