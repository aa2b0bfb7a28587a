"""The headline and what stands around it."""

from collections.abc import Iterator

from domain.initiatives import Stage
from domain.readiness.model import Book, Hit, Passage, Severity, Writing
from domain.readiness.phrases import has
from domain.readiness.rules.dates import latest_day
from domain.readiness.rules.sources import OUTLINE, SLACK, WORKING_BACKWARDS
from domain.readiness.rules.stems import stems_of
from domain.readiness.text import counts_words, normal_words
from domain.templates import DocumentKind

BOOK: Book[Writing] = Book()
RELEASE = (DocumentKind.PRESS_RELEASE,)
_LAUNCHED = (Stage.LAUNCHED, Stage.ARCHIVED)


@BOOK.rule(
    "headline-short",
    "The headline is short",
    Severity.HINT,
    summary="few words in a headline",
    why="With fewer than eight words there is seldom room for who, what and the benefit.",
    fix="Add who it is for or what gets better.",
    source=WORKING_BACKWARDS,
    example=("headline", "Introducing TeamSync", "Teams find notes five minutes after each call"),
    kinds=RELEASE,
)
def headline_short(writing: Writing) -> Iterator[Hit]:
    """Count the headline's words."""
    for passage in writing.at("headline"):
        if len(passage.words) < writing.lexicon.thresholds.headline_least_words:
            yield Hit(passage, *_everything(passage))


@BOOK.rule(
    "headline-long",
    "The headline is long",
    Severity.WEAK,
    summary="a shorter headline",
    why="Nobody can repeat a long headline.",
    fix="Keep it under 15 words and 120 characters; move the rest to the subheading.",
    source=WORKING_BACKWARDS,
    example=(
        "headline",
        (
            "Busy teams of 5 to 50 people can now find all notes and all action items of each of "
            "their meetings in one place"
        ),
        "Teams find notes and action items five minutes after each call",
    ),
    kinds=RELEASE,
    english=False,
)
def headline_long(writing: Writing) -> Iterator[Hit]:
    """Count the headline's words, where words are parted by spaces, and its characters."""
    limits = writing.lexicon.thresholds
    for passage in writing.at("headline"):
        wordy = len(passage.words) > limits.headline_most_words and counts_words(passage.text)
        if wordy or len(passage.text.strip()) > limits.headline_characters:
            yield Hit(passage, *_everything(passage))


@BOOK.rule(
    "headline-cut",
    "Slack cuts the headline on the card",
    Severity.HINT,
    summary="whole only in Read",
    why="Slack's header shows 150 characters; on the card the rest becomes “…”.",
    fix="Shorten it to 150 characters.",
    source=SLACK,
    example=("headline", "Teams find notes " * 9 + "at once", "Teams find notes after each call"),
    kinds=RELEASE,
    english=False,
)
def headline_cut(writing: Writing) -> Iterator[Hit]:
    """Mark what the card does not show."""
    limit = writing.lexicon.thresholds.header_characters
    for passage in writing.at("headline"):
        if len(passage.text.strip()) > limit:
            yield Hit(passage, limit, len(passage.text))


@BOOK.rule(
    "headline-action",
    "Nobody does anything in the headline",
    Severity.HINT,
    summary="what the customer does",
    why="A headline with an action says what changes in somebody's day.",
    fix="Name what the customer can now do, with a verb.",
    source=WORKING_BACKWARDS,
    example=(
        "headline",
        "TeamSync: the new meeting notes suite for the modern office",
        "Teams find their meeting notes five minutes after each call",
    ),
    kinds=RELEASE,
)
def headline_action(writing: Writing) -> Iterator[Hit]:
    """Look for a verb that a customer could do."""
    actions = stems_of(writing.lexicon.actions)
    for passage in writing.at("headline"):
        if not actions & stems_of(word.text for word in passage.words):
            yield Hit(passage, *_everything(passage))


