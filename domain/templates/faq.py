"""The FAQ: what customers and stakeholders ask, and the honest answers.

Starter questions: readiness.md, "FAQ".
"""

from domain.templates.sections import DocumentKind, Field, Group, Template

CUSTOMER = "C"
STAKEHOLDER = "S"

_FIELDS = (
    Field(
        key="question",
        label="Question",
        prompt="What happens to our recordings?",
        hint="As they would ask it, in one sentence.",
        multiline=False,
        limit=300,
        required="Please write the question. The answer can wait.",
    ),
    Field(
        key="answer",
        label="Answer",
        prompt="Say what is true today, and what you do not know yet",
        hint="Honest beats short. Leave it empty if nobody knows, and name who will find out.",
    ),
)

FAQ = Template(
    kind=DocumentKind.FAQ,
    title="FAQ",
    groups=(
        Group(key=CUSTOMER, citation="FAQ-C", title="From customers", fields=_FIELDS),
        Group(key=STAKEHOLDER, citation="FAQ-S", title="From stakeholders", fields=_FIELDS),
    ),
)

STARTERS: dict[str, tuple[tuple[str, str], ...]] = {
    CUSTOMER: (
        ("What is it, and is it for me?", "Name the segment, and who it is not for."),
        ("How does it differ from what I use today?", "Name that alternative."),
        ("How do I start, and how long does it take?", "Count the steps and the minutes."),
        ("What does it cost?", "Give the price, or the day on which you will know it."),
        ("What happens to my data?", "Say where it lies, who sees it, and when it is deleted."),
    ),
    STAKEHOLDER: (
        ("What is the most likely way this fails?", "One honest sentence beats five risks."),
        ("What are we not building?", "Name three things people will expect."),
        ("Can we undo it?", "Say what it costs to switch it off after a month."),
        ("What does it depend on?", "Name teams, contracts and dates."),
        ("How will we know that it works?", "A number, a threshold and a day."),
        ("What do we check next, before we build?", "The cheapest test of the riskiest guess."),
    ),
}
"""Questions that every FAQ should answer, by group, each with what a good answer has."""
