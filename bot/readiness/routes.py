"""What answers about readiness."""

from bot import ids
from bot.kit.routes import Routes
from bot.readiness import handlers

_ID = ids.readiness

ROUTES = Routes(
    words={"check": handlers.check_here},
    actions={
        _ID.CHECK_HERE: handlers.check_here,
        _ID.OPEN: handlers.open_findings,
        _ID.OPEN_DISMISS: handlers.open_dismiss,
    },
    submissions={_ID.DISMISS: handlers.dismiss},
)