@BOOK.rule(
    "headline-benefit",
    "Headline and subheading name no benefit",
    Severity.HINT,
    summary="what gets better",
    why="A thing without a benefit is news only to those who built it.",
    fix="Say what the customer saves, gains or no longer has to do.",
    source=WORKING_BACKWARDS,
    example=(
        "headline",
        "Acme announces the TeamSync meeting notes suite for the office",
        "Teams leave meetings with notes, without writing a line",
    ),
    kinds=RELEASE,
)
def headline_benefit(writing: Writing) -> Iterator[Hit]:
    """Look for a benefit in the headline and the subheading together."""
    lede = writing.at("headline", "subheading")
    if not lede or lede[0].field != "headline":
        return
    for passage in lede:
        if has(writing.lexicon.benefits, passage.text, passage.words):
            return
        if any(word.text[0].isdigit() for word in passage.words):
            return
    yield Hit(lede[0], *_everything(lede[0]))


@BOOK.rule(
    "subheading-sentences",
    "The subheading is more than one sentence",
    Severity.WEAK,
    summary="one sentence, not {phrase}",
    why="The subheading is read in one breath.",
    fix="Keep the sentence with the segment and its benefit; move the others to the solution.",
    source=OUTLINE,
    example=(
        "subheading",
        "Teams leave with notes. Nobody has to write them.",
        "Teams of 5 to 50 leave every meeting with notes that already have an owner.",
    ),
    kinds=RELEASE,
    english=False,
)
def subheading_sentences(writing: Writing) -> Iterator[Hit]:
    """Count the subheading's sentences."""
    for passage in writing.at("subheading"):
        count = len(passage.sentences)
        if count > 1:
            second = passage.sentences[1]
            summary = f"one sentence, not {count}"
            yield Hit(passage, second.start, len(passage.text.rstrip()), summary=summary)


@BOOK.rule(
    "subheading-segment",
    "The subheading does not say for whom",
    Severity.HINT,
    summary="for whom",
    why="A reader wants to know in one sentence whether this is for them.",
    fix="Name the segment in it.",
    source=OUTLINE,
    example=(
        "subheading",
        "Notes and action items that write themselves, five minutes after the end.",
        "Product teams leave every meeting with notes that already have an owner.",
    ),
    kinds=RELEASE,
)
def subheading_segment(writing: Writing) -> Iterator[Hit]:
    """Look for a segment, or for a word of the target customer."""
    customer = " ".join(passage.text for passage in writing.at("target_customer"))
    named = stems_of((*writing.lexicon.segments, *normal_words(customer)))
    for passage in writing.at("subheading"):
        if not named & stems_of(word.text for word in passage.words):
            yield Hit(passage, *_everything(passage))


@BOOK.rule(
    "date-past",
    "The date line lies in the past",
    Severity.WEAK,
    summary="a day to come, not “{phrase}”",
    why="Until the launch a press release is written from the future.",
    fix="Write the day you want to be able to publish this.",
    source=WORKING_BACKWARDS,
    example=("city_and_date", "Berlin, 1 March 2020", "Berlin, 1 March 2096"),
    kinds=RELEASE,
    english=False,
)
def date_past(writing: Writing) -> Iterator[Hit]:
    """Compare the last day that the line can mean with today."""
    for passage in writing.at("city_and_date"):
        read = latest_day(passage.text)
        if read and read.day < writing.now.date() and writing.stage not in _LAUNCHED:
            yield Hit(passage, read.start, read.end)


@BOOK.rule(
    "date-unreadable",
    "The date line has no date",
    Severity.HINT,
    summary="a date",
    why="A day makes the plan real.",
    fix="Write city, day, month and year: Berlin, 1 March 2027.",
    source=WORKING_BACKWARDS,
    example=("city_and_date", "Berlin, soon", "Berlin, 1 March 2096"),
    kinds=RELEASE,
    english=False,
)
def date_unreadable(writing: Writing) -> Iterator[Hit]:
    """Look for anything that can be read as a day or a year."""
    for passage in writing.at("city_and_date"):
        if latest_day(passage.text) is None:
            yield Hit(passage, *_everything(passage))


def _everything(passage: Passage) -> tuple[int, int]:
    start = len(passage.text) - len(passage.text.lstrip())
    return start, len(passage.text.rstrip())
