"""What answers about the digest."""

from bot import ids
from bot.digests import handlers
from bot.kit.routes import Routes

ROUTES = Routes(
    words={"digest": handlers.digest_here},
    actions={
        ids.digests.HERE: handlers.digest_here,
        ids.digests.OPEN: handlers.show,
    },
)
