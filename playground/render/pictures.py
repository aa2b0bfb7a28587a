"""Pictures. The page loads nothing from other machines: what is elsewhere is described."""

from urllib.parse import urlsplit

from playground.render.markup import Markup, el
from playground.render.reader import Reader
from playground.render.texts import label
from playground.things import Json

_HERE = ("127.0.0.1", "localhost", "::1")


def address(image: Json, reader: Reader) -> str | None:
    """Return where a picture can be had on this machine, None if it cannot."""
    slack_file = image.get("slack_file")
    if slack_file:
        file_id = slack_file.get("id") or str(slack_file.get("url", "")).rsplit("/", 1)[-1]
        return reader.files.get(file_id)
    url = str(image.get("image_url", ""))
    return url if _is_near(url) or url.startswith("data:image/") else None


def _is_near(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.hostname in _HERE


def picture(image: Json, reader: Reader, css: str) -> Markup:
    """Return a picture, or its words in its place."""
    source = address(image, reader)
    words = image["alt_text"]
    if source is None:
        return el("span", words, class_=f"{css} bk-absent", role="img", aria_label=words)
    return el("img", src=source, alt=words, title=words, class_=css, loading="lazy")


def image_block(block: Json, reader: Reader) -> Markup:
    """Return an image block: title and picture."""
    title = el("figcaption", label(block["title"])) if block.get("title") else None
    return el("figure", title, picture(block, reader, "bk-picture"), class_="bk-figure")
