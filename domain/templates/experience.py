"""The customer experience: user stories in order; their mock-ups are kept beside them."""

from domain.templates.sections import DocumentKind, Field, Group, Template

STORY = "US"

EXPERIENCE = Template(
    kind=DocumentKind.EXPERIENCE,
    title="Customer experience",
    groups=(
        Group(
            key=STORY,
            citation="US",
            title="User stories",
            fields=(
                Field(
                    key="i_want",
                    label="I want to",
                    prompt="find who promised what without watching a recording",
                    hint="What the customer does, in their words. No screens and no technology.",
                    multiline=False,
                    limit=300,
                    required="Please write what the person wants to do. The rest can wait.",
                ),
                Field(
                    key="as_a",
                    label="As a",
                    prompt="product manager who missed the meeting",
                    hint="One kind of person, in a situation.",
                    multiline=False,
                    limit=150,
                ),
                Field(
                    key="so_that",
                    label="So that",
                    prompt="the next step does not wait for me",
                    hint="What is better afterwards. If you cannot say it, drop the story.",
                    multiline=False,
                    limit=300,
                ),
                Field(
                    key="acceptance",
                    label="It is done when",
                    prompt="- I open the notes and see my action items first",
                    hint="What anybody could check, one line each.",
                ),
                Field(
                    key="serves",
                    label="Serves",
                    prompt="PR-problem FAQ-C-2",
                    hint="The promises this story keeps, by their ids.",
                    multiline=False,
                    limit=300,
                ),
            ),
        ),
    ),
)
