"""A document that is fine, and the documents that each rule's example makes of it."""

from datetime import UTC, datetime

from domain.readiness import Finding, findings
from domain.readiness.model import Rule, Writing
from domain.templates import FAQ, PRESS_RELEASE, DocumentKind, Template

NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)

FINE = {
    "headline": "Introducing TeamSync — The Meeting Notes That Write Themselves",
    "target_customer": "Product teams of 5 to 50 people who spend ten hours a week in meetings.",
    "problem": "After every meeting somebody writes notes by hand for 30 minutes (our survey).",
    "solution": "You invite TeamSync once. Five minutes after the call, everyone has the notes.",
    "quote_text": "I used to write notes for 30 minutes. Now I just check TeamSync.",
    "quote_person": "Sarah",
    "quote_role": "product manager at Acme Corp (illustrative)",
    "get_started": "1. Connect your calendar. 2. Open the notes after five minutes.",
    "subheading": "Product teams leave every meeting with notes that already have an owner.",
    "city_and_date": "Berlin, 1 March 2027",
}

ANSWERED = {
    "C-1.question": "What is it, and is it for me?",
    "C-1.answer": "A bot that joins the calls of a team of 5 to 50 people and sends the notes.",
    "C-2.question": "How does it differ from what I use today?",
    "C-2.answer": "A page in Wikipad is better for long texts; here nobody has to write.",
    "C-3.question": "How do I start?",
    "C-3.answer": "Connect your calendar, and open the notes after the next call.",
    "C-4.question": "What does it cost?",
    "C-4.answer": "9 € a person and month; the first ten meetings are free.",
    "C-5.question": "Who sees our data?",
    "C-5.answer": "Those who were in the call. It lies in Frankfurt for 90 days.",
    "S-1.question": "What is the most likely way this fails?",
    "S-1.answer": "People do not trust a bot in a call with customers, and switch it off.",
    "S-2.question": "What are we not building?",
    "S-2.answer": "No video, no translation and no task board.",
    "S-3.question": "Can we undo it?",
    "S-3.answer": "Yes. After a month it takes one day to switch it off and send the notes out.",
    "S-4.question": "What does it depend on?",
    "S-4.answer": "The calendar team finishes its access page by 1 May.",
    "S-5.question": "How will we know that it works?",
    "S-5.answer": "60% of the invited teams open the notes each week by 1 June.",
    "S-6.question": "What do we check next, before we build?",
    "S-6.answer": "Two people write the notes of 20 calls by hand, and we see who opens them.",
}

GOOD = {DocumentKind.PRESS_RELEASE: FINE, DocumentKind.FAQ: ANSWERED}


def with_words(rule: Rule[Writing], words: str) -> list[Finding]:
    """Put an example's words into the fine document and return what is found."""
    template = FAQ if rule.kinds == (DocumentKind.FAQ,) else PRESS_RELEASE
    content = {**GOOD[template.kind], rule.example.field: words}
    return found(content, template)


def found(content: dict[str, str], template: Template = PRESS_RELEASE) -> list[Finding]:
    """Return the findings at the tests' moment."""
    return findings(template, content, now=NOW)


def rules_in(results: list[Finding]) -> set[str]:
    """Return the ids of the rules."""
    return {finding.rule for finding in results}
