"""The traffic shows what a fault answered, not what would have been answered."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from playground.server import Playground


async def test_the_traffic_shows_the_error_that_a_fault_answered() -> None:
    async with Playground({"display_information": {"name": "App"}}) as slack:
        client = AsyncWebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
        slack.faults.error("auth.test", "token_revoked", times=1)
        slack.faults.rate_limit("auth.test", retry_after=7, times=1)
        for _ in range(2):
            with pytest.raises(SlackApiError):
                await client.auth_test()
        refused, limited = slack.traffic.calls("auth.test")
    assert refused.answer == {"ok": False, "error": "token_revoked"}
    assert (limited.status, limited.answer["error"]) == (429, "ratelimited")
