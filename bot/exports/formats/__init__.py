"""The formats in which documents travel: written for people, read back without loss.

`Bundle` is what leaves, `Read` is what came. Each format is a module with `write(bundle)`:
`markdown`, `canvas` and `json` return text, `word` and `pdf` bytes. `read` takes a file's name and
bytes. Word and PDF are imported where they are first needed: start-up is measured.
"""

from bot.exports.formats.model import Bundle, Exported, Found, Read, Row, Unrecognised
from bot.exports.formats.reading import read, read_text

__all__ = ["Bundle", "Exported", "Found", "Read", "Row", "Unrecognised", "read", "read_text"]
