"""How documents that travel look on their way."""

from bot.exports.views.bringing import Found, Preview, import_form, preview, still_reading
from bot.exports.views.sending import called, export_form, on_its_way

__all__ = [
    "Found",
    "Preview",
    "called",
    "export_form",
    "import_form",
    "on_its_way",
    "preview",
    "still_reading",
]
