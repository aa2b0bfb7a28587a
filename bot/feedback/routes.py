"""What answers about customer feedback."""

from bot import ids
from bot.feedback import listing, saving
from bot.kit.routes import Routes

_ID = ids.feedback

ROUTES = Routes(
    words={"feedback": listing.feedback_here},
    actions={
        _ID.HERE: listing.feedback_here,
        _ID.OPEN_LIST: listing.open_list,
        _ID.SHOW: listing.choose,
        _ID.PAGE: listing.turn_page,
        _ID.OPEN_INBOX: listing.open_inbox,
        _ID.INBOX_PAGE: listing.turn_inbox,
        _ID.SEE: listing.see,
        _ID.OPEN_CREATE: saving.open_create,
        _ID.OPEN_EDIT: saving.open_edit,
        _ID.CHOOSE_INITIATIVE: saving.choose_initiative,
        _ID.CONFIRM_REMOVE: listing.confirm_remove,
    },
    submissions={_ID.SAVE: saving.save, _ID.REMOVE: listing.remove},
    shortcuts={_ID.SAVE_MESSAGE: saving.save_message},
)
