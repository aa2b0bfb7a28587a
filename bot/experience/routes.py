"""What answers about the customer experience."""

from bot import ids
from bot.experience import handlers
from bot.kit.routes import Routes

_ID = ids.experience

ROUTES = Routes(
    words={"experience": handlers.experience_here},
    actions={
        _ID.HERE: handlers.experience_here,
        _ID.OPEN_LIST: handlers.open_list,
        _ID.PAGE: handlers.turn_page,
        _ID.OPEN_CREATE: handlers.open_create,
        _ID.OPEN_EDIT: handlers.open_edit,
        _ID.OPEN_MOCK_UPS: handlers.open_mock_ups,
        _ID.MOVE_UP: handlers.move_up,
        _ID.MOVE_DOWN: handlers.move_down,
        _ID.CONFIRM_REMOVE: handlers.confirm_remove,
    },
    submissions={
        _ID.SAVE_NEW: handlers.save,
        _ID.SAVE: handlers.save,
        _ID.SAVE_MOCK_UPS: handlers.save_mock_up,
        _ID.REMOVE: handlers.remove,
    },
)
