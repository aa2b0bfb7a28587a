"""What answers about goals."""

from bot import ids
from bot.goals import charting, editing, listing, making, measuring, owning, staging
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


async def change_form(visit: Visit) -> Answer:
    """Show the fields and dates that fit what is chosen, in whichever form it was chosen."""
    changed = {_ID.SAVE: editing.change_form, _ID.SAVE_KPI: measuring.change_form}
    handler = changed.get(_ID(visit.modal.callback_id), making.change_form)
    return await handler(visit)


ROUTES = Routes(
    commands={"/goal": goal_command},
    words={"goal": goal_command, "goals": listing.list_goals},
    actions={
        _ID.GOAL_HERE: making.goal_here,
        _ID.OPEN_CREATE: making.open_create,
        _ID.CHANGE_FORM: change_form,
        _ID.ADD_KPI: making.count_kpis,
        _ID.LEAVE_KPI: making.count_kpis,
        _ID.DETAIL_KPIS: making.detail_kpis,
        _ID.MORE_DATES: making.more_dates,
        _ID.LIST_HERE: listing.list_goals,
        _ID.LIST_MINE: listing.list_mine,
        _ID.OPEN_LIST: listing.open_list,
        _ID.FILTER: listing.choose,
        _ID.PAGE: listing.turn_page,
        _ID.SEE: listing.see,
        _ID.FORMULA: listing.formula,
        _ID.CHARTS: charting.send,
        _ID.OPEN_EDIT: editing.open_edit,
        _ID.OPEN_KPI: measuring.open_kpi,
        _ID.REMOVE_KPI: measuring.remove,
        _ID.OPEN_HAND_OVER: owning.open_hand_over,
        _ID.ACCEPT: owning.accept,
        _ID.DECLINE: owning.decline,
        _ID.ACTIVATE: staging.activate,
        _ID.PAUSE: staging.pause,
        _ID.OPEN_RETIRE: staging.open_retire,
        _ID.OPEN_SOURCES: sources.show,
        _ID.REVOKE: sources.revoke,
        _ID.OPEN_UPLOAD: sources.open_upload,
    },
    submissions={
        _ID.CREATE: making.create,
        _ID.SAVE: editing.save,
        _ID.SAVE_KPI: measuring.save,
        _ID.HAND_OVER: owning.hand_over,
        _ID.RETIRE: staging.retire,
        _ID.CONNECT: sources.connect,
        _ID.UPLOAD: sources.upload,
    },
    shortcuts={_ID.GOAL_HERE: making.goal_here},
)
