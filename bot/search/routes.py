"""What answers about finding."""

from bot import ids
from bot.kit.routes import Routes
from bot.search import handlers

_ID = ids.search

ROUTES = Routes(
    words={"find": handlers.find_here, "search": handlers.find_here},
    actions={_ID.OPEN: handlers.open_find, _ID.PAGE: handlers.turn_page},
    submissions={_ID.FIND: handlers.find},
)
