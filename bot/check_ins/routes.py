"""What answers about check-ins."""

from bot import ids
from bot.check_ins import answering, away, correcting, deferring, explaining, handing
from bot.kit.routes import Routes

_ID = ids.check_ins

ROUTES = Routes(
    commands={"/checkin": answering.now},
    words={"checkin": answering.now, "away": away.open_away},
    actions={
        _ID.NOW: answering.now,
        _ID.OPEN: answering.open_check_in,
        _ID.UNCHANGED: answering.unchanged,
        _ID.BACK: answering.back,
        _ID.SNOOZE: deferring.snooze,
        _ID.OPEN_SKIP: deferring.open_skip,
        _ID.OPEN_HAND_OVER: handing.open_hand_over,
        _ID.WHY: explaining.why,
        _ID.PAUSE: deferring.pause,
        _ID.OPEN_CORRECT: correcting.open_correct,
        _ID.TAKE_OVER: deferring.take_over,
        _ID.KEEP: deferring.keep,
        _ID.OPEN_AWAY: away.open_away,
        _ID.REMOVE_AWAY: away.remove,
        _ID.ASK_BACKUPS: away.ask_backups,
        _ID.ASK_NOBODY: away.ask_nobody,
    },
    submissions={
        _ID.SAVE: answering.save,
        _ID.SKIP: deferring.skip,
        _ID.HAND_OVER: handing.hand_over,
        _ID.CORRECT: correcting.correct,
        _ID.SAVE_AWAY: away.save,
    },
)
