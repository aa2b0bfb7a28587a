"""What is said to whoever can mend a conversation that Slack refuses."""

from bot.kit.text import harmless

_MENDING = {
    "not_in_channel": (
        "I am not in <#{channel}> yet, so {about} could not be posted there. "
        "Type `/invite @Workback` in that channel and I will post it at once."
    ),
    "is_archived": (
        "<#{channel}> is archived, so {about} could not be posted there. "
        "Unarchive the channel and I will post it at once."
    ),
    "channel_not_found": (
        "I cannot see the channel of {about} (it is private, or it was deleted), so it could not "
        "be posted. Type `/invite @Workback` in that channel and I will post it at once."
    ),
}
_OTHERWISE = (
    "Slack does not let me post in <#{channel}> (`{error}`), so {about} could not be posted there. "
    "Nothing is lost: ask an admin of your workspace to allow it."
)


def mending(error: str, channel: str, about: str) -> str:
    """Return one sentence on what happened and one on what to do."""
    sentence = _MENDING.get(error, _OTHERWISE)
    return sentence.format(channel=channel, about=harmless(about), error=error)
