"""What answers about the FAQ."""

from bot import ids
from bot.faq import answering, asking, listing
from bot.kit.routes import Routes

_ID = ids.faq

ROUTES = Routes(
    commands={"/faq": asking.faq_command},
    words={"faq": asking.faq_command},
    actions={
        _ID.HERE: listing.faq_here,
        _ID.OPEN_LIST: listing.open_list,
        _ID.FILTER: listing.choose,
        _ID.PAGE: listing.turn_page,
        _ID.OPEN_CREATE: asking.open_create,
        _ID.OPEN_STARTER: asking.open_starter,
        _ID.READ: listing.read,
        _ID.OPEN_ANSWER: answering.open_answer,
        _ID.OPEN_EDIT: answering.open_answer,
        _ID.MOVE_UP: listing.move_up,
        _ID.MOVE_DOWN: listing.move_down,
        _ID.CONFIRM_REMOVE: listing.confirm_remove,
    },
    submissions={
        _ID.SAVE_NEW: asking.save_new,
        _ID.SAVE: answering.save,
        _ID.REMOVE: listing.remove,
    },
    shortcuts={_ID.ADD_MESSAGE: asking.add_message},
)
