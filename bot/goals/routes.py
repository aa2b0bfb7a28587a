"""What answers about goals."""

from bot import ids
from bot.goals import changing, charting, editing, listing, making
from bot.goals.sources import handlers as sources
from bot.kit.answers import Answer
from bot.kit.routes import Routes
from bot.kit.visit import Visit

_ID = ids.goals


async def goal_command(visit: Visit) -> Answer:
    """Answer `/goal`: `list` shows goals, anything else sets one."""
    if visit.words.split()[:1] == ["list"]:
        return await listing.list_goals(visit)
    return await making.goal_here(visit)


ROUTES = Routes(
    commands={"/goal": goal_command},
    words={"goal": goal_command, "goals": listing.list_goals},
    actions={
        _ID.GOAL_HERE: making.goal_here,
        _ID.OPEN_CREATE: making.open_create,
        _ID.CHANGE_FORM: making.change_form,
        _ID.ADD_KPI: making.add_kpi,
        _ID.LIST_HERE: listing.list_goals,
        _ID.LIST_MINE: listing.list_mine,
        _ID.OPEN_LIST: listing.open_list,
        _ID.FILTER: listing.choose,
        _ID.PAGE: listing.turn_page,
        _ID.SEE: listing.see,
        _ID.FORMULA: listing.formula,
        _ID.CHARTS: charting.send,
        _ID.OPEN_EDIT: editing.open_edit,
        _ID.OPEN_KPI: changing.open_kpi,
        _ID.OPEN_HAND_OVER: changing.open_hand_over,
        _ID.ACCEPT: changing.accept,
        _ID.DECLINE: changing.decline,
        _ID.ACTIVATE: changing.activate,
        _ID.PAUSE: changing.pause,
        _ID.OPEN_RETIRE: changing.open_retire,
        _ID.OPEN_SOURCES: sources.show,
        _ID.REVOKE: sources.revoke,
        _ID.OPEN_UPLOAD: sources.open_upload,
    },
    submissions={
        _ID.CREATE: making.create,
        _ID.SAVE: editing.save,
        _ID.SAVE_KPI: changing.save_kpi,
        _ID.HAND_OVER: changing.hand_over,
        _ID.RETIRE: changing.retire,
        _ID.CONNECT: sources.connect,
        _ID.UPLOAD: sources.upload,
    },
    shortcuts={_ID.GOAL_HERE: making.goal_here},
)
