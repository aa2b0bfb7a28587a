"""Reading Word files."""

from bot.exports.formats import files
from bot.exports.formats.model import Read


def read(said: str, data: bytes) -> Read:
    """Return what a Word file holds."""
    del data
    raise files.damaged(said)
