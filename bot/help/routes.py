"""What answers with help."""

from bot import ids
from bot.help import handlers
from bot.kit.routes import Routes

ROUTES = Routes(
    commands={"/workback": handlers.root},
    words={"help": handlers.show},
    actions={ids.help.SHOW: handlers.show},
    events={"app_mention": handlers.mention},
)
