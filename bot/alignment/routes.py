"""What answers about alignment."""

from bot import ids
from bot.alignment import handlers
from bot.kit.routes import Routes

_ID = ids.alignment

ROUTES = Routes(
    words={"alignment": handlers.alignment_here},
    actions={
        _ID.HERE: handlers.alignment_here,
        _ID.OPEN: handlers.show,
        _ID.PAGE: handlers.turn_page,
        _ID.SHARE: handlers.share,
        _ID.EXPORT: handlers.export,
        _ID.PRINCIPLES: handlers.principles,
    },
)
