"""How Slack says no."""

from typing import Any

from playground.things import Json


class SlackError(Exception):
    """A Web API call that Slack refuses, with the error as Slack spells it."""

    def __init__(self, code: str, *messages: str, **fields: Any) -> None:
        super().__init__(code)
        self.code = code
        self.messages = messages
        self.fields = fields

    def answer(self) -> Json:
        """Return the body that Slack sends."""
        body: Json = {"ok": False, "error": self.code, **self.fields}
        if self.messages:
            body["errors"] = list(self.messages)
            body["response_metadata"] = {"messages": [f"[ERROR] {m}" for m in self.messages]}
        return body


class RateLimitedError(SlackError):
    """Too many calls; Slack tells after how many seconds to come again."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("ratelimited")
        self.retry_after = retry_after


class Impossible(Exception):  # noqa: N818
    """Something that a person cannot do in Slack: a button that is not there, for example."""
