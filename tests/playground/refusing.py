"""Calls that Slack is expected to refuse."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError


async def refusal(call: Any) -> Any:
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value.response
