"""What answers about the scope ledger."""

from bot import ids
from bot.kit.routes import Routes
from bot.scope import deciding, files, listing, writing

_ID = ids.scope

ROUTES = Routes(
    words={"scope": listing.scope_here},
    actions={
        _ID.HERE: listing.scope_here,
        _ID.OPEN_LEDGER: listing.open_ledger,
        _ID.SHOW: listing.choose,
        _ID.PAGE: listing.turn_page,
        _ID.SEE: listing.see,
        _ID.OPEN_CREATE: writing.open_create,
        _ID.OPEN_CREATE_FOR: writing.open_create_for,
        _ID.OPEN_EDIT: writing.open_edit,
        _ID.OPEN_DECIDE: deciding.open_decide,
        _ID.OPEN_CHANGED: deciding.open_changed,
        _ID.EXPORT: files.send,
        _ID.MARK_TO_DO: deciding.mark_to_do,
        _ID.MARK_UNDER_WAY: deciding.mark_under_way,
        _ID.MARK_DONE: deciding.mark_done,
    },
    submissions={
        _ID.SAVE_NEW: writing.save_new,
        _ID.SAVE: writing.save,
        _ID.DECIDE: deciding.decide,
        _ID.STILL_RIGHT: deciding.still_right,
    },
    shortcuts={_ID.PROPOSE_MESSAGE: writing.propose_message},
)
