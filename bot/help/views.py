"""Help, as messages."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot import ids
from bot.kit.answers import Say, say
from bot.kit.blocks import actions, button, context, fields, section
from bot.kit.text import clipped, counted, harmless
from domain.initiatives import Initiative


@dataclass(frozen=True)
class Word:
    """A word after `/workback`: what it does, and the button that does it at once."""

    word: str
    does: str
    starts: str
    button: str
    action: str


WORDS = (
    Word(
        "new",
        "start a press release",
        "starts a press release",
        "Start a press release",
        ids.documents.OPEN_CREATE,
    ),
    Word("show", "read it, whole", "shows a press release", "Show it", ids.documents.SHOW_HERE),
    Word("faq", "questions and answers", "shows the questions", "Show the FAQ", ids.faq.HERE),
    Word(
        "experience",
        "user stories and mock-ups",
        "shows the user stories",
        "Show the stories",
        ids.experience.HERE,
    ),
    Word(
        "review", "ask for verdicts", "asks for a review", "Ask for review", ids.reviews.REVIEW_HERE
    ),
    Word("goal", "set a goal", "sets a goal", "Set a goal", ids.goals.GOAL_HERE),
    Word("goals", "where goals stand", "lists the goals", "List goals", ids.goals.LIST_HERE),
    Word("scope", "what gets built", "shows the scope", "Show the scope", ids.scope.HERE),
    Word("alignment", "what hangs together", "shows it", "Show it", ids.alignment.HERE),
    Word("digest", "what changed this week", "shows it", "Show the digest", ids.digests.HERE),
    Word("feedback", "what customers said", "shows it", "Show the feedback", ids.feedback.HERE),
    Word("checkin", "update my numbers", "updates your goals", "Check in", ids.check_ins.NOW),
    Word("away", "when I am away", "asks when", "Time away", ids.check_ins.OPEN_AWAY),
    Word("find", "find words", "finds words", "Find", ids.search.OPEN),
    Word("check", "what is weak in it", "checks it", "Check it", ids.readiness.CHECK_HERE),
    Word("list", "every initiative", "lists the initiatives", "List them", ids.home.LIST),
    Word(
        "history",
        "compare and restore versions",
        "shows all versions",
        "Show them",
        ids.documents.HISTORY_HERE,
    ),
    Word("export", "take it out as a file", "takes it out", "Export", ids.exports.EXPORT_HERE),
    Word("import", "bring a file in", "brings a file in", "Import", ids.exports.OPEN_IMPORT),
    Word(
        "settings",
        "how Workback works here",
        "shows the workspace's settings",
        "Show settings",
        ids.settings.OPEN,
    ),
    Word("help", "this page", "shows all commands", "Show all commands", ids.help.SHOW),
)


def help_message(here: Sequence[Initiative]) -> Say:
    """Say what Workback can do; `here` are the initiatives at home in this channel."""
    return say(
        "Workback helps a team write the press release before the code. "
        "Type /workback new to start one.",
        section(
            "*Write the press release before the code, and keep the promise it makes.*"
            + _home_of(here)
        ),
        fields(
            "*Write*\n/workback new – start a press release\n/workback show – read it, whole\n"
            "/faq – questions and honest answers\n"
            "/workback experience – user stories and mock-ups",
            "*Agree*\n/workback check – what is missing or weak\n"
            "/workback review – ask for verdicts",
            "*Keep the promise*\n/goal – set a goal with its numbers\n"
            "/goal list – where all goals stand\n/checkin – update my numbers now\n"
            "/workback away – when nobody should ask me\n"
            "/workback scope – what gets built, and which promise it keeps\n"
            "/workback alignment – promises, goals, numbers and work, with their gaps\n"
            "/workback digest – what was decided and changed this week",
            "*Look around*\n/workback find words – in all you may see\n"
            "/workback list – every initiative\n"
            "/workback history – compare and restore versions\n"
            "/workback export and import – to files, and from them\n"
            "/workback settings – how Workback works here",
        ),
        actions(
            button("Start a press release", ids.documents.OPEN_CREATE, primary=True),
            *(
                button(
                    "Read",
                    ids.documents.READ,
                    initiative.id,
                    about=f"Read the press release of {initiative.name}",
                )
                for initiative in here[:1]
            ),
            button("List initiatives", ids.home.LIST),
        ),
        context("Short form: /press-release. Only you can see this."),
    )


def _home_of(here: Sequence[Initiative]) -> str:
    if not here:
        return ""
    if len(here) == 1:
        only = here[0]
        return f"\nThis channel is home to {harmless(only.name)} ({only.key})."
    return f"\nThis channel is home to {counted(len(here), 'initiative')}."


def unknown_word(typed: str, nearest: Word | None) -> Say:
    """Answer a word that Workback does not know with the nearest one and its button."""
    shown = clipped(typed, 60)
    know = f"I don't know “{shown}”."
    show_all = button("Show all commands", ids.help.SHOW, about="Show all commands of Workback")
    if nearest is None:
        return say(
            f"{know} Type /workback help to see all commands.",
            section(f"I don't know “{harmless(shown)}”. Here is what I do know."),
            actions(show_all),
        )
    return say(
        f"{know} Did you mean /workback {nearest.word}?",
        section(
            f"I don't know “{harmless(shown)}”. "
            f"Did you mean */workback {nearest.word}*, which {nearest.starts}?"
        ),
        actions(button(nearest.button, nearest.action, primary=True), show_all),
    )
