"""What answers about documents."""

from bot import ids
from bot.documents import history, reading, resolving, writing
from bot.kit.routes import Routes

_ID = ids.documents

ROUTES = Routes(
    commands={"/press-release": writing.open_create},
    words={
        "new": writing.open_create,
        "show": reading.show_here,
        "read": reading.show_here,
        "history": history.history_here,
    },
    actions={
        _ID.OPEN_CREATE: writing.open_create,
        _ID.OPEN_EXAMPLE: reading.open_example,
        _ID.SHOW_HERE: reading.show_here,
        _ID.HISTORY_HERE: history.history_here,
        _ID.OPEN_EDIT: writing.open_edit,
        _ID.EDIT_SECTION: writing.edit_section,
        _ID.OPEN_SECTION: writing.open_section,
        _ID.DISCARD_DRAFT: resolving.discard_draft,
        _ID.CHOOSE_WORDS: resolving.choose_words,
        _ID.READ: reading.read,
        _ID.READ_VERSION: reading.read_version,
        _ID.READ_PAGE: reading.read_page,
        _ID.SHOW_VERSION: reading.show_version,
        _ID.SHOW_DOCUMENT: reading.show_document,
        _ID.OPEN_HISTORY: history.open_history,
        _ID.MORE_HISTORY: history.more_history,
        _ID.COMPARE: history.compare,
        _ID.COMPARE_BEFORE: history.compare_before,
        _ID.COMPARE_AFTER: history.compare_after,
        _ID.CONFIRM_RESTORE: history.confirm_restore,
        _ID.CONFIRM_ARCHIVE: history.confirm_archive,
        _ID.BRING_BACK: history.bring_back,
    },
    submissions={
        _ID.SAVE_PRESS_RELEASE: writing.save_new,
        _ID.SAVE_EDIT: writing.save_edit,
        _ID.RESOLVE_CONFLICT: resolving.resolve_conflict,
        _ID.RESTORE: history.restore,
        _ID.ARCHIVE: history.archive,
    },
    shortcuts={_ID.OPEN_CREATE: writing.open_create},
)
