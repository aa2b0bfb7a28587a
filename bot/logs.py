"""How Workback logs: for people or for collectors, never bodies, never secrets."""

import logging
import sys

import structlog

from bot.config import Settings


def configure(settings: Settings) -> None:
    """Set up the log. Libraries that would write whole requests are kept to warnings."""
    level = logging.getLevelName(settings.log_level.upper())
    renderer: structlog.typing.Processor = structlog.processors.JSONRenderer()
    if settings.log_format == "console":
        renderer = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    # A tick that outlasts a second is followed by the next one: nothing is lost, nobody has to act.
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
