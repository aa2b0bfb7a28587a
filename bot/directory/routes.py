"""Which events keep the directory true."""

from bot.directory import handlers
from bot.kit.routes import Routes

ROUTES = Routes(
    events={
        "user_change": handlers.person_changed,
        "member_joined_channel": handlers.joined,
        "member_left_channel": handlers.left,
        "channel_left": handlers.bot_left,
        "group_left": handlers.bot_left,
        "channel_archive": handlers.archived,
        "group_archive": handlers.archived,
        "channel_deleted": handlers.deleted,
        "group_deleted": handlers.deleted,
        "channel_unarchive": handlers.unarchived,
        "group_unarchive": handlers.unarchived,
        "channel_rename": handlers.renamed,
        "group_rename": handlers.renamed,
        "app_uninstalled": handlers.uninstalled,
        "tokens_revoked": handlers.uninstalled,
    },
)
