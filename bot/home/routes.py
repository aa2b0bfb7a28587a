"""What answers in App Home and about the list."""

from bot import ids
from bot.home import handlers
from bot.kit.routes import Routes

ROUTES = Routes(
    words={"list": handlers.show_list},
    actions={
        ids.home.BACK: handlers.show_home,
        ids.home.LIST: handlers.show_list,
        ids.home.LIST_PAGE: handlers.turn_page,
        ids.home.WAITING: handlers.show_waiting,
        ids.home.WAITING_PAGE: handlers.turn_waiting,
    },
    events={"app_home_opened": handlers.open_home},
)
