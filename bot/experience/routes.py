"""What answers about the customer experience."""

from bot import ids
from bot.experience import handlers, mock_ups
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
        _ID.SHOW_LIST: handlers.show_list,
        _ID.OPEN_MOCK_UPS: mock_ups.open_add,
        _ID.SEE_MOCK_UPS: mock_ups.see,
        _ID.MOCK_UPS_PAGE: mock_ups.turn_page,
        _ID.REMOVE_MOCK_UP: mock_ups.remove,
        _ID.MOVE_UP: handlers.move_up,
        _ID.MOVE_DOWN: handlers.move_down,
        _ID.CONFIRM_REMOVE: handlers.confirm_remove,
    },
    submissions={
        _ID.SAVE_NEW: handlers.save,
        _ID.SAVE: handlers.save,
        _ID.SAVE_MOCK_UPS: mock_ups.save,
        _ID.REMOVE: handlers.remove,
    },
)
