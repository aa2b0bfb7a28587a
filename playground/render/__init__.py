"""Block Kit as safe HTML: the same for the page and for the gallery."""

from playground.render.blocks import blocks_html
from playground.render.mrkdwn import mrkdwn
from playground.render.place import Choice, Place
from playground.render.reader import Reader

__all__ = ["Choice", "Place", "Reader", "blocks_html", "mrkdwn"]
