"""Bodies of HTTP requests, and those that go no further."""

from starlette.requests import ClientDisconnect, Request


class TurnedAway(Exception):  # noqa: N818
    """A request that goes no further: a status and one sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


async def body_of(request: Request, largest: int) -> bytes:
    """Return a body of at most so many bytes; TurnedAway for a larger one, or half of one."""
    length = request.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length) > largest:
        raise TurnedAway(413, "The body is too large.")
    raw = bytearray()
    try:
        async for chunk in request.stream():
            raw += chunk
            if len(raw) > largest:
                raise TurnedAway(413, "The body is too large.")
    except ClientDisconnect as fault:
        raise TurnedAway(400, "The body did not arrive whole.") from fault
    return bytes(raw)
