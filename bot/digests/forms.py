"""What the modal of the digest remembers."""

from bot.kit.blocks import Metadata


class Reading(Metadata):
    """The digest of an initiative."""

    initiative: str
