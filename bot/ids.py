"""Every id that travels to Slack and back, one class a feature.

The id is the address: `documents.read` is answered by the route of that name in
`bot/documents/routes.py`. Features link to each other by these names and never import each other.
"""

from enum import StrEnum


class help(StrEnum):  # noqa: A001  (read as `ids.help.SHOW`)
    """What Workback can do."""

    SHOW = "help.show"


class documents(StrEnum):
    """Writing, reading and keeping the documents of an initiative."""

    SHOW_HERE = "documents.show_here"
    HISTORY_HERE = "documents.history_here"
    OPEN_CREATE = "documents.open_create"
    OPEN_EXAMPLE = "documents.open_example"
    SAVE_PRESS_RELEASE = "documents.save_press_release"
    OPEN_EDIT = "documents.open_edit"
    EDIT_SECTION = "documents.edit_section"
    SAVE_EDIT = "documents.save_edit"
    CHOOSE_WORDS = "documents.choose_words"
    RESOLVE_CONFLICT = "documents.resolve_conflict"
    DISCARD_DRAFT = "documents.discard_draft"
    OPEN_MORE = "documents.open_more"
    READ = "documents.read"
    READ_VERSION = "documents.read_version"
    READ_PAGE = "documents.read_page"
    SHOW_VERSION = "documents.show_version"
    OPEN_HISTORY = "documents.open_history"
    MORE_HISTORY = "documents.more_history"
    HISTORY_MENU = "documents.history_menu"
    COMPARE = "documents.compare"
    COMPARE_BEFORE = "documents.compare_before"
    COMPARE_AFTER = "documents.compare_after"
    CONFIRM_RESTORE = "documents.confirm_restore"
    RESTORE = "documents.restore"
    CONFIRM_ARCHIVE = "documents.confirm_archive"
    ARCHIVE = "documents.archive"
    BRING_BACK = "documents.bring_back"


class home(StrEnum):
    """App Home and the list of initiatives."""

    OPEN = "home.open"
    LIST = "home.list"
    LIST_PAGE = "home.list_page"


MENUS = (documents.OPEN_MORE, documents.HISTORY_MENU)
"""Ids of menus: their entries are the addresses."""

FEATURES = (help, documents, home)
"""All of them, for the tests that hold ids and routes together."""
