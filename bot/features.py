"""The one list of what Workback answers."""

from bot.alignment.handlers import make as make_alignment
from bot.alignment.overview.handlers import make as make_alignments
from bot.alignment.routes import ROUTES as ALIGNMENT
from bot.charts.making import draw_chart
from bot.check_ins.asks import render
from bot.check_ins.routes import ROUTES as CHECK_INS
from bot.delivery import Means
from bot.digests.routes import ROUTES as DIGESTS
from bot.digests.sending import Digests
from bot.directory.routes import ROUTES as DIRECTORY
from bot.documents.routes import ROUTES as DOCUMENTS
from bot.experience.routes import ROUTES as EXPERIENCE
from bot.exports.making import keep_words, make
from bot.exports.routes import ROUTES as EXPORTS
from bot.faq.routes import ROUTES as FAQ
from bot.feedback.routes import ROUTES as FEEDBACK
from bot.goals.routes import ROUTES as GOALS
from bot.help.routes import ROUTES as HELP
from bot.home.routes import ROUTES as HOME
from bot.kit.routes import Routes
from bot.numbers.routes import ROUTES as NUMBERS
from bot.readiness.routes import ROUTES as READINESS
from bot.reviews.reminding import WORDS
from bot.reviews.routes import ROUTES as REVIEWS
from bot.reviews.silence import end_due
from bot.scope.files import make as make_ledger
from bot.scope.routes import ROUTES as SCOPE
from bot.search.routes import ROUTES as SEARCH
from bot.settings.routes import ROUTES as SETTINGS
from storage import reminding, scope_flags, wanted
from storage.guards import Guards

FALLBACK_COMMAND = "/workback"
"""The root command: its first word is looked up among the words, else it answers with help."""

ROUTES = Routes.together(
    [
        HELP,
        DOCUMENTS,
        FAQ,
        EXPERIENCE,
        EXPORTS,
        REVIEWS,
        GOALS,
        CHECK_INS,
        READINESS,
        SCOPE,
        ALIGNMENT,
        NUMBERS,
        DIGESTS,
        FEEDBACK,
        SEARCH,
        SETTINGS,
        HOME,
        DIRECTORY,
    ]
)

GUARDS: Guards = {**wanted.GUARDS, **reminding.GUARDS, **scope_flags.GUARDS}

MEANS = Means(
    guards=GUARDS,
    makers={
        "alignment": make_alignment,
        "alignments": make_alignments,
        "chart": draw_chart,
        "export": make,
        "scope": make_ledger,
        "words": keep_words,
    },
    render=render,
)
"""What the delivery sends by."""

END_READS = end_due
"""Ends the silent reads whose time is over."""

DIGESTER = Digests
"""Sends the weekly digests."""

REMINDERS = WORDS
"""How reminders of reviews and questions speak."""
