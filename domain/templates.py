"""Document kinds as data: their sections, prompts and limits.

Source of the six elements and their prompts: product.md, "The press release".
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

Content = Mapping[str, str]
"""Words by field key. A field that is missing or blank has not been written."""

INPUT_LIMIT = 3000
"""Characters that fit in one Slack input. Source: slack.md, "Limits"."""


class Field(BaseModel):
    """One input of a section."""

    model_config = ConfigDict(frozen=True)

    key: str
    label: str
    prompt: str
    """An example, shown while the input is empty."""
    hint: str = ""
    """The rule of thumb, shown below the input."""
    multiline: bool = True
    limit: int | None = None
    """Characters allowed; None: as many as the person writes, over several inputs."""


class Section(BaseModel):
    """A part of a document that can be cited, edited, compared and commented on by itself."""

    model_config = ConfigDict(frozen=True)

    key: str
    citation: str
    """Stable id, for example `PR-headline`."""
    title: str
    fields: tuple[Field, ...]
    element: bool = True
    """One of the elements every document of this kind needs; the others are optional."""

    def text(self, content: Content) -> str:
        """Return the section's words as one text, a line per field that has any."""
        return "\n".join(words for field in self.fields if (words := content.get(field.key, "")))

    def is_written(self, content: Content) -> bool:
        """Say whether the section's first field, the one that carries it, has words."""
        return bool(content.get(self.fields[0].key, "").strip())


class DocumentKind(StrEnum):
    """The kinds of document an initiative can have."""

    PRESS_RELEASE = "press_release"


class Template(BaseModel):
    """What a kind of document consists of."""

    model_config = ConfigDict(frozen=True)

    kind: DocumentKind
    title: str
    sections: tuple[Section, ...]

    @property
    def elements(self) -> tuple[Section, ...]:
        """The sections a review wants to see written."""
        return tuple(section for section in self.sections if section.element)

    def fields(self) -> Iterator[Field]:
        """All inputs, in their order in the modal."""
        for section in self.sections:
            yield from section.fields

    def section_of(self, key: str) -> Section:
        """Return the section with the key `key`; KeyError if there is none."""
        for section in self.sections:
            if section.key == key:
                return section
        raise KeyError(key)

    def missing(self, content: Content) -> tuple[Section, ...]:
        """Return the elements that have no words yet."""
        return tuple(section for section in self.elements if not section.is_written(content))


def _section(key: str, title: str, *fields: Field, element: bool = True) -> Section:
    return Section(
        key=key,
        citation=f"PR-{key.replace('_', '-')}",
        title=title,
        fields=fields,
        element=element,
    )


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
)

TEMPLATES: Mapping[DocumentKind, Template] = {PRESS_RELEASE.kind: PRESS_RELEASE}
