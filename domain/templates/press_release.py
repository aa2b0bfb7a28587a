"""The press release. Source of the six elements and their prompts: product.md."""

from domain.templates.sections import DocumentKind, Field, Group, Section, Template


def _section(key: str, title: str, *fields: Field, element: bool = True) -> Section:
    return Section(
        key=key,
        citation=f"PR-{key.replace('_', '-')}",
        title=title,
        fields=fields,
        element=element,
    )


OWN = Group(
    key="OWN",
    citation="PR-OWN",
    title="The team's own sections",
    fields=(
        Field(key="title", label="Title", prompt="", multiline=False, limit=75),
        Field(key="words", label="Text", prompt=""),
    ),
)
"""Sections that a workspace adds in its settings. Each carries its title, so that a document says
the same when the settings are others, or when it is read in another workspace."""

PRESS_RELEASE = Template(
    kind=DocumentKind.PRESS_RELEASE,
    title="Press release",
    sections=(
        _section(
            "headline",
            "Headline",
            Field(
                key="headline",
                label="1. Headline",
                prompt="What will the customer be able to do?",
                hint="8 to 15 words: who can now do what. Name the benefit, not the technology.",
                multiline=False,
                limit=300,
                required="Please write a headline. A working one will do.",
            ),
        ),
        _section(
            "target_customer",
            "Target customer",
            Field(
                key="target_customer",
                label="2. Target customer",
                prompt=(
                    "Busy teams of 5 to 50 people, drowning in more than ten hours of meetings "
                    "a week"
                ),
                hint="A segment, its size and its situation. “Everyone” is nobody.",
            ),
        ),
        _section(
            "problem",
            "Problem",
            Field(
                key="problem",
                label="3. Problem",
                prompt=(
                    "After every meeting somebody spends 30 minutes writing up notes, "
                    "or nobody does"
                ),
                hint=(
                    "What hurts, how often, and what people do about it today. Give one number "
                    "and its source. Do not mention the product yet."
                ),
            ),
        ),
        _section(
            "solution",
            "Solution and key benefits",
            Field(
                key="solution",
                label="4. Solution and key benefits",
                prompt=(
                    "You invite TeamSync to a meeting once. Five minutes after the call, "
                    "everyone has the notes"
                ),
                hint=(
                    "Start with what the customer does. Each benefit answers one problem "
                    "from above."
                ),
            ),
        ),
        _section(
            "quote",
            "Customer quote",
            Field(
                key="quote_text",
                label="5. Customer quote",
                prompt="I used to spend 30 minutes after every meeting writing up notes. Now …",
                hint=(
                    "A before, an after and one detail only a customer would know. "
                    "Marked as illustrative until launch."
                ),
            ),
            Field(
                key="quote_person",
                label="Who says it",
                prompt="Sarah",
                multiline=False,
                limit=150,
            ),
            Field(
                key="quote_role",
                label="Their role and company",
                prompt="Product manager at Acme Corp",
                multiline=False,
                limit=150,
            ),
        ),
        _section(
            "get_started",
            "How to get started",
            Field(
                key="get_started",
                label="6. How to get started",
                prompt=("1. Connect your calendar. 2. Hold your next meeting. 3. Open the notes"),
                hint="At most three steps, and how long until the first good result.",
            ),
        ),
        _section(
            "subheading",
            "Subheading",
            Field(
                key="subheading",
                label="Subheading",
                prompt=(
                    "Teams leave every meeting with notes and action items that already have "
                    "an owner"
                ),
                hint="One sentence: the segment and its benefit.",
                multiline=False,
                limit=300,
            ),
            element=False,
        ),
        _section(
            "city_and_date",
            "City and date",
            Field(
                key="city_and_date",
                label="City and date",
                prompt="Berlin, 1 March 2027",
                hint="The day you want to be able to publish this.",
                multiline=False,
                limit=150,
            ),
            element=False,
        ),
        _section(
            "leader_quote",
            "Quote from a leader",
            Field(
                key="leader_quote",
                label="Quote from a leader",
                prompt=(
                    "We did not set out to record meetings. We set out to end the half hour "
                    "after them."
                ),
                hint="Why the company does this, in words a person would say.",
            ),
            element=False,
        ),
    ),
    groups=(OWN,),
)
