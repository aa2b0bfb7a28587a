"""What the bot asks Slack for; a house test holds it to `manifest.yml`."""

from collections.abc import Mapping

SCOPE_WORDS: Mapping[str, str] = {
    "app_mentions:read": "answer a mention with help",
    "channels:history": "read the threads of its own cards",
    "groups:history": "read the threads of its own cards",
    "im:history": "see whether a message of its own has arrived",
    "channels:read": "know the channels it was invited to, and who is in them",
    "groups:read": "know the channels it was invited to, and who is in them",
    "canvases:write": "export documents as canvases",
    "chat:write": "post cards and what stands in their threads",
    "commands": "answer its commands and shortcuts",
    "files:read": "take mock-ups and documents that people choose in a form",
    "files:write": "send documents that somebody exports, and charts",
    "im:write": "write to a person when something of theirs is due",
    "usergroups:read": "ask user groups for a review",
    "users:read": "know people's names and time zones",
}
"""Each scope in words for people."""

NEEDED_SCOPES = frozenset(SCOPE_WORDS)
