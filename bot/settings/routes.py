"""What answers about settings."""

from bot import ids
from bot.kit.routes import Routes
from bot.settings import handlers

_ID = ids.settings

ROUTES = Routes(
    words={"settings": handlers.show},
    actions={
        _ID.OPEN: handlers.show,
        _ID.BACK: handlers.back,
        _ID.OPEN_GROUP: handlers.open_group,
        _ID.OPEN_CHANGES: handlers.open_changes,
        _ID.CHANGES_PAGE: handlers.turn_page,
    },
    submissions={_ID.SAVE: handlers.save},
)
