"""What all tests share."""

import pytest

from bot.serve import freeze

pytest_plugins = ["tests.databases"]


@pytest.fixture(scope="module", autouse=True)
def _little_to_collect() -> None:
    """Let the collector pass over what earlier files have left, as the server does once it stands.

    After thousands of tests one collection takes longer than an act of Slack's may.
    """
    freeze()
