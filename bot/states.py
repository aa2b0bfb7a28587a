"""The state of an installation: sealed, of one browser, good for ten minutes, and only once."""

import hashlib
import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from cryptography.fernet import Fernet, InvalidToken

from storage.database import Database
from storage.workspaces import use_state

STATE_SECONDS = 600

_PURPOSE = "install"
"""Sealed in, because the same key seals tokens."""

_EARLIEST = -60
"""Seconds by which another replica's clock may be ahead."""


class Verdict(StrEnum):
    """Whether a state that came back is good."""

    GOOD = "good"
    WRONG = "wrong"
    EXPIRED = "expired"
    OTHER_BROWSER = "other_browser"
    USED = "used"


class States:
    """Makes states and judges them; any replica with the same key judges alike."""

    def __init__(self, key: str) -> None:
        self._cipher = Fernet(key)

    def new(self, browser: str, now: datetime) -> str:
        """Return a state for a browser, which is known by the secret in its cookie."""
        words = f"{_PURPOSE}:{_digest(browser)}:{secrets.token_urlsafe(16)}"
        return self._cipher.encrypt_at_time(words.encode(), int(now.timestamp())).decode()

    async def take(self, database: Database, state: str, browser: str, now: datetime) -> Verdict:
        """Judge a state that came back; a good one is used from here on."""
        verdict = self._judge(state, browser, now)
        if verdict is not Verdict.GOOD:
            return verdict
        until = now + timedelta(seconds=STATE_SECONDS - _EARLIEST)
        async with database.session(writes=True) as session:
            first = await use_state(session, state, until)
            await session.commit()
        return Verdict.GOOD if first else Verdict.USED

    def _judge(self, state: str, browser: str, now: datetime) -> Verdict:
        sealed = state.encode("ascii", "replace")
        try:
            words = self._cipher.decrypt(sealed).decode()
        except InvalidToken:
            return Verdict.WRONG
        purpose, _, rest = words.partition(":")
        if purpose != _PURPOSE:
            return Verdict.WRONG
        age = int(now.timestamp()) - self._cipher.extract_timestamp(sealed)
        if not _EARLIEST <= age <= STATE_SECONDS:
            return Verdict.EXPIRED
        own = rest.partition(":")[0]
        same = secrets.compare_digest(own, _digest(browser))
        return Verdict.GOOD if browser and same else Verdict.OTHER_BROWSER


def _digest(browser: str) -> str:
    return hashlib.sha256(browser.encode()).hexdigest()
