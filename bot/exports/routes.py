"""What answers about documents that travel."""

from bot import ids
from bot.exports import bringing, sending
from bot.kit.routes import Routes

_ID = ids.exports

ROUTES = Routes(
    words={"export": sending.export_here, "import": bringing.open_import},
    actions={
        _ID.EXPORT_HERE: sending.export_here,
        _ID.OPEN_EXPORT: sending.open_export,
        _ID.OPEN_IMPORT: bringing.open_import,
        _ID.LOOK_AGAIN: bringing.look_again,
        _ID.PAGE: bringing.turn_page,
    },
    submissions={
        _ID.SEND: sending.send,
        _ID.FETCH: bringing.fetch,
        _ID.SAVE: bringing.save,
    },
)
