"""What answers about numbers."""

from bot import ids
from bot.kit.routes import Routes
from bot.numbers import handlers

_ID = ids.numbers

ROUTES = Routes(
    actions={
        _ID.OPEN: handlers.show,
        _ID.PAGE: handlers.turn_page,
        _ID.CHOOSE: handlers.choose,
        _ID.LINK: handlers.link,
    },
    submissions={_ID.WAIVE: handlers.waive},
)
