"""What answers about alignment."""

from bot import ids
from bot.alignment import handlers
from bot.alignment.overview import handlers as overview
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
        _ID.TAB: overview.show_tab,
        _ID.ALL: overview.open_all,
        _ID.ALL_PAGE: overview.turn_all,
        _ID.OPEN_SHARE: overview.open_share,
        _ID.EXPORT_ALL: overview.export_all,
    },
    submissions={_ID.SHARE_ALL: overview.share_all},
)
