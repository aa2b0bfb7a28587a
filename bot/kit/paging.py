"""The buttons that turn pages, the same in every list."""

from slack_sdk.models.blocks import Block

from bot.kit import blocks as b


def pages_of(count: int, size: int) -> int:
    """Return how many pages a list has; an empty one has one."""
    return max(1, -(-count // size))


def turns(page: int, pages: int, action: str, what: str, words: str = "") -> list[Block]:
    """Return a button for each neighbouring page, and where the reader is; "" words say that."""
    others = [other for other in (page - 1, page + 1) if 1 <= other <= pages]
    if not others:
        return []
    blocks: list[Block] = [
        b.actions(
            b.button(
                f"Show page {other}",
                action,
                str(other),
                about=f"Show page {other} of {pages} of {what}",
            ),
            record=f"page_{index}",
        )
        for index, other in enumerate(others)
    ]
    return [*blocks, b.context(words or f"Page {page} of {pages}.")]
