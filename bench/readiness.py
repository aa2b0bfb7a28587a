"""How long the readiness of a document of six pages takes: a press release and its FAQ.

The rules wait for nothing, so the processor's time is counted: others share this machine.
"""

import statistics
from datetime import UTC, datetime
from time import process_time

from bench.results import Result, p99
from bot.documents.example import EXAMPLE
from domain.readiness import findings
from domain.templates import FAQ, PRESS_RELEASE

BOUND = 50.0
"""Milliseconds for six pages of 500 words."""

_ROUNDS = 200
_WORDS = 3000
_NOW = datetime(2026, 11, 1, tzinfo=UTC)
_ANSWER = (
    "After a call the notes stand in your channel, with each decision and who made it. Many teams "
    "already keep such a page by hand, in Wikipad or a spreadsheet, and it takes them 30 minutes. "
    "The transcription of a call is deleted after 90 days, in order to keep it private. It might "
    "possibly take longer on a Monday. You can send them to everyone who was invited.\n"
)
_TIMES = 2


def document() -> dict[str, str]:
    """Return an FAQ of about five pages."""
    content: dict[str, str] = {}
    count, number = len(" ".join(EXAMPLE.values()).split()), 0
    while count < _WORDS:
        number += 1
        key = f"{'C' if number % 2 else 'S'}-{number}"
        words = {
            f"{key}.question": f"What happens to the notes of call {number}?",
            f"{key}.answer": _ANSWER * _TIMES,
        }
        count += len(" ".join(words.values()).split())
        content |= words
    return content


async def measure() -> list[Result]:
    """Read both documents, as after a save; the first time prepares the word lists."""
    questions = document()

    def once() -> float:
        start = process_time()
        findings(PRESS_RELEASE, EXAMPLE, now=_NOW)
        findings(FAQ, questions, now=_NOW)
        return (process_time() - start) * 1000

    first, taken = once(), [once() for _ in range(_ROUNDS)]
    figures = (("first", first), ("median", statistics.median(taken)), ("p99", p99(taken)))
    return [
        Result("readiness", value, f"ms of CPU, {name} of 6 pages", bound=BOUND)
        for name, value in figures
    ]
