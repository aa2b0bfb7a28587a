"""What the modals of alignment remember."""

from bot.kit.blocks import Metadata


class Showing(Metadata):
    """The alignment of an initiative."""

    initiative: str
    page: int = 1
