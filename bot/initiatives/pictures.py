"""Pictures of user stories, as blocks: whoever shows a story shows them the same way."""

from slack_sdk.models.blocks import Block, ImageBlock
from slack_sdk.models.blocks.basic_components import SlackFile

from bot.kit import blocks as b
from bot.kit.text import clipped
from domain.experience import MockUp

_TITLE = 200


def picture(mock_up: MockUp, citation: str = "") -> Block:
    """Return a picture with its words; `citation` where its story may stand a page before."""
    title = f"{citation}: {mock_up.alt_text}" if citation else mock_up.alt_text
    return ImageBlock(
        alt_text=mock_up.alt_text,
        title=b.plain(clipped(title, _TITLE)),
        slack_file=SlackFile(id=mock_up.file_id),
    )


def place(mock_up: MockUp) -> str:
    """Return the name under which the note with a picture is remembered."""
    return f"mock_up:{mock_up.id}"
